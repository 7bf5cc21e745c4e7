"""Facts of bulk changes."""

from uuid import UUID

from convite.core.log import Fact


class ListChanged(Fact, frozen=True, kw_only=True):
    """Many rows of a list changed; viewers reload it."""

    action = "list_changed"
    object_type = "batch"
    channels = ("events/{event_id}/invitations", "events/{event_id}/attendance")
    batch_id: UUID
    kind: str
    count: int


class BatchUndone(Fact, frozen=True, kw_only=True):
    """A batch was undone, except for rows that had been changed."""

    action = "batch_undone"
    object_type = "batch"
    batch_id: UUID
    guests: int
    attendees: int
    invitations: int
