"""HTTP routes of the roster."""

import asyncio
from datetime import timedelta
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response

from convite.core.config import settings
from convite.core.request import Read, database_of
from convite.core.responses import DirectRoute
from convite.entrance.roster.queries import MAX_PEOPLE, roster_of
from convite.entrance.roster.rules import signed_body
from convite.entrance.roster.schemas import RosterDevice
from convite.events.devices.actions import note_seen
from convite.events.event.policy import EventAccess, door_access

router = APIRouter(prefix="/api/events/{event_id}", tags=["Door"], route_class=DirectRoute)

CheckIn = Annotated[EventAccess, Depends(door_access())]
#: How often `last_seen_at` is written for a device that polls every few seconds.
NOTED_EACH = timedelta(seconds=30)


@router.get("/checkins/roster")
async def roster(
    request: Request,
    access: CheckIn,
    tx: Read,
    since: Annotated[str | None, Query(max_length=60)] = None,
    cursor: UUID | None = None,
    people: Annotated[int, Query(ge=1, le=MAX_PEOPLE)] = MAX_PEOPLE,
) -> Response:
    """Who may enter, for scanners without a network: complete, or the changes `since` a position.

    JSON, its SHA-256 signed with the event's key (header `Roster-Signature`).
    """
    device = access.device
    if device is not None and device.is_unseen_for(NOTED_EACH):
        await note_seen(database_of(request), device, since)
    found = await roster_of(tx, access.event, since=since, cursor=cursor, most=people)
    if device is not None:
        found.device = RosterDevice(id=device.id, name=device.name, gate=device.gate)
    plain = msgspec.json.encode(found)
    body, signature = await asyncio.to_thread(
        signed_body, settings().secret, access.event.id, plain
    )
    headers = {"roster-signature": signature, "cache-control": "no-store"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
    else:
        body = plain
    return Response(body, media_type="application/json", headers=headers)
