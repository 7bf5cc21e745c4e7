"""Calls to PayPal's API, with the access token of an account."""

import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import httpx2

from convite.core.config import settings
from convite.gateways.calls import asked, client, fault_by_code, said
from convite.gateways.channels import Delayed, Fault, Stopped
from convite.gateways.payment_calls import content_of, mapping, secret
from convite.gateways.payments import Mode, PaymentKeys

HOSTS: dict[Mode, str] = {
    "test": "https://api-m.sandbox.paypal.com",
    "live": "https://api-m.paypal.com",
}
#: A token is replaced so many seconds before it ends.
EARLY = 60
#: Accounts whose tokens are kept.
KEPT = 500
#: Codes after which a later try can succeed.
SLOW = {"PREVIOUS_REQUEST_IN_PROGRESS", "RATE_LIMIT_REACHED", "INTERNAL_SERVICE_ERROR"}
#: Codes after which nothing works until somebody acts.
STOPPING = {
    "NOT_AUTHORIZED",
    "PERMISSION_DENIED",
    "PAYEE_ACCOUNT_INVALID",
    "PAYEE_ACCOUNT_LOCKED_OR_CLOSED",
    "PAYEE_ACCOUNT_NOT_VERIFIED",
    "PAYEE_ACCOUNT_RESTRICTED",
    "invalid_client",
    "unauthorized_client",
}


@dataclass(frozen=True)
class Token:
    """An access token, and until when it is used, in seconds of this machine's running time."""

    text: str
    until: float


#: Tokens by host, client and a digest of its secret; one for all calls of this process.
TOKENS: dict[tuple[str, str, bytes], Token] = {}


def base_url(mode: Mode) -> str:
    """Where PayPal is called."""
    return settings().paypal_base_url or HOSTS[mode]


class Api:
    """PayPal's API with an account's keys."""

    def __init__(self, http: httpx2.AsyncClient, keys: PaymentKeys) -> None:
        self.http = http
        self.pair = secret(keys, "client_id"), secret(keys, "client_secret")
        digest = sha256(self.pair[1].encode()).digest()
        self.place = (base_url(keys.mode), self.pair[0], digest)

    async def token(self) -> str:
        """The access token, kept until it ends.

        Raises:
            Stopped: PayPal doesn't know the keys.
        """
        known = TOKENS.get(self.place)
        if known is not None and known.until > time.monotonic():
            return known.text
        answer = await asked(
            self.http,
            "POST",
            "/v1/oauth2/token",
            data={"grant_type": "client_credentials"},
            auth=self.pair,
            reported=None,
        )
        if answer.status_code != 200:
            raise fault_of(answer)
        content = content_of(answer)
        if len(TOKENS) >= KEPT:
            TOKENS.clear()
        until = time.monotonic() + int(content.get("expires_in") or 0) - EARLY
        TOKENS[self.place] = Token(content["access_token"], until)
        return str(content["access_token"])

    async def call(self, method: str, path: str, **content: Any) -> httpx2.Response:
        """A call that went well; a token that was revoked is replaced once.

        Raises:
            Fault: what the answer means.
        """
        headers = content.pop("headers", {})
        for is_last in (False, True):
            bearer = {"authorization": f"Bearer {await self.token()}"}
            answer = await asked(
                self.http, method, path, headers={**headers, **bearer}, reported=None, **content
            )
            if answer.status_code != 401 or is_last:
                break
            TOKENS.pop(self.place, None)
        if answer.status_code >= 300:
            raise fault_of(answer)
        return answer

    async def read(self, path: str, query: Mapping[str, str] | None = None) -> dict[str, Any]:
        """What is at a path."""
        return content_of(await self.call("GET", path, params=dict(query or {})))

    async def send(self, path: str, content: Mapping[str, Any], key: str = "") -> dict[str, Any]:
        """Writes, with a key that makes it the same thing when it is sent again."""
        headers = {"prefer": "return=representation"}
        if key:
            headers["paypal-request-id"] = key
        return content_of(await self.call("POST", path, json=dict(content), headers=headers))


@asynccontextmanager
async def api(keys: PaymentKeys) -> AsyncIterator[Api]:
    """The API with an account's keys.

    Raises:
        Stopped: a key is missing.
    """
    async with client(base_url(keys.mode)) as http:
        yield Api(http, keys)


def fault_of(answer: httpx2.Response) -> Fault:
    """What an error answer means."""
    content = said(answer)
    detail = mapping(next(iter(content.get("details") or ()), None))
    code = str(detail.get("issue") or content.get("name") or content.get("error") or "")
    text = (
        detail.get("description")
        or content.get("message")
        or content.get("error_description")
        or ""
    )
    text = str(text or f"HTTP {answer.status_code}")[:500]
    if answer.status_code == 409:
        return Delayed(text, code=code)
    if answer.status_code == 403:
        return Stopped(text, code=code)
    return fault_by_code(answer, code, text, slow=SLOW, stopping=STOPPING)
