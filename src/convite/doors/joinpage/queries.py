"""Queries of the page on which somebody asks to join."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from convite.core.db import Principal, ReadTx
from convite.core.problems import NotFound, Problem
from convite.doors.admission.queries import (
    Kept,
    OwnOrder,
    is_in_team,
    kept_places,
    known_guest,
    left_for_newcomers,
    own_order,
)
from convite.doors.admission.rules import profile_refusal, waitlist_mode
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import invitation_by_id
from convite.doors.requests.models import JoinRequest
from convite.doors.requests.queries import asking_refusal, latest_of
from convite.doors.waitlist.models import WaitlistEntry
from convite.doors.waitlist.queries import open_entry_of, shown
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id, public_place_at
from convite.events.questions.models import EVENT, Question
from convite.events.questions.queries import questions_of
from convite.people.blocks.queries import hidden_people
from convite.people.identity.models import User
from convite.people.identity.queries import profile_of, user_by_id
from convite.room.attendees.queries import attendee_on
from convite.room.capacity.queries import pool_of
from convite.room.tickettypes.queries import sells_tickets


@dataclass(frozen=True, kw_only=True)
class Joining:
    """What the page shows to an account."""

    event: Event
    user: User
    host: str
    #: What they last asked, unless it was taken back.
    request: JoinRequest | None
    #: Whether they are on the event's list, and come; and their party, however they came to it.
    is_listed: bool
    is_coming: bool
    invitation: Invitation | None
    questions: Sequence[Question]
    is_team: bool
    #: Why nobody, or not they, can ask now.
    refusal: Problem | None
    #: How many places newcomers can have, None without a limit: none while others wait for them.
    places_left: int | None
    #: Their entry on the waiting list, or the offer it led to; and their place in the line.
    entry: WaitlistEntry | None
    place_in_line: int | None
    can_wait: bool
    #: Places that are kept for them, to be ordered as tickets.
    kept: Kept | None
    sells_tickets: bool
    #: What they have ordered.
    order: OwnOrder | None

    @property
    def is_open(self) -> bool:
        """Whether what they asked is waiting, or was accepted."""
        return self.request is not None and self.request.status in ("pending", "accepted")


async def joining(tx: ReadTx, slug: str, user_id: UUID) -> Joining:
    """What the page at this address shows to an account.

    Raises:
        NotFound: there is no event at it that anybody may open.
    """
    await tx.enter(Principal(user_id=user_id))
    place = await public_place_at(tx, slug)
    if place is None:
        raise NotFound
    hidden = await hidden_people(tx)
    await tx.enter(Principal(organization_id=place.organization_id, user_id=user_id))
    event, user = await event_by_id(tx, place.event_id), await user_by_id(tx, user_id)
    if event is None or user is None or event.host_user_id in hidden:
        raise NotFound
    host = await user_by_id(tx, event.host_user_id)
    request = await latest_of(tx, event.id, user.id)
    guest = await known_guest(tx, event, user)
    attendee = await attendee_on(tx, event.id, guest.id) if guest else None
    party_id = attendee.invitation_id if attendee else None
    is_team = await is_in_team(tx, event, user)
    profile = await profile_of(tx, user.id)
    entry = await open_entry_of(tx, event.id, user.id)
    return Joining(
        event=event,
        user=user,
        host=host.name if host else "",
        request=request if request is not None and request.status != "canceled" else None,
        is_listed=attendee is not None,
        is_coming=attendee is not None and attendee.status == "going",
        invitation=await invitation_by_id(tx, party_id) if party_id else None,
        questions=await questions_of(tx, EVENT, event.id, scope="request"),
        is_team=is_team,
        refusal=asking_refusal(event, is_team=is_team) or profile_refusal(event, profile),
        places_left=await left_for_newcomers(tx, await pool_of(tx, event.id)),
        entry=entry,
        place_in_line=(await shown(tx, entry)).position if entry else None,
        can_wait=waitlist_mode(event) != "off",
        kept=await kept_places(tx, event.id, user.id),
        sells_tickets=await sells_tickets(tx, event.id),
        order=await own_order(tx, event.id, user.id),
    )
