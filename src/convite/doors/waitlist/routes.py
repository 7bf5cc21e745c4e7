"""HTTP routes of waiting lists."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request

from convite.core.budgets import spend
from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.request import Read, Write
from convite.doors.requests.policy import CanAsk
from convite.doors.waitlist import actions
from convite.doors.waitlist.models import EntryStatus
from convite.doors.waitlist.policy import IsOwn, MayChange
from convite.doors.waitlist.queries import entries_page, shown
from convite.doors.waitlist.schemas import Offer, WaitlistChange, WaitlistEntryOut, WaitlistJoin
from convite.events.event.policy import EventAccess, event_access, object_access
from convite.room.attendees.queries import party_of

router = APIRouter(prefix="/api", tags=["Waiting list"], route_class=KeyedRoute)

Reads = Annotated[EventAccess, Depends(event_access("see_answers"))]
Offers = Annotated[EventAccess, Depends(object_access("waitlist_entry", "entry_id", "edit_guests"))]


@router.post("/events/{event_id}/waitlist", status_code=201)
async def join_waitlist(
    request: Request, access: CanAsk, tx: Write, body: WaitlistJoin
) -> WaitlistEntryOut:
    """Waits for places at a full event. Freed places are offered for a time, in the order of the line."""
    await spend(request, "join-request", str(access.user.id))
    entry = await actions.wait(tx, access.actor, access.event, access.user, body)
    return await shown(tx, entry)


@router.get("/events/{event_id}/waitlist")
async def list_waitlist(
    access: Reads,
    tx: Read,
    query: Paging,
    status: Annotated[list[EntryStatus] | None, Query()] = None,
) -> Page[WaitlistEntryOut]:
    """The event's waiting list, in the order of the line."""
    return await entries_page(tx, access.event.id, query, statuses=status or ())


@router.post("/waitlist/{entry_id}/offer")
async def offer_places(
    entry_id: UUID, access: Offers, tx: Write, body: Offer | None = None
) -> WaitlistEntryOut:
    """Offers places to one who waits; out of turn only with a reason."""
    reason = body.reason if body else ""
    entry = await actions.offer_one(tx, access.actor, access.event, entry_id, reason)
    return await shown(tx, entry)


@router.post("/waitlist/{entry_id}/accept")
async def take_offer(entry_id: UUID, access: IsOwn, tx: Write) -> WaitlistEntryOut:
    """Takes the places that are offered to oneself."""
    entry, party = await actions.take_offer(tx, access.actor, access.event, entry_id)
    if party is None:
        return await shown(tx, entry)
    [first, *_] = await party_of(tx, party.id)
    return await shown(tx, entry, url=party.url, attendee_id=first.attendee.id)


@router.get("/events/{event_id}/waitlist/{entry_id}")
async def get_waitlist_entry(
    event_id: UUID, entry_id: UUID, access: MayChange, tx: Read
) -> WaitlistEntryOut:
    """One's own entry, or one of an event that one helps to run."""
    return await shown(tx, access.entry)


@router.patch("/events/{event_id}/waitlist/{entry_id}")
async def change_places(
    event_id: UUID, entry_id: UUID, access: IsOwn, tx: Write, body: WaitlistChange
) -> WaitlistEntryOut:
    """Changes for how many places one waits; for more, one goes to the end of the line."""
    entry = await actions.change_places(tx, access.actor, access.event, entry_id, body.places)
    return await shown(tx, entry)


@router.delete("/events/{event_id}/waitlist/{entry_id}", status_code=204)
async def leave_waitlist(event_id: UUID, entry_id: UUID, access: MayChange, tx: Write) -> None:
    """Leaves the list, or takes somebody off it; places offered to them go to the next."""
    await actions.leave(tx, access.actor, access.event, entry_id)
