"""What of somebody on the list the caller may read."""

from uuid import UUID

from convite.doors.guestlist.schemas import EventGuestOut
from convite.events.event.policy import EventAccess
from convite.room.attendees.queries import Person
from convite.room.attendees.rules import guest_status
from convite.room.attendees.schemas import AttendeeOut


def shown_guest(access: EventAccess, one: Person, labels: dict[UUID, str]) -> EventGuestOut:
    """Somebody on the list, in the words of guest management."""
    return EventGuestOut(
        **fields_of_both(access, one, labels),
        tags=one.guest.tags,
        status=guest_status(one.attendee.status),
    )


def shown_attendee(access: EventAccess, one: Person, labels: dict[UUID, str]) -> AttendeeOut:
    """Somebody on the list, in our own words."""
    attendee = one.attendee
    return AttendeeOut(
        **fields_of_both(access, one, labels),
        user_id=attendee.user_id,
        door=attendee.door,
        plus_one_of=attendee.plus_one_of,
        locale=one.guest.locale,
        status=attendee.status,
        checked_in_at=attendee.checked_in_at,
        checked_out_at=attendee.checked_out_at,
        responded_at=attendee.responded_at,
        created_at=attendee.created_at,
    )


def fields_of_both(access: EventAccess, one: Person, labels: dict[UUID, str]) -> dict[str, object]:
    """What both ways of showing somebody share; contacts and answers by right."""
    attendee, guest = one.attendee, one.guest
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
        "party": labels.get(attendee.invitation_id) if attendee.invitation_id else None,
        "side": attendee.side,
        "notes": attendee.notes if access.can("view_event") else "",
        "answers": attendee.answers if access.can("see_answers") else {},
        "attendance": attendee.attendance,
        "seat_id": one.seat_id,
        "seat_number": one.seat_number,
        "added_by": attendee.added_by,
        "version": attendee.version,
    }
