"""HTTP routes of duplicates."""

from typing import Annotated

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.request import LoggedIn, Read, Write
from convite.doors.duplicates import actions
from convite.doors.duplicates.policy import merge_access
from convite.doors.duplicates.queries import duplicates_page
from convite.doors.duplicates.schemas import (
    AlikeOut,
    MergeBody,
    MergedOut,
    MergesBody,
    MergesStarted,
)
from convite.doors.guestlist.policy import event_guest_out
from convite.doors.guestlist.queries import party_labels
from convite.events.event.policy import EventAccess, event_access
from convite.people.guests.schemas import GuestOut

router = APIRouter(prefix="/api", tags=["Duplicates"], route_class=KeyedRoute)

Edit = Annotated[EventAccess, Depends(event_access("edit_guests"))]


@router.post("/guests/merge")
async def merge(body: MergeBody, token: LoggedIn, tx: Write) -> MergedOut:
    """Merges two guests: moves the removed guest's replies, seats and contacts to the kept guest.

    409 if both are on the list of the same event, unless it is `off_list` and no other; `blocking` lists
    the attendees to remove first.
    """
    access = await merge_access(tx, token, [(body.keep, body.remove)], body.off_list)
    guest, merge_id = await actions.merge(
        tx, token.actor, body.keep, body.remove, off_list=body.off_list
    )
    kept = GuestOut.model_validate(guest)
    notes = kept.notes if access.sees_book else ""
    return MergedOut(**{**kept.model_dump(), "notes": notes, "merge_id": merge_id})


@router.post("/guests/merges", status_code=202)
async def merge_many(body: MergesBody, token: LoggedIn, tx: Write) -> MergesStarted:
    """Merges pairs of guests by a task, under the same rule for each.

    Pairs that can't be merged are left as they are; the task's result lists them with the reason. Two who
    are on the list of the same event aren't merged, unless it is `off_list` and no other.
    """
    pairs = [(pair.keep, pair.remove) for pair in body.pairs]
    access = await merge_access(tx, token, pairs, body.off_list)
    task = await actions.merge_later(
        tx, token.actor, access.organization_id, pairs, off_list=body.off_list
    )
    return MergesStarted(task_id=task.id, merge_id=task.id)


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
