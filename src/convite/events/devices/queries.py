"""Queries of door devices."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, page
from convite.events.devices.models import Device
from convite.events.devices.rules import standing
from convite.events.devices.schemas import DeviceOut
from convite.events.gates.models import Gate


def devices() -> Select[Device, str, datetime]:
    """Devices with their gates, and the database's current time."""
    return (
        select(Device, Gate.name, func.now())
        .outerjoin(Gate, Gate.id == Device.gate_id)
        .execution_options(populate_existing=True)
    )


def device_out(row: Any) -> DeviceOut:
    """A row of `devices` as a response."""
    device: Device = row[0]
    known = {
        name: getattr(device, name) for name in DeviceOut.model_fields if hasattr(device, name)
    }
    how = standing(
        row[2], seen=device.last_seen_at, expires=device.expires_at, revoked=device.revoked_at
    )
    return DeviceOut(**known, gate=row[1], standing=how)


async def devices_page(
    tx: ReadTx, event_id: UUID, query: PageQuery, *, revoked: bool
) -> Page[DeviceOut]:
    """A page of an event's devices, newest first; revoked ones only when asked for."""
    statement = devices().where(Device.event_id == event_id)
    if not revoked:
        statement = statement.where(Device.revoked_at.is_(None))
    by = [Device.created_at, Device.id]
    return await page(tx, statement, query, by, device_out, descending=True)


async def device_by_id(tx: ReadTx, event_id: UUID, device_id: UUID) -> Any | None:
    """One device of the event, with its gate."""
    statement = devices().where(Device.event_id == event_id, Device.id == device_id)
    return (await tx.execute(statement)).one_or_none()


async def count_living(tx: ReadTx, event_id: UUID) -> int:
    """The number of the event's devices that aren't revoked."""
    found = await tx.execute(
        select(func.count()).where(Device.event_id == event_id, Device.revoked_at.is_(None))
    )
    return found.scalar_one()
