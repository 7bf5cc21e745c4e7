"""The HTTP door of the roster."""

import asyncio
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response

from convite.core.config import settings
from convite.core.request import Read
from convite.events.event.policy import EventAccess, event_access
from convite.room.roster.queries import MOST_PEOPLE, roster_of
from convite.room.roster.rules import packed

router = APIRouter(prefix="/api/events/{event_id}", tags=["Door"])

CheckIn = Annotated[EventAccess, Depends(event_access("check_in"))]


@router.get("/checkins/roster")
async def roster(
    request: Request,
    access: CheckIn,
    tx: Read,
    since: Annotated[str | None, Query(max_length=60)] = None,
    cursor: UUID | None = None,
    people: Annotated[int, Query(ge=1, le=MOST_PEOPLE)] = MOST_PEOPLE,
) -> Response:
    """Who may enter, for scanners without the network: whole, or what changed `since` a position.

    JSON, signed by the event's key over its SHA-256 (header `Roster-Signature`).
    """
    found = await roster_of(tx, access.event, since=since, cursor=cursor, most=people)
    plain = msgspec.json.encode(found)
    body, signature = await asyncio.to_thread(packed, settings().secret, access.event.id, plain)
    headers = {"roster-signature": signature, "cache-control": "no-store"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
    else:
        body = plain
    return Response(body, media_type="application/json", headers=headers)
