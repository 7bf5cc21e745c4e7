"""The hot endpoints as the router and OpenAPI know them; `http.hot` answers before them."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Request, Response

from convite.core.problems import NotFound
from convite.entrance.checkin.schemas import Scan, ScansAnswer, ScansBody
from convite.events.event.policy import EventAccess, door_access, event_access
from convite.room.holds.schemas import Hold, HoldBody

router = APIRouter(prefix="/api/events/{event_id}", tags=["Seats", "Door"])


def schema_of(*kinds: Any) -> dict[str, Any]:
    """The JSON schema of msgspec shapes, without references."""
    (schemas, parts) = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    shapes = [inlined(schema, parts) for schema in schemas]
    return shapes[0] if len(shapes) == 1 else {"anyOf": shapes}


def inlined(schema: Any, parts: dict[str, Any]) -> Any:
    """A schema with its references put in place."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return inlined(parts[schema["$ref"].rsplit("/", 1)[-1]], parts)
        return {name: inlined(value, parts) for name, value in schema.items() if name != "default"}
    if isinstance(schema, list):
        return [inlined(value, parts) for value in schema]
    return schema


def documented(answer: Any, *bodies: Any, status: int = 200) -> dict[str, Any]:
    """What OpenAPI says of a hot endpoint."""
    said: dict[str, Any] = {
        "responses": {
            str(status): {
                "description": "Done.",
                "content": {"application/json": {"schema": schema_of(answer)}},
            }
        }
    }
    if bodies:
        said["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema_of(*bodies)}},
        }
    return said


class SeatStatus(msgspec.Struct):
    """Every seat's state, one letter each in the geometry's order."""

    plan_version: int
    position: str
    status: str


async def unreachable(request: Request) -> Response:
    """The hot door stands in front of the router; without it there is nothing here."""
    raise NotFound(f"{request.url.path} is served by the hot door.")


HoldAccess = Annotated[EventAccess, Depends(event_access("hold_seats"))]
DoorAccess = Annotated[EventAccess, Depends(door_access())]
SeeAccess = Annotated[EventAccess, Depends(event_access("see_seats"))]


@router.post("/holds", status_code=201, openapi_extra=documented(Hold, HoldBody, status=201))
async def holds(event_id: UUID, _: HoldAccess, request: Request) -> Response:
    """Holds seats, all or none: `seat_ids`, or a `block` of so many side by side."""
    return await unreachable(request)


@router.post("/checkins", openapi_extra=documented(ScansAnswer, Scan, ScansBody))
async def checkins(event_id: UUID, _: DoorAccess, request: Request) -> Response:
    """One scan, or a queued batch; each nonce counts once."""
    return await unreachable(request)


@router.get("/seats/status", openapi_extra=documented(SeatStatus))
async def seats_status(event_id: UUID, _: SeeAccess, request: Request) -> Response:
    """Every seat's state, one letter each: f free, h held, m held by me, a assigned, b blocked."""
    return await unreachable(request)
