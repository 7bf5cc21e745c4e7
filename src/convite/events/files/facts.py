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


class FileRemoved(Fact, frozen=True, kw_only=True):
    """A file that nothing shows any more was removed."""

    action = "file_removed"
    object_type = "file"
    file_id: UUID
    purpose: str
    #: Under which its bytes are stored.
    key: UUID
    #: The same of its smaller copies.
    variant_keys: tuple[UUID, ...] = ()
