"""What can have happened to gates. All stand in the event's stream."""

from convite.core.log import Fact

DOOR = ("events/{event_id}/attendance",)


class GateAdded(Fact, frozen=True, kw_only=True):
    """The event has another gate."""

    action = "gate_added"
    object_type = "gate"
    channels = DOOR
    gate: str


class GateChanged(Fact, frozen=True, kw_only=True):
    """A gate has another name, place in the list, or zones."""

    action = "gate_changed"
    object_type = "gate"
    channels = DOOR
    gate: str


class GateRemoved(Fact, frozen=True, kw_only=True):
    """A gate is gone; devices that stood there have none."""

    action = "gate_removed"
    object_type = "gate"
    channels = DOOR
    gate: str
