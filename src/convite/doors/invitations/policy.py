"""Access to an invitation for its event's team and for the bearer of its code."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import Request

from convite.core.db import ReadTx
from convite.core.problems import NotAllowed, NotFound, NotKnown
from convite.core.request import CurrentCaller, Read
from convite.doors.invitations.models import Invitation, rsvp_url
from convite.doors.invitations.queries import Party, invitation_by_id
from convite.doors.invitations.schemas import InvitationGuestOut, InvitationOut
from convite.events.event.policy import EventAccess, enter_counted, judge
from convite.room.assignments.actions import Holder
from convite.room.attendees.queries import Person
from convite.room.attendees.rules import INVITATION_STATUSES, invitation_status
from convite.room.entitlements.queries import PartAnswered


@dataclass(frozen=True, kw_only=True)
class InvitationAccess:
    """An invitation the caller may act on."""

    event: EventAccess
    invitation: Invitation

    @property
    def is_bearer(self) -> bool:
        """Whether the caller is a guest who used the invitation's code."""
        return self.event.invitation_id is not None

    @property
    def holder(self) -> Holder:
        """The holder whose seat holds count as the caller's."""
        if self.is_bearer:
            return Holder(id=self.invitation.id, is_staff=False)
        return Holder(id=self.event.user_id, is_staff=True, invitation_id=self.invitation.id)


Dependency = Callable[..., Awaitable[InvitationAccess]]


async def enter_invitation(
    tx: ReadTx, event: EventAccess, invitation_id: UUID, right: str
) -> InvitationAccess:
    """Returns the invitation to the bearer of its code and to members with `right` on its event.

    Raises:
        NotFound: the code belongs to another invitation, or the invitation doesn't exist.
        NotAllowed: a member lacks the right.
    """
    if event.invitation_id is None:
        event.need(right)
    elif event.invitation_id != invitation_id:
        raise NotFound
    invitation = await invitation_by_id(tx, invitation_id)
    if invitation is None:
        raise NotFound
    return InvitationAccess(event=event, invitation=invitation)


def invitation_access(right: str, *, bearer: bool = True) -> Dependency:
    """A dependency: access to the path's invitation, by a right on its event or by its code."""

    async def access(
        request: Request, invitation_id: UUID, who: CurrentCaller, tx: Read
    ) -> InvitationAccess:
        if who.token is None and not who.code:
            raise NotKnown
        event = await enter_counted(request, tx, who, "invitation", invitation_id)
        if event.invitation_id is None:
            await judge(request, event, right)
        elif event.invitation_id == invitation_id and not bearer:
            raise NotAllowed("Only the event's team can do this.")
        return await enter_invitation(tx, event, invitation_id, right)

    access.right = right  # type: ignore[attr-defined]
    return access


def invitation_guest_out(access: EventAccess, person: Person) -> InvitationGuestOut:
    """A guest of an invitation, with the fields that the caller may see."""
    return InvitationGuestOut(**invitation_guest_fields(access, person))


def invitation_guest_fields(access: EventAccess, person: Person) -> dict[str, Any]:
    """The fields of `invitation_guest_out`."""
    attendee, guest = person.attendee, person.guest
    own = access.invitation_id is not None and access.invitation_id == attendee.invitation_id
    contacts, answers = own or access.can("see_contacts"), own or access.can("see_answers")
    return {
        "id": attendee.id,
        "invitation_guest_id": attendee.id,
        "invitation_id": attendee.invitation_id,
        "guest_id": guest.id,
        "name": guest.name,
        "first_name": guest.first_name,
        "last_name": guest.last_name,
        "email": guest.email if contacts else None,
        "phone": guest.phone if contacts else None,
        "is_bounced": contacts and guest.email_fault is not None,
        "status": invitation_status(attendee.status, attendee.attendance),
        "is_waitlisted": attendee.status == "waitlisted",
        "seat_id": person.seat_id,
        "seat_number": person.seat_number,
        "attendance": attendee.attendance,
        "answers": attendee.answers if answers else {},
        "parts": [guest_part_fields(part) for part in person.parts],
        "side": attendee.side,
        "notes": "" if own else attendee.notes,
        "is_plus_one": attendee.plus_one_of is not None,
        "is_unnamed": not guest.is_listed,
        "checked_in_at": attendee.checked_in_at,
        "version": attendee.version,
    }


def guest_part_fields(part: PartAnswered) -> dict[str, Any]:
    """A guest's answer for a part, in the vocabulary of the invitations API."""
    return {
        "part_id": part.part_id,
        "title": part.title,
        "status": INVITATION_STATUSES[part.state],
        "is_waitlisted": part.state == "waitlisted",
    }


def part_ids_of(party: Party) -> list[UUID]:
    """The parts to which somebody of the party is invited, in order."""
    return list(dict.fromkeys(part.part_id for one in party.people for part in one.parts))


def invitation_out(access: EventAccess, party: Party) -> InvitationOut:
    """An invitation with the fields the caller may see; codes only for editors and the bearer."""
    return InvitationOut(**invitation_fields(access, party))


def invitation_fields(access: EventAccess, party: Party) -> dict[str, Any]:
    """The fields of `invitation_out`."""
    invitation = party.invitation
    own = access.invitation_id == invitation.id
    has_code = own or access.can("edit_invitations")
    code = invitation.code if has_code else None
    return {
        "id": invitation.id,
        "event_id": invitation.event_id,
        "kind": invitation.kind,
        "label": invitation.label,
        "message": invitation.message,
        "reply": invitation.reply,
        "locale": invitation.locale,
        "status": invitation.status,
        "max_guests": invitation.max_guests,
        "party_key": None if own else invitation.party_key,
        "code": code,
        "short_code": invitation.short_code if has_code else None,
        "url": rsvp_url(code) if code else None,
        "sent_at": invitation.sent_at,
        "opened_at": invitation.opened_at,
        "responded_at": invitation.responded_at,
        "expires_at": invitation.expires_at,
        "canceled_at": invitation.canceled_at,
        "created_at": invitation.created_at,
        "version": invitation.version,
        "part_ids": part_ids_of(party),
        "guests": [invitation_guest_fields(access, person) for person in party.people],
    }
