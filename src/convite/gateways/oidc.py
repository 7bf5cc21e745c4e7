"""Asks a provider of log-ins who somebody is: OpenID Connect's code flow, and GitHub's OAuth.

State belongs to the caller. Here PKCE, nonce, signature, issuer, audience and expiry are checked. Requests
follow no redirects, and have one time limit and one size limit.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus

import httpx2
import msgspec
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from convite.core.login_providers import PRESETS, LoginProvider, is_safe
from convite.gateways.certificates import trusted

#: How long a provider may take for everything that one log-in asks of it.
SECONDS = 10.0
MAX_ANSWER = 256 << 10
#: How long its addresses and keys are kept.
KEPT_SECONDS = 3600.0
#: Signatures by a key of the provider's. `none` and shared secrets aren't among them.
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
#: How far its clock may be off, in seconds.
LEEWAY = 60
GITHUB_API = "https://api.github.com"


#: What people agree to when they log in.
IDENTITY = "openid email profile"


class ProviderFault(Exception):
    """The provider can't be reached, refuses, or says something that doesn't hold.

    `http_status` is that of an answer, if there was one.
    """

    def __init__(self, sentence: str, *, http_status: int | None = None) -> None:
        super().__init__(sentence)
        self.http_status = http_status


class TooLong(ProviderFault):
    """It says more than is read."""


@dataclass(frozen=True, kw_only=True)
class Flow:
    """What one log-in sends to the provider, and must find again in its answer."""

    redirect_uri: str
    state: str
    nonce: str
    #: PKCE's secret: only who began the log-in can use its code.
    verifier: str


@dataclass(frozen=True, kw_only=True)
class ProvenPerson:
    """Whom the provider says somebody is. `issuer` and `subject` together are the key."""

    issuer: str
    subject: str
    email: str | None
    is_email_verified: bool
    name: str


@dataclass
class Known:
    """What is kept of a provider."""

    metadata: dict[str, Any]
    keys: KeySet | None = None
    at: float = field(default_factory=time.monotonic)


KNOWN: dict[str, Known] = {}


async def authorization_url(provider: LoginProvider, flow: Flow, *, scope: str = IDENTITY) -> str:
    """The provider's page that asks somebody to log in, or to let us read what the scope names.

    Raises:
        ProviderFault: its addresses can't be read.
    """
    challenge: dict[str, str] = {
        "code_challenge": create_s256_code_challenge(flow.verifier),
        "code_challenge_method": "S256",
    }
    if provider.is_github:
        page = f"{provider.issuer}/login/oauth/authorize"
        scope = "read:user user:email" if scope == IDENTITY else scope
    else:
        async with client() as http:
            page = endpoint(await metadata_of(http, provider), "authorization_endpoint")
        if scope == IDENTITY:
            challenge["nonce"] = flow.nonce
        else:  # whose contacts are read is chosen, even by those who are logged in once
            challenge["prompt"] = "select_account"
    return str(
        prepare_grant_uri(
            page,
            client_id=provider.client_id,
            response_type="code",
            redirect_uri=flow.redirect_uri,
            scope=scope,
            state=flow.state,
            **challenge,
        )
    )


async def person_by_code(provider: LoginProvider, flow: Flow, code: str) -> ProvenPerson:
    """Who logged in at the provider, by the code that it sent them back with.

    Raises:
        ProviderFault: see its sentence, which is for the log of the server.
    """
    async with client() as http:
        if provider.is_github:
            return await github_person(http, provider, flow, code)
        metadata = await metadata_of(http, provider)
        tokens = await exchange(http, provider, flow, code, metadata)
        claims = await claims_of(http, provider, flow, tokens, metadata)
        if "email" not in claims and "userinfo_endpoint" in metadata:
            told = await ask(
                http, "GET", endpoint(metadata, "userinfo_endpoint"), auth=tokens["access_token"]
            )
            if told.get("sub") != claims["sub"]:
                raise ProviderFault("the user info is somebody else's")
            claims = {**told, **claims}
    email = claims.get("email")
    return ProvenPerson(
        issuer=provider.issuer,
        subject=str(claims["sub"]),
        email=email if isinstance(email, str) else None,
        is_email_verified=claims.get("email_verified") in (True, "true"),
        name=str(claims.get("name") or ""),
    )


@asynccontextmanager
async def client(seconds: float | None = None) -> AsyncIterator[httpx2.AsyncClient]:
    """One log-in's connections, with a time limit for all of it together."""
    most = SECONDS if seconds is None else seconds
    try:
        async with (
            asyncio.timeout(most),
            httpx2.AsyncClient(verify=trusted(), timeout=SECONDS, trust_env=False) as http,
        ):
            yield http
    except TimeoutError as late:
        raise ProviderFault(f"no answer within {most} s") from late


async def ask(
    http: httpx2.AsyncClient,
    method: str,
    url: str,
    *,
    body: str | None = None,
    auth: tuple[str, str] | str | None = None,
    shape: Any = dict | list,
    most: int = MAX_ANSWER,
) -> Any:
    """The provider's answer, JSON of this shape and of at most so many bytes.

    `auth` is a client's id and secret, or somebody's token.

    Raises:
        ProviderFault: it can't be reached, refuses, or answers something else.
    """
    headers = {"accept": "application/json"}
    if body is not None:
        headers["content-type"] = "application/x-www-form-urlencoded"
    if isinstance(auth, str):
        headers["authorization"] = f"Bearer {auth}"
    basic = httpx2.BasicAuth(*map(quote_plus, auth)) if isinstance(auth, tuple) else None
    try:
        async with http.stream(method, url, content=body, headers=headers, auth=basic) as answer:
            read = bytearray()
            async for piece in answer.aiter_bytes():
                read += piece
                if len(read) > most:
                    raise TooLong(f"{url} answers too much")
    except httpx2.HTTPError as error:
        raise ProviderFault(f"{url} can't be reached: {error!r}") from error
    status = answer.status_code
    try:
        told = msgspec.json.decode(bytes(read), type=shape if status == 200 else Any)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        told = None
    if status != 200 or told is None:
        reason = told.get("error") if isinstance(told, dict) else None
        raise ProviderFault(f"{url} answers {status} {reason or ''}", http_status=status)
    return told


