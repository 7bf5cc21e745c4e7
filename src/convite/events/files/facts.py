"""What can have happened to a file."""

from uuid import UUID

from convite.core.log import Fact


class FileAdded(Fact, frozen=True, kw_only=True):
    """Somebody uploaded a file."""

    action = "file_added"
    object_type = "file"
    file_id: UUID
    purpose: str
    size: int
