"""Facts of door devices, all in the event's stream."""

from convite.core.log import Fact

DOOR = ("events/{event_id}/attendance",)


class DeviceAdded(Fact, frozen=True, kw_only=True):
    """A device was given a key."""

    action = "device_added"
    object_type = "device"
    channels = DOOR
    device: str
    gate: str | None


class DeviceChanged(Fact, frozen=True, kw_only=True):
    """A device's name, gate or expiry changed."""

    action = "device_changed"
    object_type = "device"
    channels = DOOR
    device: str
    gate: str | None


class DeviceRevoked(Fact, frozen=True, kw_only=True):
    """A device's key was revoked."""

    action = "device_revoked"
    object_type = "device"
    channels = DOOR
    device: str
