"""Who may have a ticket: its owner by account, the bearer of their party's link, or an editor of guests."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request

from convite.core.budgets import spend
from convite.core.db import ReadTx
from convite.core.language import Locale, pick
from convite.core.log import Actor
from convite.core.problems import NotFound, NotKnown
from convite.core.request import CurrentCaller, Read
from convite.doors.heldtickets.queries import own_ticket, ticket_of_link
from convite.entrance.tickets.queries import TicketOfPerson, ticket_by_id
from convite.events.event.models import Event
from convite.events.event.policy import enter_counted, judge, key_in

#: Longer than this is no serial and no key.
MAX_TEXT = 40


@dataclass(frozen=True, kw_only=True)
class TicketAccess:
    """A ticket that the caller may have, with its event and who they are."""

    event: Event
    found: TicketOfPerson
    actor: Actor
    #: Whether they edit the event's guests, and don't only hold the ticket.
    is_editor: bool = False
    #: The account of whoever asks, if they have one.
    user_id: UUID | None = None


async def ticket_access(request: Request, who: CurrentCaller, tx: Read) -> TicketAccess:
    """Access to the ticket of `ticket_id` in the path; see `TicketAccess`.

    Raises:
        NotKnown: nobody asks.
        NotFound: there is no such ticket, or it is somebody else's.
        NotAllowed: their role on the event isn't enough.
    """
    key = key_in(request, "ticket_id")
    if who.token is None and not who.code:
        raise NotKnown
    if who.token is not None and who.token.key_rights is None and who.view_as is None:
        own = await own_ticket(tx, who.token, key)
        if own is not None:
            token = who.token
            return TicketAccess(
                event=own[0], found=own[1], actor=token.actor, user_id=token.user_id
            )
    access = await enter_counted(request, tx, who, "ticket", key)
    if access.invitation_id is None:
        await judge(request, access, "edit_guests")
    found = await ticket_by_id(tx, key)
    if found is None:
        raise NotFound
    if access.invitation_id is not None and access.invitation_id != found.attendee.invitation_id:
        raise NotFound
    return TicketAccess(
        event=access.event,
        found=found,
        actor=access.actor,
        is_editor=access.invitation_id is None,
        user_id=access.token.user_id if access.token else None,
    )


ticket_access.right = "edit_guests"  # type: ignore[attr-defined]

#: The key of a ticket's page, in its link.
LinkKey = Annotated[str, Query(max_length=100)]

HeldAccess = Annotated[TicketAccess, Depends(ticket_access)]


def language_of(request: Request, access: TicketAccess) -> Locale:
    """A ticket's language: requested, else the holder's, the browser's or the event's."""
    requested = request.query_params.get("lang")
    accepted = request.headers.get("accept-language", "")
    return pick(accepted, requested, access.found.guest.locale, fallback=access.event.locale)


async def access_by_link(request: Request, tx: ReadTx, serial: str, key: str) -> TicketAccess:
    """Access with the link of a ticket's page. Wrong ones are counted against the caller's address.

    Raises:
        NotFound: it was replaced, or there never was such a link.
        TooMany: too many wrong links came from there.
    """
    fits = serial.isascii() and len(serial) <= MAX_TEXT and len(key) <= MAX_TEXT
    found = await ticket_of_link(tx, serial.upper(), key) if fits else None
    if found is None:
        await spend(request, "code")
        raise NotFound
    event, held = found
    actor = Actor(kind="guest", id=held.attendee.invitation_id or held.attendee.id, via="ticket")
    return TicketAccess(event=event, found=held, actor=actor)


async def linked_access(request: Request, serial: str, tx: Read, k: LinkKey = "") -> TicketAccess:
    """The same as a dependency, of a path with `serial` and a query with `k`."""
    return await access_by_link(request, tx, serial, k)


linked_access.right = "own_invitation"  # type: ignore[attr-defined]

LinkedAccess = Annotated[TicketAccess, Depends(linked_access)]
