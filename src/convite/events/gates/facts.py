"""Facts of gates, all in the event's stream."""

from convite.core.log import Fact

DOOR = ("events/{event_id}/attendance",)


class GateAdded(Fact, frozen=True, kw_only=True):
    """A gate was added."""

    action = "gate_added"
    object_type = "gate"
    channels = DOOR
    gate: str


class GateChanged(Fact, frozen=True, kw_only=True):
    """A gate's name, position or zones changed."""

    action = "gate_changed"
    object_type = "gate"
    channels = DOOR
    gate: str


class GateRemoved(Fact, frozen=True, kw_only=True):
    """A gate was removed; its devices are left without one."""

    action = "gate_removed"
    object_type = "gate"
    channels = DOOR
    gate: str
