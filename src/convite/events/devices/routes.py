"""HTTP routes of door devices."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from convite.core.access import EndedLogins
from convite.core.config import settings
from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.core.shapes import check_version
from convite.events.devices import actions
from convite.events.devices.queries import device_by_id, device_out, devices_page
from convite.events.devices.rules import pairing_link, picture_of
from convite.events.devices.schemas import DeviceFields, DeviceMade, DeviceOut, DeviceUpdate
from convite.events.event.policy import EventAccess, event_access

router = APIRouter(prefix="/api/events/{event_id}/devices", tags=["Door"], route_class=KeyedRoute)

View = Annotated[EventAccess, Depends(event_access("check_in"))]
Edit = Annotated[EventAccess, Depends(event_access("edit_event"))]


async def device_of_event(tx: Read, access: EventAccess, device_id: UUID) -> Any:
    """The device with its gate; 404 if it isn't the event's."""
    row = await device_by_id(tx, access.event.id, device_id)
    if row is None:
        raise NotFound
    return row


@router.get("")
async def devices(access: View, tx: Read, query: Paging, revoked: bool = False) -> Page[DeviceOut]:
    """The event's devices, newest first; with `revoked`, including revoked ones."""
    return await devices_page(tx, access.event.id, query, revoked=revoked)


@router.post("", status_code=201)
async def add_device(body: DeviceFields, access: Edit, tx: Write, response: Response) -> DeviceMade:
    """Creates a device. Its key, pairing link and QR code are only shown now."""
    made = await actions.add_device(tx, access.actor, access.event, body)
    response.headers["cache-control"] = "no-store"
    link = pairing_link(settings().address, access.event.id, made.key)
    row = device_out(await device_of_event(tx, access, made.device.id))
    return DeviceMade(**row.model_dump(), key=made.key, url=link, qr=picture_of(link))


@router.get("/{device_id}")
async def device(device_id: UUID, access: View, tx: Read) -> DeviceOut:
    """One device."""
    return device_out(await device_of_event(tx, access, device_id))


@router.put("/{device_id}", operation_id="put_device")
@router.patch("/{device_id}", operation_id="patch_device")
async def change_device(device_id: UUID, body: DeviceUpdate, access: Edit, tx: Write) -> DeviceOut:
    """Changes the fields sent."""
    row = await device_of_event(tx, access, device_id)
    values = body.sent()
    check_version(row[0], values.pop("version", None), device_out(row).model_dump(mode="json"))
    await actions.change_device(tx, access.actor, row[0], values)
    return device_out(await device_of_event(tx, access, device_id))


@router.delete("/{device_id}", status_code=204)
async def revoke_device(request: Request, device_id: UUID, access: Edit, tx: Write) -> None:
    """Revokes the device: its key is rejected from now on. Its queued scans stay on it."""
    await actions.revoke_device(tx, access.actor, (await device_of_event(tx, access, device_id))[0])
    ended: EndedLogins = request.app.state.ended
    ended.add(device_id)  # this process immediately, the others when they are notified