async def metadata_of(http: httpx2.AsyncClient, provider: LoginProvider) -> dict[str, Any]:
    """The provider's addresses, kept for an hour.

    Raises:
        ProviderFault: they can't be read, or are those of another issuer.
    """
    known = KNOWN.get(provider.issuer)
    if known is None or time.monotonic() - known.at > KEPT_SECONDS:
        url = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
        metadata = await ask(http, "GET", url)
        if not isinstance(metadata, dict) or metadata.get("issuer") != provider.issuer:
            raise ProviderFault(f"{url} is of another issuer than {provider.issuer}")
        known = KNOWN[provider.issuer] = Known(metadata)
    return known.metadata


def endpoint(metadata: dict[str, Any], name: str) -> str:
    """One of the provider's addresses.

    Raises:
        ProviderFault: it has none, or one that others could listen to.
    """
    url = metadata.get(name)
    if not isinstance(url, str) or not is_safe(url):
        raise ProviderFault(f"no safe {name}")
    return url


async def keys_of(
    http: httpx2.AsyncClient, provider: LoginProvider, metadata: dict[str, Any], *, fresh: bool
) -> KeySet:
    """The keys that the provider signs with; read again if a token names one that isn't known."""
    known = KNOWN[provider.issuer]
    if known.keys is None or fresh:
        told = await ask(http, "GET", endpoint(metadata, "jwks_uri"))
        try:
            known.keys = KeySet.import_key_set(told)
        except (JoseError, KeyError, TypeError, ValueError) as error:
            raise ProviderFault("the keys can't be read") from error
    return known.keys


async def exchange(
    http: httpx2.AsyncClient,
    provider: LoginProvider,
    flow: Flow,
    code: str,
    metadata: dict[str, Any],
) -> dict[str, Any]:
    """The tokens for a code."""
    known = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    is_basic = bool(provider.client_secret) and "client_secret_basic" in known
    named = {} if is_basic else {"client_id": provider.client_id}
    if provider.client_secret and not is_basic:
        named["client_secret"] = provider.client_secret
    body = prepare_token_request(
        "authorization_code",
        redirect_uri=flow.redirect_uri,
        code=code,
        code_verifier=flow.verifier,
        **named,
    )
    basic = (provider.client_id, provider.client_secret) if is_basic else None
    tokens = await ask(http, "POST", endpoint(metadata, "token_endpoint"), body=body, auth=basic)
    if not isinstance(tokens, dict) or not isinstance(tokens.get("access_token"), str):
        # GitHub says what is wrong with a code in an answer of 200
        reason = tokens.get("error") if isinstance(tokens, dict) else None
        raise ProviderFault(f"no token for the code: {reason}")
    return tokens


async def claims_of(
    http: httpx2.AsyncClient,
    provider: LoginProvider,
    flow: Flow,
    tokens: dict[str, Any],
    metadata: dict[str, Any],
) -> dict[str, Any]:
    """What the ID token says, once all about it has been checked."""
    text = tokens.get("id_token")
    if not isinstance(text, str):
        raise ProviderFault("no ID token")
    try:
        token = None
        for fresh in (False, True):
            keys = await keys_of(http, provider, metadata, fresh=fresh)
            try:
                token = jwt.decode(text, keys, algorithms=ALGORITHMS)
                break
            except (JoseError, ValueError):
                if fresh:  # otherwise its key may be newer than those that are kept
                    raise
        assert token is not None
        claims = CodeIDToken(
            token.claims,
            token.header,
            options={
                "iss": {"essential": True, "value": provider.issuer},
                "aud": {"essential": True, "value": provider.client_id},
                "sub": {"essential": True},
            },
            params={
                "nonce": flow.nonce,
                "client_id": provider.client_id,
                "access_token": tokens["access_token"],
            },
        )
        claims.validate(leeway=LEEWAY)
    except (JoseError, ValueError, TypeError) as error:
        raise ProviderFault(f"the ID token doesn't hold: {error}") from error
    return dict(claims)


async def github_person(
    http: httpx2.AsyncClient, provider: LoginProvider, flow: Flow, code: str
) -> ProvenPerson:
    """Who logged in at GitHub: its user, and the primary address if it is verified there."""
    addresses = {
        "token_endpoint": f"{provider.issuer}/login/oauth/access_token",
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
    }
    tokens = await exchange(http, provider, flow, code, addresses)
    is_public = provider.issuer == PRESETS["github"]
    api = GITHUB_API if is_public else f"{provider.issuer}/api/v3"
    user = await ask(http, "GET", f"{api}/user", auth=tokens["access_token"])
    emails = await ask(http, "GET", f"{api}/user/emails", auth=tokens["access_token"])
    if not isinstance(user, dict) or not isinstance(user.get("id"), int):
        raise ProviderFault("no user")
    listed = emails if isinstance(emails, list) else []
    primary: dict[str, Any] = next((one for one in listed if one.get("primary")), {})
    return ProvenPerson(
        issuer=provider.issuer,
        subject=str(user["id"]),
        email=primary.get("email"),
        is_email_verified=primary.get("verified") is True,
        name=str(user.get("name") or user.get("login") or ""),
    )
