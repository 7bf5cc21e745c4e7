"""HTTP routes of an event's guest list, in the vocabularies of guests and attendees."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.core.responses import json_page
from convite.core.shapes import check_version
from convite.doors.guestlist import actions
from convite.doors.guestlist.policy import (
    attendee_fields,
    attendee_out,
    event_guest_fields,
    event_guest_out,
)
from convite.doors.guestlist.queries import as_listed, guest_list_page
from convite.doors.guestlist.schemas import (
    BulkChange,
    BulkDone,
    EventGuestAdd,
    EventGuestOut,
    EventGuestUpdate,
)
from convite.doors.lists.policy import Filtered
from convite.doors.lists.schemas import Sort
from convite.events.event.policy import EventAccess, event_access, object_access
from convite.room.attendees.queries import Person, person_by_id
from convite.room.attendees.schemas import AttendeeOut, AttendeeUpdate
from convite.room.moves.policy import staff_holder

router = APIRouter(prefix="/api", tags=["Guest list"], route_class=KeyedRoute)

View = Annotated[EventAccess, Depends(event_access("view_event"))]
Edit = Annotated[EventAccess, Depends(event_access("edit_guests"))]
Delete = Annotated[EventAccess, Depends(event_access("delete_event"))]
ViewAttendee = Annotated[
    EventAccess, Depends(object_access("attendee", "attendee_id", "view_event"))
]
EditAttendee = Annotated[
    EventAccess, Depends(object_access("attendee", "attendee_id", "edit_guests"))
]


async def person_on_list(tx: Read, access: EventAccess, key: UUID) -> Person:
    """An attendee of the event, by attendee or guest id; 404 for others and for removed ones."""
    person = await person_by_id(tx, access.event.id, key)
    if person is None or person.attendee.status == "canceled":
        raise NotFound
    return person


async def as_guest(tx: Read, access: EventAccess, person: Person) -> EventGuestOut:
    """A guest on the list, with the party's label."""
    return event_guest_out(access, *await as_listed(tx, person))


async def as_attendee(tx: Read, access: EventAccess, person: Person) -> AttendeeOut:
    """A guest on the list as an attendee, with the party's label."""
    return attendee_out(access, *await as_listed(tx, person))


@router.post("/events/{event_id}/guests", status_code=201)
async def add_guest(body: EventGuestAdd, access: Edit, tx: Write) -> EventGuestOut:
    """Adds a guest to the list, with their own invitation if no party is given."""
    person, invitation = await actions.add_to_list(tx, access.actor, access.event, body)
    return event_guest_out(access, person, {invitation.id: invitation.label})


@router.get("/events/{event_id}/guests", response_model=Page[EventGuestOut])
async def guests(
    access: View,
    tx: Read,
    query: Paging,
    filters: Filtered,
    sort: Sort = "name",
) -> Response:
    """Lists the event's guests, by name unless another order is asked for."""
    page, labels = await guest_list_page(tx, access.event.id, query, filters, sort)
    return json_page(page, [event_guest_fields(access, person, labels) for person in page.items])


@router.patch("/events/{event_id}/guests", operation_id="patch_event_guests")
async def change_many(body: BulkChange, access: Edit, tx: Write) -> BulkDone:
    """Makes the same change for many guests: those named, or all whom the filters match."""
    batch, changed = await actions.change_many(tx, access.actor, access.event, body)
    return BulkDone(batch_id=batch, changed=changed)


@router.get("/events/{event_id}/guests/{guest_id}")
async def guest(guest_id: UUID, access: View, tx: Read) -> EventGuestOut:
    """Returns a guest on the list, by attendee id or by guest id of the address book."""
    return await as_guest(tx, access, await person_on_list(tx, access, guest_id))


@router.put("/events/{event_id}/guests/{guest_id}", operation_id="put_event_guest")
@router.patch("/events/{event_id}/guests/{guest_id}", operation_id="patch_event_guest")
async def change_guest(
    guest_id: UUID, body: EventGuestUpdate, access: Edit, tx: Write
) -> EventGuestOut:
    """Changes the given fields: details, reply, seat."""
    person, values = await person_on_list(tx, access, guest_id), body.sent()
    current = (await as_guest(tx, access, person)).model_dump(mode="json")
    check_version(person.attendee, values.pop("version", None), current)
    holder = staff_holder(access)
    changed = await actions.change_on_list(tx, access.actor, access.event, person, values, holder)
    return await as_guest(tx, access, changed)


@router.delete("/events/{event_id}/guests/{guest_id}", status_code=204)
async def remove_guest(guest_id: UUID, access: Edit, tx: Write) -> None:
    """Removes a guest from the event; they stay in the address book."""
    person = await person_on_list(tx, access, guest_id)
    await actions.remove_from_list(tx, access.actor, access.event, person)


@router.post("/attendees/{attendee_id}/restore")
async def restore_attendee(attendee_id: UUID, access: EditAttendee, tx: Write) -> AttendeeOut:
    """Puts a removed guest back on the list as they were, with their seat if it is still free."""
    person = await person_by_id(tx, access.event.id, attendee_id)
    if person is None:
        raise NotFound
    holder = staff_holder(access)
    restored = await actions.restore_to_list(tx, access.actor, access.event, person, holder)
    return await as_attendee(tx, access, restored)


@router.get("/events/{event_id}/attendees", response_model=Page[AttendeeOut])
async def attendees(
    access: View,
    tx: Read,
    query: Paging,
    filters: Filtered,
    sort: Sort = "name",
) -> Response:
    """Lists the event's attendees, by name unless another order is asked for."""
    page, labels = await guest_list_page(tx, access.event.id, query, filters, sort)
    return json_page(page, [attendee_fields(access, person, labels) for person in page.items])


@router.get("/attendees/{attendee_id}")
async def attendee(attendee_id: UUID, access: ViewAttendee, tx: Read) -> AttendeeOut:
    """Returns an attendee."""
    return await as_attendee(tx, access, await person_on_list(tx, access, attendee_id))


@router.put("/attendees/{attendee_id}", operation_id="put_attendee")
@router.patch("/attendees/{attendee_id}", operation_id="patch_attendee")
async def change_attendee(
    attendee_id: UUID, body: AttendeeUpdate, access: EditAttendee, tx: Write
) -> AttendeeOut:
    """Changes the given fields."""
    person, values = await person_on_list(tx, access, attendee_id), body.sent()
    current = (await as_attendee(tx, access, person)).model_dump(mode="json")
    check_version(person.attendee, values.pop("version", None), current)
    holder = staff_holder(access)
    changed = await actions.change_on_list(tx, access.actor, access.event, person, values, holder)
    return await as_attendee(tx, access, changed)
