"""HTTP routes of plans and seats. `room.assignments` shows who sits where."""

import asyncio
import zlib
from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Request, Response

from convite.core.idempotency import KeyedRoute
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.events.event.policy import EventAccess, event_access, object_access
from convite.events.visitors.policy import visitor_access
from convite.plan.seating import actions
from convite.plan.seating.models import Seat
from convite.plan.seating.queries import (
    geometry_of,
    plan_of,
    plan_seats,
    seat_by_id,
)
from convite.plan.seating.schemas import (
    Generate,
    Generated,
    Geometry,
    SeatOut,
    SeatsCreate,
    SeatsMade,
    SeatUpdate,
)

router = APIRouter(prefix="/api", tags=["Seats"], route_class=KeyedRoute)

See = Annotated[EventAccess, Depends(visitor_access("see_seats"))]
Edit = Annotated[EventAccess, Depends(event_access("edit_seats"))]
SeatSee = Annotated[EventAccess, Depends(object_access("seat", "seat_id", "see_seats"))]
SeatEdit = Annotated[EventAccess, Depends(object_access("seat", "seat_id", "edit_seats"))]

#: Compressed geometry by plan and version, so that a plan is compressed only once.
GEOMETRY_CACHE: dict[tuple[UUID, int], bytes] = {}
MAX_GEOMETRIES = 50


def seat_shape(seat: Seat, status: str) -> SeatOut:
    """Returns a seat with its status."""
    values = {name: getattr(seat, name) for name in SeatOut.model_fields if hasattr(seat, name)}
    return SeatOut(**values, status=status, is_available=status == "free")


@router.get("/events/{event_id}/seats/geometry", responses={200: {"model": Geometry}})
async def geometry(request: Request, access: See, tx: Read) -> Response:
    """Returns the plan without seat states, in the same fixed order as `/status`.

    Cached by ETag.
    """
    plan = await plan_of(tx, access.event.id)
    version = plan.version if plan else 0
    etag = f'"{access.event.id}-{version}"'
    headers = {"etag": etag, "cache-control": "private, no-cache", "vary": "accept-encoding"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    if plan is None:
        return geometry_response(
            request, compress({"plan_version": 0, **{name: [] for name in GEOMETRY_LISTS}}), headers
        )
    compressed = GEOMETRY_CACHE.get((plan.id, version))
    if compressed is None:
        compressed = await asyncio.to_thread(compress, await geometry_of(tx, plan))
        if len(GEOMETRY_CACHE) >= MAX_GEOMETRIES:
            GEOMETRY_CACHE.pop(next(iter(GEOMETRY_CACHE)))
        GEOMETRY_CACHE[plan.id, version] = compressed
    return geometry_response(request, compressed, headers)


#: Fields of a geometry that are lists.
GEOMETRY_LISTS = ("categories", "zones", "rows", "lines", "areas", "tables", "seats")


def compress(shape: dict[str, Any]) -> bytes:
    """Returns the geometry as gzipped JSON."""
    compressor = zlib.compressobj(6, zlib.DEFLATED, 31)
    return compressor.compress(msgspec.json.encode(shape)) + compressor.flush()


def geometry_response(request: Request, compressed: bytes, headers: dict[str, str]) -> Response:
    """Sends the geometry gzipped, or decompressed for clients that don't accept gzip."""
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            compressed, headers={**headers, "content-encoding": "gzip"}, media_type=JSON
        )
    return Response(zlib.decompress(compressed, 31), headers=headers, media_type=JSON)


JSON = "application/json"


@router.post("/events/{event_id}/seats", status_code=201)
async def add_seats(body: SeatsCreate, access: Edit, tx: Write) -> SeatsMade:
    """Adds seats by label. Seats without a position are placed in lines."""
    ids, plan = await actions.add_seats(tx, access.actor, access.event, body.seats)
    wanted = set(ids)
    made = [seat for seat in await plan_seats(tx, access.event.id) if seat.id in wanted]
    seats = [seat_shape(seat, "blocked" if seat.blocked else "free") for seat in made]
    return SeatsMade(seats=seats, plan_version=plan.version)


@router.post("/events/{event_id}/seating-plan/generate", status_code=201)
async def generate(body: Generate, access: Edit, tx: Write) -> Generated:
    """Adds rows of seats, or tables with chairs."""
    made, plan = await actions.generate(tx, access.actor, access.event, body)
    return Generated(made=made, plan_version=plan.version)


async def load_seat(tx: Read, seat_id: UUID) -> tuple[Seat, str]:
    """Returns the seat and its status, or 404."""
    seat = await seat_by_id(tx, seat_id)
    if seat is None:
        raise NotFound
    return seat


@router.get("/seats/{seat_id}")
async def seat(seat_id: UUID, _: SeatSee, tx: Read) -> SeatOut:
    """Returns one seat."""
    return seat_shape(*await load_seat(tx, seat_id))


@router.put("/seats/{seat_id}", operation_id="put_seat")
@router.patch("/seats/{seat_id}", operation_id="patch_seat")
async def change_seat(seat_id: UUID, body: SeatUpdate, access: SeatEdit, tx: Write) -> SeatOut:
    """Changes the given fields."""
    row, _ = await load_seat(tx, seat_id)
    await actions.change_seat(tx, access.actor, row, body.sent())
    await tx.flush()
    return seat_shape(*await load_seat(tx, seat_id))


@router.delete("/seats/{seat_id}", status_code=204)
async def remove_seat(seat_id: UUID, access: SeatEdit, tx: Write) -> None:
    """Removes a seat. Refuses if someone sits on it."""
    row, _ = await load_seat(tx, seat_id)
    await actions.remove_seat(tx, access.actor, access.event, row)
