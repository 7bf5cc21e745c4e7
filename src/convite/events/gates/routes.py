"""HTTP routes of gates."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.core.shapes import check_version
from convite.events.event.policy import EventAccess, event_access
from convite.events.gates import actions
from convite.events.gates.models import Gate
from convite.events.gates.queries import gate_by_id, gates_of
from convite.events.gates.schemas import GateFields, GateOut, GateUpdate

router = APIRouter(prefix="/api/events/{event_id}/gates", tags=["Door"], route_class=KeyedRoute)

View = Annotated[EventAccess, Depends(event_access("view_event"))]
Edit = Annotated[EventAccess, Depends(event_access("edit_event"))]


async def gate_of_event(tx: Read, access: EventAccess, gate_id: UUID) -> Gate:
    """The gate; 404 if it isn't the event's."""
    gate = await gate_by_id(tx, access.event.id, gate_id)
    if gate is None:
        raise NotFound
    return gate


@router.get("")
async def gates(access: View, tx: Read) -> Page[GateOut]:
    """The event's gates, in order (at most a hundred)."""
    rows = await gates_of(tx, access.event.id)
    return Page(items=[GateOut.model_validate(row) for row in rows])


@router.post("", status_code=201)
async def add_gate(body: GateFields, access: Edit, tx: Write) -> GateOut:
    """Adds a gate to the event."""
    return GateOut.model_validate(await actions.add_gate(tx, access.actor, access.event, body))


@router.get("/{gate_id}")
async def gate(gate_id: UUID, access: View, tx: Read) -> GateOut:
    """One gate."""
    return GateOut.model_validate(await gate_of_event(tx, access, gate_id))


@router.put("/{gate_id}", operation_id="put_gate")
@router.patch("/{gate_id}", operation_id="patch_gate")
async def change_gate(gate_id: UUID, body: GateUpdate, access: Edit, tx: Write) -> GateOut:
    """Changes the fields sent; earlier scans keep the previous name."""
    row = await gate_of_event(tx, access, gate_id)
    values = body.sent()
    current = GateOut.model_validate(row).model_dump(mode="json")
    check_version(row, values.pop("version", None), current)
    return GateOut.model_validate(await actions.change_gate(tx, access.actor, row, values))


@router.delete("/{gate_id}", status_code=204)
async def remove_gate(gate_id: UUID, access: Edit, tx: Write) -> None:
    """Removes the gate; its devices are left without one."""
    await actions.remove_gate(tx, access.actor, await gate_of_event(tx, access, gate_id))
