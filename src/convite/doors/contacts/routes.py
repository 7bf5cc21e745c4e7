"""HTTP routes of contacts from Google: to its consent, and back with a file to import."""

import logging
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import RedirectResponse

from convite.core.budgets import spend
from convite.core.problems import Problem
from convite.core.request import Public, database_of
from convite.doors.contacts.policy import (
    RIGHT,
    ContactsProvider,
    NothingBrought,
    ask_for,
    check_answer,
    contacts_provider,
    drop,
    enter_as_asker,
    file_of_contacts,
    flow_of,
    keep,
    reason_of,
)
from convite.doors.contacts.rules import FILE_NAME, ContactsAsked, Reason, page_of
from convite.doors.imports.actions import store_file
from convite.doors.imports.policy import destination_in, plan_of
from convite.doors.imports.schemas import Upload
from convite.events.event.policy import EventAccess, event_access
from convite.gateways.google_contacts import consent_url
from convite.gateways.oidc import ProviderFault
from convite.people.providers.schemas import ProviderPage

router = APIRouter(prefix="/api", tags=["Imports"])
log = logging.getLogger("convite")

Importing = Annotated[EventAccess, Depends(event_access(RIGHT))]


@router.post("/events/{event_id}/guests/import/google")
async def begin(request: Request, answer: Response, access: Importing) -> ProviderPage:
    """Google's page that asks for consent to read the contacts, for the browser to open.

    It comes back to the event's import: with a file of them to look at, or with why there is none.
    """
    await spend(request, "import", str(access.user_id))
    provider = await contacts_provider()
    asked = ask_for(provider, access)
    try:
        url = await consent_url(provider, flow_of(asked))
    except ProviderFault as fault:
        log.warning("contacts of %s weren't asked for: %s", provider.name, fault)
        return ProviderPage(url=refused(asked.state, "down"))
    keep(answer, asked)
    return ProviderPage(url=url)


@router.get("/contacts/{provider}/callback", dependencies=[Public], status_code=303)
async def end(request: Request, provider: ContactsProvider) -> Response:
    """Where Google sends the browser back to: reads the contacts once, and goes on to their import.

    They are stored as a file that whoever began could have uploaded; nobody is imported yet.
    """
    state, code = request.query_params.get("state", ""), request.query_params.get("code", "")
    try:
        await spend(request, "login")
        asked = await check_answer(request, provider)
        async with database_of(request).tx() as tx:
            await enter_as_asker(tx, asked)
        content = await file_of_contacts(provider, asked, code)
        import_id = await stored(request, asked, content)
        page = f"{page_of(state)}?{urlencode({'import': import_id})}"
    except NothingBrought as nothing:
        page = refused(state, nothing.reason)
    except Problem as problem:
        log.warning("contacts of %s weren't stored: %s", provider.name, problem)
        page = refused(state, reason_of(problem))
    answer = RedirectResponse(page, 303)
    drop(answer)
    return answer


async def stored(request: Request, asked: ContactsAsked, content: bytes) -> UUID:
    """Stores the contacts as an upload to the event; whoever began must still be allowed to."""
    await spend(request, "import", str(asked.user_id))
    upload = Upload(content=content, file_name=FILE_NAME, mapping=None, on_duplicate="skip")
    async with database_of(request).tx() as tx:
        destination = await destination_in(tx, await enter_as_asker(tx, asked))
        plan = await plan_of(tx, destination, upload)
        return (await store_file(tx, destination, upload, plan)).id


def refused(state: str, reason: Reason) -> str:
    """The page that says why there are no contacts."""
    return f"{page_of(state)}?{urlencode({'refused': reason})}"
