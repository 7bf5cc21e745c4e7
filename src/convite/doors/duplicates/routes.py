"""HTTP routes of duplicates."""

from typing import Annotated

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.request import LoggedIn, Read, Write
from convite.doors.duplicates import actions
from convite.doors.duplicates.policy import merge_access
from convite.doors.duplicates.queries import duplicates_page
from convite.doors.duplicates.schemas import AlikeOut, Merge
from convite.doors.guestlist.policy import event_guest_out
from convite.doors.guestlist.queries import party_labels
from convite.events.event.policy import EventAccess, event_access
from convite.people.guests.schemas import GuestOut

router = APIRouter(prefix="/api", tags=["Duplicates"], route_class=KeyedRoute)

Edit = Annotated[EventAccess, Depends(event_access("edit_guests"))]


@router.post("/guests/merge")
async def merge(body: Merge, token: LoggedIn, tx: Write) -> GuestOut:
    """Merges two guests: moves the removed guest's replies, seats and contacts to the kept guest.

    409 if both are on the list of the same event; `blocking` lists the attendees to remove first.
    """
    access = await merge_access(tx, token, body.keep, body.remove)
    kept = GuestOut.model_validate(await actions.merge(tx, access.actor, body.keep, body.remove))
    return kept if access.sees_book else kept.model_copy(update={"notes": ""})


@router.get("/events/{event_id}/guests/duplicates")
async def duplicates(access: Edit, tx: Read, query: Paging) -> Page[AlikeOut]:
    """Lists likely duplicates, with reasons: same e-mail or phone, same or similar name."""
    groups = await duplicates_page(tx, access.event.id, query)
    labels = await party_labels(tx, [person for group in groups.items for person in group.shown])
    items = [
        AlikeOut(
            reasons=group.reasons,
            people=group.people,
            guests=[event_guest_out(access, person, labels) for person in group.shown],
        )
        for group in groups.items
    ]
    return Page(items=items, next_cursor=groups.next_cursor, total=groups.total)
