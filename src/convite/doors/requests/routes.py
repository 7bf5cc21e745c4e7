"""HTTP routes of join requests."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from convite.core.budgets import spend
from convite.core.db import Principal
from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.request import LoggedIn, Read, Write, page_language
from convite.doors.requests import actions
from convite.doors.requests.models import RequestStatus
from convite.doors.requests.policy import CanAsk, IsOwn
from convite.doors.requests.queries import my_requests_page, request_out, requests_page
from convite.doors.requests.schemas import (
    Decided,
    Decision,
    Decisions,
    JoinRequestCreate,
    JoinRequestOut,
    MyRequest,
    Undecided,
)
from convite.events.event.policy import EventAccess, event_access, object_access

router = APIRouter(prefix="/api", tags=["Requests"], route_class=KeyedRoute)

Reads = Annotated[EventAccess, Depends(event_access("see_answers"))]
Decides = Annotated[EventAccess, Depends(event_access("edit_guests"))]
DecidesOne = Annotated[
    EventAccess, Depends(object_access("join_request", "request_id", "edit_guests"))
]


@router.post("/events/{event_id}/requests", status_code=201)
async def ask_to_join(
    request: Request, access: CanAsk, tx: Write, body: JoinRequestCreate
) -> JoinRequestOut:
    """Asks for places at an event that anybody may open. At an open event they are yours at once."""
    await spend(request, "join-request", str(access.user.id))
    row = await actions.ask_to_join(tx, access.actor, access.event, access.user, body)
    return request_out(row)


@router.get("/events/{event_id}/requests")
async def list_requests(
    access: Reads, tx: Read, query: Paging, status: RequestStatus | None = None
) -> Page[JoinRequestOut]:
    """The event's requests, the oldest first."""
    return await requests_page(tx, access.event.id, query, status=status)


@router.patch("/events/{event_id}/requests")
async def decide_requests(request: Request, access: Decides, tx: Write, body: Decisions) -> Decided:
    """Accepts or declines several requests, in the order given; those that don't fit are left out."""
    decided, left_out = await actions.decide_many(
        tx, access.actor, access.event, body.ids, body.status, body.host_message
    )
    locale = page_language(request)
    return Decided(
        items=[request_out(row) for row in decided],
        left_out=[Undecided(id=key, reason=problem.detail_in(locale)) for key, problem in left_out],
    )


@router.post("/requests/{request_id}/accept")
async def accept_request(
    request_id: UUID, access: DecidesOne, tx: Write, body: Decision | None = None
) -> JoinRequestOut:
    """Accepts a request: its places are taken. The requester is told after 10 seconds."""
    words = body.host_message if body else ""
    row = await actions.accept_one(tx, access.actor, access.event, request_id, words)
    return request_out(row)


@router.post("/requests/{request_id}/decline")
async def decline_request(
    request_id: UUID, access: DecidesOne, tx: Write, body: Decision | None = None
) -> JoinRequestOut:
    """Declines a request. The requester is told after 10 seconds, and may ask again."""
    words = body.host_message if body else ""
    row = await actions.decline_one(tx, access.actor, access.event, request_id, words)
    return request_out(row)


@router.post("/requests/{request_id}/undo")
async def undo_decision(request_id: UUID, access: DecidesOne, tx: Write) -> JoinRequestOut:
    """Undoes a decision within 10 seconds, before the requester is told."""
    return request_out(await actions.reopen(tx, access.actor, access.event, request_id))


@router.post("/requests/{request_id}/cancel")
async def cancel_request(request_id: UUID, access: IsOwn, tx: Write) -> JoinRequestOut:
    """Takes one's own request back; places that were given are free again."""
    row = await actions.cancel(tx, access.actor, access.event, request_id)
    return request_out(row)


@router.get("/me/requests")
async def my_requests(token: LoggedIn, tx: Read, query: Paging) -> Page[MyRequest]:
    """One's own requests to join events, the newest first."""
    await tx.enter(Principal(user_id=token.user_id))
    return await my_requests_page(tx, token.user_id, query)
