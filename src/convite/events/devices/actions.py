"""Writes of door devices: create (the key is shown once), change, revoke, last seen."""

import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convite.core.access import EndedSession
from convite.core.clock import now
from convite.core.database import Database
from convite.core.db import DATABASE_FAULTS, Tx
from convite.core.ids import hash_of, new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict, FieldText, invalid
from convite.core.shapes import patch
from convite.events.devices.facts import DeviceAdded, DeviceChanged, DeviceRevoked
from convite.events.devices.models import Device
from convite.events.devices.queries import count_living
from convite.events.devices.rules import fresh_key
from convite.events.devices.schemas import DeviceFields
from convite.events.event.models import Event
from convite.events.event.queries import KnownDevice
from convite.events.gates.queries import gate_by_id
from convite.people.identity.actions import ENDED_STREAM

log = logging.getLogger("convite")
#: Most devices per event with a valid key.
MAX_DEVICES = 200


@dataclass(frozen=True, kw_only=True)
class NewDevice:
    """A new device and its key, which can't be shown again."""

    device: Device
    key: str


async def add_device(tx: Tx, actor: Actor, event: Event, body: DeviceFields) -> NewDevice:
    """Creates a device and its key; only the key's hash is stored.

    Raises:
        Invalid: the gate isn't the event's, or the expiry is in the past.
        Conflict: the event has too many devices.
    """
    if await count_living(tx, event.id) >= MAX_DEVICES:
        raise Conflict(
            f"An event can have at most {MAX_DEVICES} devices. Revoke the ones you don't use.",
            name="too-many-devices",
        )
    gate = await gate_name_for(tx, event.id, body.model_dump())
    key = fresh_key()
    device = Device(
        id=new_id(),
        organization_id=event.organization_id,
        event_id=event.id,
        key_hash=hash_of(key),
        created_by=actor.id if actor.kind == "user" else None,
        **body.model_dump(),
    )
    tx.add(device)
    await tx.flush()
    fact = DeviceAdded.of(device, device=device.name, gate=gate)
    await record(tx, actor, fact)
    return NewDevice(device=device, key=key)


async def gate_name_for(tx: Tx, event_id: UUID, values: dict[str, Any]) -> str | None:
    """The gate's name; checks that it is the event's, and that the expiry isn't in the past."""
    end = values.get("expires_at")
    if end is not None and end <= now():
        english = "This time is in the past. Revoke the device instead."
        raise invalid("expires_at", FieldText(name="device.past", english=english))
    if values.get("gate_id") is None:
        return None
    gate = await gate_by_id(tx, event_id, values["gate_id"])
    if gate is None:
        english = "This gate isn't part of the event."
        raise invalid("gate_id", FieldText(name="device.gate", english=english))
    return gate.name


async def change_device(tx: Tx, actor: Actor, device: Device, values: dict[str, Any]) -> Device:
    """Changes a device's name, gate or expiry. A revoked one can still be named, as scans refer to it.

    Raises:
        Conflict: it is revoked, and more than its name would change.
        Invalid: the gate isn't the event's, or the new expiry is in the past.
    """
    # forms send all fields: an expiry that has passed meanwhile is no new one
    values = {name: value for name, value in values.items() if getattr(device, name) != value}
    if device.revoked_at is not None and values.keys() - {"name"}:
        ended = Conflict("This device's access has ended. Add it again.", name="device-ended")
        raise ended.with_text("host")
    await gate_name_for(tx, device.event_id, values)
    changed = patch(device, values)
    if changed:
        await tx.flush()
        gate = await gate_name_for(tx, device.event_id, {"gate_id": device.gate_id})
        fact = DeviceChanged.of(device, device=device.name, gate=gate, changes=changed)
        await record(tx, actor, fact)
    return device


async def revoke_device(tx: Tx, actor: Actor, device: Device) -> None:
    """Ends a device's access; idempotent.

    All processes are notified, as for ended sessions, and reject the key from then on.
    """
    if device.revoked_at is not None:
        return
    device.revoked_at = now()
    device.version += 1
    tx.add(EndedSession(session_id=device.id))
    await tx.flush()
    fact = DeviceRevoked.of(device, device=device.name)
    await record(tx, actor, fact)
    tx.trace.touched.add(ENDED_STREAM)


# Served by devices_pkey; of two concurrent requests, one updates the row.
HEARD = """
UPDATE devices SET last_seen_at = now(), roster_position = coalesce($2, roster_position),
  roster_at = CASE WHEN $2::text IS NULL THEN roster_at ELSE now() END
WHERE id = $1 AND revoked_at IS NULL AND last_seen_at IS NOT DISTINCT FROM $3
"""


async def note_seen(database: Database, device: KnownDevice, position: str | None) -> None:
    """Records when a device was last seen, and its roster position, in a separate transaction.

    Uses the desks' pool: the caller already holds a connection of the other pool, and eight callers
    waiting there for a second connection would deadlock. If it fails, the next request records it.
    """
    try:
        async with database.desk(device.organization_id) as connection:
            await connection.execute(HEARD, device.id, position, device.last_seen_at)
    except DATABASE_FAULTS:
        log.warning("device %s was heard of, which couldn't be noted", device.id, exc_info=True)
