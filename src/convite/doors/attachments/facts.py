"""Facts of attachments."""

from uuid import UUID

from convite.core.log import Fact


class FileAttached(Fact, frozen=True, kw_only=True):
    """A guest attached a file."""

    action = "file_attached"
    object_type = "attachment"
    channels = ()
    attachment_id: UUID
    invitation_id: UUID
    size: int
