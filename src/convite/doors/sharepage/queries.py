"""Queries of a share link's page."""

from dataclasses import dataclass
from uuid import UUID

from convite.core.db import Principal, ReadTx
from convite.core.problems import NotFound, Problem
from convite.doors.admission.queries import is_in_team, known_guest
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import invitation_by_id
from convite.doors.invites.queries import link_by_id, link_refusal, place_of_link
from convite.events.event.models import Event
from convite.events.event.policy import UnknownCode
from convite.events.event.queries import event_by_id
from convite.events.event.schemas import settings_in_force
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_id
from convite.room.attendees.queries import attendee_on
from convite.room.capacity.queries import pool_of
from convite.room.capacity.rules import places_left


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What the page shows to an account."""

    link: Invitation
    event: Event
    user: User
    host: str
    #: The account's party at the event, if it is on the list.
    party: Invitation | None
    is_listed: bool
    is_team: bool
    #: Why nobody can come by the link now.
    refusal: Problem | None
    #: How many more people can come by it.
    link_left: int
    #: None without a limit.
    event_left: int | None

    @property
    def left(self) -> int:
        """How many more people can come by it, as things are."""
        return self.link_left if self.event_left is None else min(self.link_left, self.event_left)

    @property
    def most(self) -> int:
        """For how many people the account can come; 0 if for nobody."""
        rule = settings_in_force(None, self.event.settings)
        return min(rule.places_per_request, self.left)


async def shared(tx: ReadTx, code: str, user_id: UUID) -> Shared:
    """What the page of this code shows to an account.

    Raises:
        UnknownCode: it is the code of no share link.
        NotFound: its event was deleted.
    """
    await tx.enter(Principal(user_id=user_id))
    found = await place_of_link(tx, code)
    if found is None:
        raise UnknownCode
    key, place = found
    await tx.enter(Principal(organization_id=place.organization_id, user_id=user_id))
    event, user = await event_by_id(tx, place.event_id), await user_by_id(tx, user_id)
    known = await link_by_id(tx, key)
    if event is None or user is None or known is None:
        raise NotFound
    link, used = known
    host = await user_by_id(tx, event.host_user_id)
    guest = await known_guest(tx, event, user)
    present = await attendee_on(tx, event.id, guest.id) if guest else None
    party_id = present.invitation_id if present else None
    return Shared(
        link=link,
        event=event,
        user=user,
        host=host.name if host else "",
        party=await invitation_by_id(tx, party_id) if party_id else None,
        is_listed=present is not None,
        is_team=await is_in_team(tx, event, user),
        refusal=link_refusal(link, used, event, 1),
        link_left=max(0, link.max_guests - used),
        event_left=places_left(await pool_of(tx, event.id)),
    )
