"""The fields of a guest on the list that the caller may see."""

from typing import Any
from uuid import UUID

from convite.doors.guestlist.schemas import EventGuestOut
from convite.events.event.policy import EventAccess
from convite.room.attendees.queries import Person
from convite.room.attendees.rules import guest_status
from convite.room.attendees.schemas import AttendeeOut


def event_guest_out(access: EventAccess, person: Person, labels: dict[UUID, str]) -> EventGuestOut:
    """A guest on the list, in the vocabulary of the guests API."""
    return EventGuestOut(**event_guest_fields(access, person, labels))


def event_guest_fields(
    access: EventAccess, person: Person, labels: dict[UUID, str]
) -> dict[str, Any]:
    """The fields of `event_guest_out`."""
    return {
        **common_fields(access, person, labels),
        "status": guest_status(person.attendee.status),
        "is_waitlisted": person.attendee.status == "waitlisted",
        "parts": [
            {
                "part_id": part.part_id,
                "title": part.title,
                "status": guest_status(part.state),
                "is_waitlisted": part.state == "waitlisted",
            }
            for part in person.parts
        ],
    }


def attendee_out(access: EventAccess, person: Person, labels: dict[UUID, str]) -> AttendeeOut:
    """A guest on the list, in the vocabulary of the attendees API."""
    return AttendeeOut(**attendee_fields(access, person, labels))


def attendee_fields(access: EventAccess, person: Person, labels: dict[UUID, str]) -> dict[str, Any]:
    """The fields of `attendee_out`."""
    attendee = person.attendee
    return {
        **common_fields(access, person, labels),
        "user_id": attendee.user_id,
        "door": attendee.door,
        "plus_one_of": attendee.plus_one_of,
        "locale": person.guest.locale,
        "parts": [
            {"part_id": part.part_id, "title": part.title, "status": part.state}
            for part in person.parts
        ],
        "status": attendee.status,
        "checked_in_at": attendee.checked_in_at,
        "checked_out_at": attendee.checked_out_at,
        "responded_at": attendee.responded_at,
        "created_at": attendee.created_at,
    }


def common_fields(access: EventAccess, person: Person, labels: dict[UUID, str]) -> dict[str, Any]:
    """The fields of both vocabularies; contacts and answers only with the right to see them."""
    attendee, guest = person.attendee, person.guest
    contacts = access.can("see_contacts")
    return {
        "id": attendee.id,
        "guest_id": guest.id,
        "invitation_id": attendee.invitation_id,
        "event_id": attendee.event_id,
        "name": guest.name,
        "first_name": guest.first_name,
        "last_name": guest.last_name,
        "email": guest.email if contacts else None,
        "phone": guest.phone if contacts else None,
        "company": guest.company,
        "tags": guest.tags,
        "address": guest.address if contacts else {},
        "is_child": guest.is_child,
        "is_unnamed": not guest.is_listed,
        "party": labels.get(attendee.invitation_id) if attendee.invitation_id else None,
        "delivery": person.delivery,
        "side": attendee.side,
        "notes": attendee.notes if access.can("view_event") else "",
        "answers": attendee.answers if access.can("see_answers") else {},
        "attendance": attendee.attendance,
        "seat_id": person.seat_id,
        "seat_number": person.seat_number,
        "added_by": attendee.added_by,
        "version": attendee.version,
    }
