"""What can have happened to many at once."""

from uuid import UUID

from convite.core.log import Fact


class ListChanged(Fact, frozen=True, kw_only=True):
    """Many rows of a list changed; who looks at it reads it anew."""

    action = "list_changed"
    object_type = "batch"
    channels = ("events/{event_id}/invitations", "events/{event_id}/attendance")
    batch_id: UUID
    kind: str
    count: int


class BatchUndone(Fact, frozen=True, kw_only=True):
    """What a batch made was taken away again, as far as nobody had touched it."""

    action = "batch_undone"
    object_type = "batch"
    batch_id: UUID
    guests: int
    attendees: int
    invitations: int
