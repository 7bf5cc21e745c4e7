"""Facts of events, all in the event's stream."""

from convite.core.log import Fact

PLACES = (
    "events/{event_id}/invitations",
    "events/{event_id}/attendance",
    "events/{event_id}/seats",
)


class EventCreated(Fact, frozen=True, kw_only=True):
    """An event was created."""

    action = "event_created"
    object_type = "event"


class EventChanged(Fact, frozen=True, kw_only=True):
    """An event's details changed."""

    action = "event_updated"
    object_type = "event"
    channels = PLACES
    version: int


class EventPublished(Fact, frozen=True, kw_only=True):
    """Published: guests can reply from now on."""

    action = "event_published"
    object_type = "event"
    channels = PLACES
    version: int


class EventCanceled(Fact, frozen=True, kw_only=True):
    """Canceled: holds are released and guests notified."""

    action = "event_canceled"
    object_type = "event"
    channels = PLACES
    version: int
    reason: str


class EventReopened(Fact, frozen=True, kw_only=True):
    """A canceled event is a draft again."""

    action = "event_reopened"
    object_type = "event"
    channels = PLACES
    version: int


class EventCompleted(Fact, frozen=True, kw_only=True):
    """Completed."""

    action = "event_completed"
    object_type = "event"
    channels = PLACES
    version: int


class EventDeleted(Fact, frozen=True, kw_only=True):
    """Deleted; can be restored for 30 days."""

    action = "event_deleted"
    object_type = "event"
    channels = PLACES


class EventRestored(Fact, frozen=True, kw_only=True):
    """A deleted event was restored."""

    action = "event_restored"
    object_type = "event"


class AdminRead(Fact, frozen=True, kw_only=True):
    """A platform admin read someone else's event."""

    action = "admin_read"
    object_type = "event"
    path: str
