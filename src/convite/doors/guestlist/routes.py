"""HTTP routes of an event's guest list, in both vocabularies."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, PageQuery
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.core.shapes import check_version
from convite.doors.guestlist import actions
from convite.doors.guestlist.policy import shown_attendee, shown_guest
from convite.doors.guestlist.queries import labels_of, listed
from convite.doors.guestlist.schemas import (
    BulkChange,
    BulkDone,
    EventGuestAdd,
    EventGuestOut,
    EventGuestUpdate,
    ListStatus,
)
from convite.events.event.policy import EventAccess, event_access, object_access
from convite.room.assignments.actions import Holder
from convite.room.attendees.models import Attendance, Status
from convite.room.attendees.queries import Filters, Person, person_by_id
from convite.room.attendees.rules import STATUS_OF_REPLY
from convite.room.attendees.schemas import AttendeeOut, AttendeeUpdate

router = APIRouter(prefix="/api", tags=["Guest list"], route_class=KeyedRoute)

View = Annotated[EventAccess, Depends(event_access("view_event"))]
Edit = Annotated[EventAccess, Depends(event_access("edit_guests"))]
Delete = Annotated[EventAccess, Depends(event_access("delete_event"))]
OneView = Annotated[EventAccess, Depends(object_access("attendee", "attendee_id", "view_event"))]
OneEdit = Annotated[EventAccess, Depends(object_access("attendee", "attendee_id", "edit_guests"))]
Text = Annotated[str | None, Query(max_length=200)]


async def living(tx: Read, access: EventAccess, key: UUID) -> Person:
    """One of the event's people; 404 for others and for who was taken off."""
    one = await person_by_id(tx, access.event.id, key)
    if one is None or one.attendee.status == "canceled":
        raise NotFound
    return one


async def as_guest(tx: Read, access: EventAccess, one: Person) -> EventGuestOut:
    """One of the list, with the party's label."""
    return shown_guest(access, one, await labels_of(tx, [one]))


async def as_attendee(tx: Read, access: EventAccess, one: Person) -> AttendeeOut:
    """One of the list in our own words, with the party's label."""
    return shown_attendee(access, one, await labels_of(tx, [one]))


@router.post("/events/{event_id}/guests", status_code=201)
async def add_guest(body: EventGuestAdd, access: Edit, tx: Write) -> EventGuestOut:
    """Adds a person to the list, with their own invitation if no party is given."""
    return await as_guest(
        tx, access, await actions.add_to_list(tx, access.actor, access.event, body)
    )


@router.get("/events/{event_id}/guests")
async def guests(
    access: View,
    tx: Read,
    query: Annotated[PageQuery, Depends()],
    status: ListStatus | None = None,
    side: Annotated[str | None, Query(max_length=100)] = None,
    added_by: UUID | None = None,
    q: Text = None,
) -> Page[EventGuestOut]:
    """The event's guests, by name."""
    filters = Filters(
        status=STATUS_OF_REPLY[status] if status else None, side=side, added_by=added_by, text=q
    )
    page, labels = await listed(tx, access.event.id, query, filters)
    items = [shown_guest(access, one, labels) for one in page.items]
    return Page(items=items, next_cursor=page.next_cursor, total=page.total)


@router.patch("/events/{event_id}/guests", operation_id="patch_event_guests")
async def change_many(body: BulkChange, access: Edit, tx: Write) -> BulkDone:
    """The same change for many."""
    batch, changed = await actions.change_many(tx, access.actor, access.event, body.ids, body.set)
    return BulkDone(batch_id=batch, changed=changed)


@router.get("/events/{event_id}/guests/{guest_id}")
async def guest(guest_id: UUID, access: View, tx: Read) -> EventGuestOut:
    """One of the list, by its own id or the address book's."""
    return await as_guest(tx, access, await living(tx, access, guest_id))


@router.put("/events/{event_id}/guests/{guest_id}", operation_id="put_event_guest")
@router.patch("/events/{event_id}/guests/{guest_id}", operation_id="patch_event_guest")
async def change_guest(
    guest_id: UUID, body: EventGuestUpdate, access: Edit, tx: Write
) -> EventGuestOut:
    """Changes the fields sent: details, answer, seat."""
    one, values = await living(tx, access, guest_id), body.sent()
    current = (await as_guest(tx, access, one)).model_dump(mode="json")
    check_version(one.attendee, values.pop("version", None), current)
    holder = Holder(id=access.user_id, is_staff=True)
    changed = await actions.change_on_list(tx, access.actor, access.event, one, values, holder)
    return await as_guest(tx, access, changed)


@router.delete("/events/{event_id}/guests/{guest_id}", status_code=204)
async def remove_guest(guest_id: UUID, access: Edit, tx: Write) -> None:
    """Removes a person from the event; they stay in the address book."""
    one = await living(tx, access, guest_id)
    await actions.remove_from_list(tx, access.actor, access.event, one)


@router.get("/events/{event_id}/attendees")
async def attendees(
    access: View,
    tx: Read,
    query: Annotated[PageQuery, Depends()],
    status: Status | None = None,
    attendance: Attendance | None = None,
    side: Annotated[str | None, Query(max_length=100)] = None,
    has_seat: bool | None = None,
    q: Text = None,
) -> Page[AttendeeOut]:
    """The event's people, by name, in our own words."""
    filters = Filters(status=status, attendance=attendance, side=side, text=q, has_seat=has_seat)
    page, labels = await listed(tx, access.event.id, query, filters)
    items = [shown_attendee(access, one, labels) for one in page.items]
    return Page(items=items, next_cursor=page.next_cursor, total=page.total)


@router.get("/attendees/{attendee_id}")
async def attendee(attendee_id: UUID, access: OneView, tx: Read) -> AttendeeOut:
    """One attendee."""
    return await as_attendee(tx, access, await living(tx, access, attendee_id))


@router.put("/attendees/{attendee_id}", operation_id="put_attendee")
@router.patch("/attendees/{attendee_id}", operation_id="patch_attendee")
async def change_attendee(
    attendee_id: UUID, body: AttendeeUpdate, access: OneEdit, tx: Write
) -> AttendeeOut:
    """Changes the fields sent."""
    one, values = await living(tx, access, attendee_id), body.sent()
    current = (await as_attendee(tx, access, one)).model_dump(mode="json")
    check_version(one.attendee, values.pop("version", None), current)
    holder = Holder(id=access.user_id, is_staff=True)
    changed = await actions.change_attendee_fields(
        tx, access.actor, access.event, one, values, holder
    )
    return await as_attendee(tx, access, changed)
