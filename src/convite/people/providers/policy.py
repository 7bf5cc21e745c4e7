"""Which providers there are, and log-ins that a browser has begun."""

import secrets
import time
from typing import Annotated

from fastapi import Depends, Request, Response

from convite.core.access import Token
from convite.core.config import settings
from convite.core.login_providers import LABELS, LoginProvider
from convite.core.problems import NotFound
from convite.core.request import cookie_name, session_user, set_cookie
from convite.gateways.oidc import Flow
from convite.people.providers.actions import LoginRefused
from convite.people.providers.models import OauthIdentity
from convite.people.providers.rules import (
    FLOW_SECONDS,
    Started,
    StartedT,
    own_page,
    seal,
    unseal,
)
from convite.people.providers.schemas import IdentityOut

FLOW_COOKIE = "convite_oidc"


async def provider_by_name(provider: str) -> LoginProvider:
    """A provider of the settings.

    Raises:
        NotFound: there is none of this name.
    """
    found = settings().login_providers.get(provider)
    if found is None:
        raise NotFound
    return found


Provider = Annotated[LoginProvider, Depends(provider_by_name)]


def start(provider: LoginProvider, *, next_page: str | None, asker: Token | None = None) -> Started:
    """A log-in that begins now; with an asker, it is to be linked to their account."""
    return Started(
        provider=provider.name,
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        next=own_page(next_page),
        user_id=asker.user_id if asker else None,
        session_id=asker.session_id if asker else None,
        expires_at=int(time.time()) + FLOW_SECONDS,
    )


def flow_of(started: Started, way: str = "auth/oidc") -> Flow:
    """What the provider is sent of it; `way` says which of our routes it answers."""
    return Flow(
        redirect_uri=f"{settings().address}/api/{way}/{started.provider}/callback",
        state=started.state,
        nonce=started.nonce,
        verifier=started.verifier,
    )


def keep(answer: Response, started: Started) -> None:
    """Has the browser keep it until it comes back."""
    set_cookie(answer, FLOW_COOKIE, seal(settings().secret, started), FLOW_SECONDS)


def drop(answer: Response) -> None:
    """Has the browser forget it."""
    set_cookie(answer, FLOW_COOKIE, "", 0)


def kept(request: Request) -> Started | None:
    """What the browser keeps, if it was sealed here and isn't too old."""
    return unseal(settings().secret, request.cookies.get(cookie_name(FLOW_COOKIE), ""), Started)


async def check_answer(
    request: Request, provider: LoginProvider, started: Started | None
) -> Started:
    """What was begun, once the provider's answer is known to belong to it.

    Raises:
        LoginRefused: it doesn't, whoever asked for a link has logged out, or the log-in was canceled.
    """
    begun = answered(request, provider, started)
    if begun.user_id is not None and await session_user(request) != begun.user_id:
        raise LoginRefused("expired")
    return begun


def answered(request: Request, provider: LoginProvider, started: StartedT | None) -> StartedT:
    """What was begun in this browser, if this is the provider's answer to it.

    Raises:
        LoginRefused: it isn't, or the provider was told no.
    """
    sent = request.query_params
    is_ours = started is not None and started.provider == provider.name
    if started is None or not is_ours or not same(sent.get("state", ""), started.state):
        raise LoginRefused("expired")
    if "error" in sent:
        raise LoginRefused("canceled" if sent["error"] == "access_denied" else "failed")
    # RFC 9207: a provider that says who it is must be the one that was asked
    if sent.get("iss", provider.issuer) != provider.issuer:
        raise LoginRefused("failed")
    return started


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in constant time."""
    return secrets.compare_digest(one.encode(), other.encode())


def identity_out(identity: OauthIdentity) -> IdentityOut:
    """A linked log-in with what people call its provider, which the settings may no longer have."""
    known = settings().login_providers.get(identity.provider)
    label = known.label if known else LABELS.get(identity.provider, identity.provider)
    return IdentityOut(
        id=identity.id,
        provider=identity.provider,
        label=label,
        email=identity.email,
        created_at=identity.created_at,
        last_used_at=identity.last_used_at,
    )
