"""HTTP routes of log-ins at other providers."""

import logging
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import RedirectResponse

from convite.core.budgets import address_of, spend
from convite.core.config import settings
from convite.core.language import accepted_locale
from convite.core.login_providers import LoginProvider
from convite.core.request import (
    LoggedIn,
    Public,
    Read,
    Write,
    database_of,
    give_cookies,
)
from convite.gateways.oidc import ProvenPerson, ProviderFault, authorization_url, person_by_code
from convite.people.identity.actions import FirstStep, Opened
from convite.people.identity.policy import OwnAccount, device_of
from convite.people.providers import actions
from convite.people.providers.actions import LoginRefused
from convite.people.providers.policy import (
    Provider,
    check_answer,
    drop,
    flow_of,
    identity_out,
    keep,
    kept,
    provider_by_name,
    start,
)
from convite.people.providers.queries import identities_of
from convite.people.providers.rules import Reason, Started, second_step
from convite.people.providers.schemas import (
    IdentitiesOut,
    IdentityLink,
    ProviderOut,
    ProviderPage,
    ProvidersOut,
)

router = APIRouter(prefix="/api", tags=["Accounts"])
log = logging.getLogger("convite")
Next = Annotated[str | None, Query(max_length=500)]


@router.get("/auth/oidc", dependencies=[Public])
async def providers() -> ProvidersOut:
    """The providers that people can log in with."""
    known = settings().login_providers.values()
    return ProvidersOut(items=[ProviderOut(name=one.name, label=one.label) for one in known])


@router.get("/auth/oidc/{provider}", dependencies=[Public], status_code=303)
async def begin(request: Request, provider: Provider, next: Next = None) -> Response:  # noqa: A002
    """Sends the browser to the provider; it comes back to `/callback`, and ends on the page `next`."""
    await spend(request, "login")
    started = start(provider, next_page=next)
    try:
        url = await authorization_url(provider, flow_of(started))
    except ProviderFault as fault:
        return refused(provider, "failed", None, fault)
    answer = RedirectResponse(url, 303)
    keep(answer, started)
    return answer


@router.get("/auth/oidc/{provider}/callback", dependencies=[Public], status_code=303)
async def end(request: Request, provider: Provider) -> Response:
    """Where the provider sends the browser back to: logs in, or links, and goes on to a page.

    A refusal goes to the log-in or account page, which says why.
    """
    await spend(request, "login")
    started = kept(request)
    try:
        begun = await check_answer(request, provider, started)
        code = request.query_params.get("code", "")
        person = await person_by_code(provider, flow_of(begun), code)
        opened = await enter(request, provider, begun, person)
    except LoginRefused as no:
        return refused(provider, no.reason, started, no)
    except ProviderFault as fault:
        return refused(provider, "failed", started, fault)
    if isinstance(opened, FirstStep):
        answer = RedirectResponse(second_step(opened.token, begun.next), 303)
        drop(answer)
        return answer
    answer = RedirectResponse(begun.next, 303)
    if opened is not None:
        give_cookies(answer, opened.access_token, opened.refresh_token, opened.refresh_seconds)
    drop(answer)
    return answer


async def enter(
    request: Request, provider: LoginProvider, begun: Started, person: ProvenPerson
) -> Opened | None:
    """Logs somebody in, or links their log-in to the account that asked for it.

    Raises:
        LoginRefused: see the actions.
    """
    async with database_of(request).tx() as tx:
        if begun.user_id is not None:
            await actions.link(tx, begun.user_id, begun.session_id, provider.name, person)
            return None
        return await actions.log_in(
            tx,
            provider.name,
            person,
            locale=accepted_locale(request.headers.raw),
            device=device_of(request),
            ip=address_of(request),
        )


def refused(
    provider: LoginProvider, reason: Reason, started: Started | None, cause: Exception
) -> Response:
    """Sends the browser to the page that says why nobody was logged in or linked."""
    if reason == "failed":
        log.warning("log-in with %s failed: %s", provider.name, cause)
    page = "/account" if started is not None and started.user_id is not None else "/login"
    said = urlencode({"refused": reason, "provider": provider.name})
    answer = RedirectResponse(f"{page}?{said}", 303)
    drop(answer)
    return answer


@router.get("/me/identities")
async def my_identities(own: OwnAccount, tx: Read) -> IdentitiesOut:
    """The log-ins at other providers that open the caller's account."""
    return IdentitiesOut(
        items=[identity_out(one) for one in await identities_of(tx, own.user.id)],
        has_password=own.user.password_hash is not None,
    )


@router.post("/me/identities")
async def link_identity(answer: Response, body: IdentityLink, token: LoggedIn) -> ProviderPage:
    """The provider's page, for the browser to open; it comes back with the log-in linked."""
    provider = await provider_by_name(body.provider)
    started = start(provider, next_page="/account", asker=token)
    try:
        url = await authorization_url(provider, flow_of(started))
    except ProviderFault as fault:
        log.warning("log-in with %s failed: %s", provider.name, fault)
        url = str(refused(provider, "failed", started, fault).headers["location"])
    keep(answer, started)
    return ProviderPage(url=url)


@router.delete("/me/identities/{identity_id}", status_code=204)
async def unlink_identity(identity_id: UUID, own: OwnAccount, tx: Write) -> None:
    """Unlinks a log-in, unless it is the only way to log in."""
    await actions.unlink(tx, own.token.actor, own.user, identity_id)
