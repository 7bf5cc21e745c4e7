"""HTTP routes of duplicates."""

from typing import Annotated

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, PageQuery
from convite.core.request import LoggedIn, Read, Write
from convite.doors.duplicates import actions
from convite.doors.duplicates.policy import may_merge
from convite.doors.duplicates.queries import alike_page
from convite.doors.duplicates.schemas import AlikeOut, Merge
from convite.doors.guestlist.policy import shown_guest
from convite.doors.guestlist.queries import labels_of
from convite.events.event.policy import EventAccess, event_access
from convite.people.guests.schemas import GuestOut

router = APIRouter(prefix="/api", tags=["Duplicates"], route_class=KeyedRoute)

Edit = Annotated[EventAccess, Depends(event_access("edit_guests"))]


@router.post("/guests/merge")
async def merge(body: Merge, token: LoggedIn, tx: Write) -> GuestOut:
    """Makes two guests one: answers, seats and contacts of the removed one go to the kept one.

    409 where both stand on one event's list: `blocking` names who has to be taken off first.
    """
    access = await may_merge(tx, token, body.keep, body.remove)
    kept = GuestOut.model_validate(await actions.merge(tx, access.actor, body.keep, body.remove))
    return kept if access.sees_book else kept.model_copy(update={"notes": ""})


@router.get("/events/{event_id}/guests/duplicates")
async def duplicates(
    access: Edit, tx: Read, query: Annotated[PageQuery, Depends()]
) -> Page[AlikeOut]:
    """People of the list who may be one, and why: same e-mail or phone, same or similar name."""
    found = await alike_page(tx, access.event.id, query)
    labels = await labels_of(tx, [one for group in found.items for one in group.shown])
    items = [
        AlikeOut(
            reasons=group.reasons,
            people=group.people,
            guests=[shown_guest(access, one, labels) for one in group.shown],
        )
        for group in found.items
    ]
    return Page(items=items, next_cursor=found.next_cursor, total=found.total)
