"""Who may answer an invite: whoever has its code, and the person it names by its id."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from convite.core.budgets import address_of, spend
from convite.core.db import Principal, ReadTx
from convite.core.log import Actor
from convite.core.problems import NotFound
from convite.core.request import Caller, LoggedIn, Write
from convite.doors.invites.queries import place_of_link, place_of_mine, place_of_party
from convite.events.event.models import Event
from convite.events.event.policy import MAX_CODE, UnknownCode, guesses_limited
from convite.events.event.queries import Place, event_by_id
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_id


@dataclass(frozen=True, kw_only=True)
class Invited:
    """An invite or share link (`key`), its event, and the account that answers."""

    key: UUID
    is_link: bool
    event: Event
    user: User
    actor: Actor


async def find_invite(tx: ReadTx, named: str) -> tuple[UUID, Place, bool]:
    """An invite by the code of a link, or of a direct one by its id for the person it names.

    Raises:
        UnknownCode: it is neither.
    """
    if len(named) > MAX_CODE:
        raise NotFound
    try:
        key = UUID(named)
    except ValueError:
        found = await place_of_link(tx, named)
        if found is not None:
            return *found, True
        found = await place_of_party(tx, named)
        if found is None:
            raise UnknownCode from None
        return *found, False
    place = await place_of_mine(tx, key)
    if place is None:
        raise NotFound
    return key, place, False


async def enter_invite(tx: ReadTx, named: str, user_id: UUID, actor: Actor) -> Invited:
    """Enters the event of an invite for an account.

    Raises:
        NotFound: there is no such invite, or its event was deleted.
    """
    await tx.enter(Principal(user_id=user_id))
    key, place, is_link = await find_invite(tx, named)
    await tx.enter(Principal(organization_id=place.organization_id, user_id=user_id))
    event, user = await event_by_id(tx, place.event_id), await user_by_id(tx, user_id)
    if event is None or user is None:
        raise NotFound
    return Invited(key=key, is_link=is_link, event=event, user=user, actor=actor)


async def invited(request: Request, invite: str, token: LoggedIn, tx: Write) -> Invited:
    """A dependency: the invite of the path, for whoever is logged in; guesses of codes are limited."""
    await spend(request, "join-request", str(token.user_id))
    guess = Caller(code=invite)
    async with guesses_limited(request.app.state.budgets, address_of(request), guess):
        return await enter_invite(tx, invite, token.user_id, token.actor)


IsInvited = Annotated[Invited, Depends(invited)]
