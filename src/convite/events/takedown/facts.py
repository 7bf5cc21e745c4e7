"""Facts of takedowns, in the event's stream."""

from convite.core.log import Fact
from convite.events.event.facts import PLACES


class EventTakenDown(Fact, frozen=True, kw_only=True):
    """A platform admin took the event down."""

    action = "event_taken_down"
    object_type = "event"
    channels = PLACES
    version: int
    reason: str


class EventPutBack(Fact, frozen=True, kw_only=True):
    """A platform admin put the event back."""

    action = "event_put_back"
    object_type = "event"
    channels = PLACES
    version: int
