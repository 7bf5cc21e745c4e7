"""Facts of an event's parts, all in the event's stream."""

from convite.core.log import Fact

PART_CHANNELS = ("events/{event_id}/invitations",)


class PartAdded(Fact, frozen=True, kw_only=True):
    """A part was added to the event."""

    action = "part_added"
    object_type = "part"
    channels = PART_CHANNELS
    title: str


class PartChanged(Fact, frozen=True, kw_only=True):
    """A part's details, places or invited parties changed."""

    action = "part_changed"
    object_type = "part"
    channels = PART_CHANNELS
    title: str


class PartRemoved(Fact, frozen=True, kw_only=True):
    """A part was removed, with the answers to it."""

    action = "part_removed"
    object_type = "part"
    channels = PART_CHANNELS
    title: str
