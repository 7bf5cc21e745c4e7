"""Who may ask to join an event, and who may take a request back."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from convite.core.db import Principal, ReadTx
from convite.core.log import Actor
from convite.core.problems import NotFound
from convite.core.request import LoggedIn, Write
from convite.doors.requests.models import JoinRequest
from convite.doors.requests.queries import request_by_id
from convite.events.event.models import Event
from convite.events.event.policy import key_in
from convite.events.event.queries import event_by_id, place_of, public_place
from convite.people.blocks.queries import hidden_people
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_id


@dataclass(frozen=True, kw_only=True)
class AskAccess:
    """An event that the caller may open, and the account that asks to come."""

    event: Event
    user: User
    actor: Actor


async def enter_public(tx: ReadTx, event_id: UUID, user_id: UUID) -> tuple[Event, User]:
    """Enters an event that anybody may open, for an account.

    Raises:
        NotFound: there is no such event, or not for everybody, or they and its host blocked each other.
    """
    place = await public_place(tx, event_id)
    if place is None:
        raise NotFound
    hidden = await hidden_people(tx)
    await tx.enter(Principal(organization_id=place.organization_id, user_id=user_id))
    event, user = await event_by_id(tx, place.event_id), await user_by_id(tx, user_id)
    if event is None or user is None or event.host_user_id in hidden:
        raise NotFound
    return event, user


async def ask_access(event_id: UUID, token: LoggedIn, tx: Write) -> AskAccess:
    """A dependency: the event of the path, for whoever is logged in."""
    await tx.enter(Principal(user_id=token.user_id))
    event, user = await enter_public(tx, event_id, token.user_id)
    return AskAccess(event=event, user=user, actor=token.actor)


CanAsk = Annotated[AskAccess, Depends(ask_access)]


@dataclass(frozen=True, kw_only=True)
class OwnRequest:
    """One's own request, and its event."""

    request: JoinRequest
    event: Event
    actor: Actor


async def own_request(request: Request, token: LoggedIn, tx: Write) -> OwnRequest:
    """A dependency: the request of the path, for the account that made it and nobody else.

    Raises:
        NotFound: it isn't theirs, or its event was deleted.
    """
    key = key_in(request, "request_id")
    event = await enter_own(tx, "join_request", key, token.user_id)
    found = await request_by_id(tx, key)
    if found is None or found.user_id != token.user_id:
        raise NotFound
    return OwnRequest(request=found, event=event, actor=token.actor)


async def enter_own(tx: ReadTx, kind: str, key: UUID, user_id: UUID) -> Event:
    """Enters the event of an object that may be the account's own, which the caller then checks.

    Raises:
        NotFound: there is no such object, or its event was deleted.
    """
    place = await place_of(tx, kind, key)
    if place is None:
        raise NotFound
    await tx.enter(Principal(organization_id=place.organization_id, user_id=user_id))
    event = await event_by_id(tx, place.event_id)
    if event is None:
        raise NotFound
    return event


IsOwn = Annotated[OwnRequest, Depends(own_request)]
