"""What can have happened to an event. All stand in the event's stream."""

from convite.core.log import Fact

PLACES = (
    "events/{event_id}/invitations",
    "events/{event_id}/attendance",
    "events/{event_id}/seats",
)


class EventCreated(Fact, frozen=True, kw_only=True):
    """An event was made."""

    action = "event_created"
    object_type = "event"


class EventChanged(Fact, frozen=True, kw_only=True):
    """An event's details changed."""

    action = "event_updated"
    object_type = "event"
    channels = PLACES
    version: int


class EventPublished(Fact, frozen=True, kw_only=True):
    """Guests may answer from now on."""

    action = "event_published"
    object_type = "event"
    channels = PLACES
    version: int


class EventCanceled(Fact, frozen=True, kw_only=True):
    """It won't take place; holds are freed and guests told."""

    action = "event_canceled"
    object_type = "event"
    channels = PLACES
    version: int
    reason: str


class EventCompleted(Fact, frozen=True, kw_only=True):
    """It is over."""

    action = "event_completed"
    object_type = "event"
    channels = PLACES
    version: int


class EventDeleted(Fact, frozen=True, kw_only=True):
    """It is hidden, and can be restored for 30 days."""

    action = "event_deleted"
    object_type = "event"
    channels = PLACES


class EventRestored(Fact, frozen=True, kw_only=True):
    """A deleted event is back."""

    action = "event_restored"
    object_type = "event"


class AdminRead(Fact, frozen=True, kw_only=True):
    """A platform admin read another's event."""

    action = "admin_read"
    object_type = "event"
    path: str
