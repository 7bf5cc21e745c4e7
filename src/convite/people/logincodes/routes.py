"""HTTP routes of codes that log in."""

import logging

from fastapi import APIRouter, Request, Response

from convite.core.budgets import address_of, spend
from convite.core.db import Tx
from convite.core.language import accepted_locale
from convite.core.problems import TooMany
from convite.core.request import Public, database_of
from convite.people.identity.policy import answer_tokens, device_of, revoke_at_once
from convite.people.logincodes import actions
from convite.people.logincodes.policy import address_in
from convite.people.logincodes.queries import used_share
from convite.people.logincodes.rules import LASTS, Address, is_suspicious, prefix_of
from convite.people.logincodes.schemas import CodeAddress, CodeAsked, CodeTokens, CodeTyped

router = APIRouter(prefix="/api/auth/otp", tags=["Accounts"])
log = logging.getLogger("convite")
#: Seconds before somebody asks again whose prefix has been paused.
PAUSED_SECONDS = 3600


@router.post("/request", status_code=202, dependencies=[Public])
async def request_code(request: Request, body: CodeAddress) -> CodeAsked:
    """Sends a code of six digits, which works for five minutes, once; the same answer for everyone.

    During the cool-down after an earlier code (30, 60, then 300 seconds) nothing is sent.
    """
    await spend(request, "code-request")
    address = address_in(body)

    async def spend_all(tx: Tx) -> None:
        await spend_code(request, tx, address)

    spoken = accepted_locale(request.headers.raw)
    async with database_of(request).tx() as tx:
        wait = await actions.request_code(tx, address, spoken, spend=spend_all)
    return CodeAsked(again_in=max(1, round(wait)), expires_in=round(LASTS.total_seconds()))


async def spend_code(request: Request, tx: Tx, address: Address) -> None:
    """Counts a code that is about to be sent; by SMS, what one may cost is limited in several ways.

    Raises:
        TooMany: to the address, its range of numbers, or in all.
    """
    await spend(request, "code-address", address.key)
    if address.kind == "email_otp":
        return
    prefix = prefix_of(address.key)
    sent, used = await used_share(tx, prefix)
    if is_suspicious(sent, used):
        log.error("codes to %s… are paused: of %d sent, %d were typed in", prefix, sent, used)
        raise TooMany(PAUSED_SECONDS)
    await spend(request, "code-prefix", prefix)
    await spend(request, "code-day", "all")


@router.post("/verify", dependencies=[Public])
async def log_in_by_code(request: Request, answer: Response, body: CodeTyped) -> CodeTokens:
    """Logs in with the code; the first use of an address creates its account."""
    await spend(request, "login")
    address = address_in(body)
    await spend(request, "code-tries", address.key)
    async with database_of(request).tx() as tx:
        worked = await actions.take_code(tx, address, body.code)
    actions.check_worked(worked)  # the try is committed before this raises
    async with database_of(request).tx() as tx:
        result = await actions.log_in(
            tx,
            address,
            locale=accepted_locale(request.headers.raw),
            device=device_of(request),
            ip=address_of(request),
        )
    revoke_at_once(request, result.ended)
    tokens = answer_tokens(answer, result.opened)
    return CodeTokens(**dict(tokens), is_new=result.is_new)
