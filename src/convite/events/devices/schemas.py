"""Schemas of door devices."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, field_validator

from convite.core.shapes import CleanText, Input, Moment, Output, not_null, partial
from convite.events.devices.rules import Standing


class DeviceFields(Input):
    """A device: its name, gate, and the expiry of its key."""

    name: Annotated[CleanText, Field(min_length=1, max_length=60)]
    gate_id: UUID | None = None
    expires_at: Moment | None = None


class DeviceUpdate(partial(DeviceFields, "DeviceUpdateFields")):  # type: ignore[misc]
    """A partial device."""

    filled = field_validator("name", mode="before")(not_null)


class DeviceOut(Output):
    """A device and its status."""

    id: UUID
    name: str
    gate_id: UUID | None
    gate: str | None
    standing: Standing
    last_seen_at: datetime | None
    #: Its last reported roster position, and when.
    roster_position: str | None
    roster_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None
    created_at: datetime
    version: int


class DeviceMade(DeviceOut):
    """A new device with its key, which is only shown now."""

    key: str
    #: Opening the link on a phone pairs it as this device.
    url: str
    #: The link as a QR code: a data URL of an SVG.
    qr: str
