"""Visits to Google that a browser has begun for its contacts: whose they are, and what came of them."""

import asyncio
import logging
from typing import Annotated

from fastapi import Depends, Request, Response
from msgspec import structs

from convite.core.access import Token
from convite.core.config import settings
from convite.core.db import Principal, Tx
from convite.core.login_providers import LoginProvider
from convite.core.problems import NotAllowed, NotFound, Problem, TooMany, Unavailable
from convite.core.request import Caller, cookie_name, session_user, set_cookie
from convite.doors.contacts.rules import REASONS, ContactsAsked, Reason, state_for, table_of
from convite.events.event.policy import EventAccess, enter_event
from convite.gateways.google_contacts import ScopeMissing, TooManyContacts, contacts_by_code
from convite.gateways.oidc import Flow, ProviderFault
from convite.people.identity.queries import session_of, user_by_id
from convite.people.providers.actions import LoginRefused
from convite.people.providers.policy import answered, provider_by_name, start
from convite.people.providers.policy import flow_of as flow_to
from convite.people.providers.rules import FLOW_SECONDS, seal, unseal

GOOGLE = "google"
FLOW_COOKIE = "convite_contacts"
RIGHT = "import_guests"
log = logging.getLogger("convite")


class NothingBrought(Exception):
    """There are no contacts; the browser is sent to the import, which says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


async def contacts_provider(provider: str = GOOGLE) -> LoginProvider:
    """The provider whose contacts can be read: Google, if people can log in with it.

    Raises:
        NotFound: it is another, or the settings don't have it.
    """
    if provider != GOOGLE:
        raise NotFound
    return await provider_by_name(provider)


ContactsProvider = Annotated[LoginProvider, Depends(contacts_provider)]


def ask_for(provider: LoginProvider, access: EventAccess) -> ContactsAsked:
    """A visit that begins now, for an event and by whoever imports to it."""
    begun = start(provider, next_page=None, asker=access.token)
    state = state_for(access.event.id, begun.state)
    values = {**structs.asdict(begun), "state": state}
    return ContactsAsked(event_id=access.event.id, **values)


def flow_of(asked: ContactsAsked) -> Flow:
    """What Google is sent of it."""
    return flow_to(asked, "contacts")


def keep(answer: Response, asked: ContactsAsked) -> None:
    """Has the browser keep it until it comes back."""
    set_cookie(answer, FLOW_COOKIE, seal(settings().secret, asked), FLOW_SECONDS)


def drop(answer: Response) -> None:
    """Has the browser forget it."""
    set_cookie(answer, FLOW_COOKIE, "", 0)


async def check_answer(request: Request, provider: LoginProvider) -> ContactsAsked:
    """What was begun, once Google's answer is known to belong to it.

    Raises:
        NothingBrought: `expired`, `canceled` or `down`.
    """
    sealed = request.cookies.get(cookie_name(FLOW_COOKIE), "")
    kept = unseal(settings().secret, sealed, ContactsAsked)
    try:
        asked = answered(request, provider, kept)
    except LoginRefused as no:
        reason: Reason = no.reason if no.reason in ("expired", "canceled") else "down"
        raise NothingBrought(reason) from no
    # an access token may have run out at Google; whether the session has ended is asked of the database
    if await session_user(request) not in (None, asked.user_id):
        raise NothingBrought("expired")
    return asked


async def enter_as_asker(tx: Tx, asked: ContactsAsked) -> EventAccess:
    """Access to the event by whoever began, in the session in which they did.

    Raises:
        NothingBrought: `expired` if that session has ended, `no-right` if they may not import (any more).
    """
    user = await user_by_id(tx, asked.user_id) if asked.user_id else None
    if user is None or not user.is_active or asked.session_id is None:
        raise NothingBrought("expired")
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    if await session_of(tx, user.id, asked.session_id) is None:
        raise NothingBrought("expired")
    token = Token(
        user_id=user.id,
        session_id=asked.session_id,
        role=user.role,
        organization_id=user.organization_id,
        expires_at=asked.expires_at,
    )
    try:
        access = await enter_event(tx, Caller(token=token), "event", asked.event_id)
        access.need(RIGHT)
    except (NotAllowed, NotFound) as no:
        raise NothingBrought("no-right") from no
    return access


async def file_of_contacts(provider: LoginProvider, asked: ContactsAsked, code: str) -> bytes:
    """The contacts of whoever consented, as a file of guests.

    Raises:
        NothingBrought: see its reasons.
    """
    try:
        contacts = await contacts_by_code(provider, flow_of(asked), code)
    except ScopeMissing as missing:
        raise NothingBrought("no-scope") from missing
    except TooManyContacts as many:
        raise NothingBrought("too-many") from many
    except ProviderFault as fault:
        log.warning("contacts of %s weren't read: %s", provider.name, fault)
        raise NothingBrought(REASONS.get(fault.http_status, "down")) from fault
    table = await asyncio.to_thread(table_of, contacts)
    if table is None:
        raise NothingBrought("none")
    return table


def reason_of(problem: Problem) -> Reason:
    """Why what was read couldn't be stored here: others are at it, or it isn't a list of people."""
    return "waiting" if isinstance(problem, TooMany | Unavailable) else "down"
