"""Facts of a broadcast."""

from convite.core.log import Fact


class BroadcastChanged(Fact, frozen=True, kw_only=True):
    """A broadcast was written, changed, scheduled, paused, resumed, canceled or deleted."""

    action = "broadcast_changed"
    object_type = "broadcast"
    what: str


class BroadcastStarted(Fact, frozen=True, kw_only=True):
    """The sending of a broadcast began; whom it goes to is settled."""

    action = "broadcast_started"
    object_type = "broadcast"
    recipients: int
    left_out: int


class BroadcastSent(Fact, frozen=True, kw_only=True):
    """A broadcast was queued to everybody who gets it."""

    action = "broadcast_sent"
    object_type = "broadcast"
    recipients: int
