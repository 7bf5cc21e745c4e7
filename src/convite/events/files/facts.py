"""Facts of files."""

from uuid import UUID

from convite.core.log import Fact


class FileAdded(Fact, frozen=True, kw_only=True):
    """A file was uploaded."""

    action = "file_added"
    object_type = "file"
    file_id: UUID
    purpose: str
    size: int
