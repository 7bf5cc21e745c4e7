"""HTTP routes of codes that log in."""

from fastapi import APIRouter, Request, Response

from convite.core.budgets import address_of, spend
from convite.core.db import Tx
from convite.core.language import accepted_locale
from convite.core.request import Public, database_of
from convite.people.identity.policy import OwnAccount, answer_tokens, device_of, revoke_at_once
from convite.people.identity.schemas import UserOut
from convite.people.logincodes import actions
from convite.people.logincodes.policy import address_in, spend_code
from convite.people.logincodes.rules import LASTS
from convite.people.logincodes.schemas import (
    CodeAddress,
    CodeAsked,
    CodeTokens,
    CodeTyped,
    PhoneTyped,
)

router = APIRouter(prefix="/api", tags=["Accounts"])


@router.post("/auth/otp/request", status_code=202, dependencies=[Public])
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


@router.post("/auth/otp/verify", dependencies=[Public])
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


@router.put("/me/phone")
async def change_phone(request: Request, body: PhoneTyped, own: OwnAccount) -> UserOut:
    """Gives the caller's account a phone, by the code that was sent there (`POST /auth/otp/request`)."""
    await spend(request, "login")
    address = address_in(CodeAddress(phone=body.phone))
    await spend(request, "code-tries", address.key)
    async with database_of(request).tx() as tx:
        worked = await actions.take_code(tx, address, body.code, by=own.user.id)
    actions.check_worked(worked)  # the try is committed before this raises
    async with database_of(request).tx() as tx:
        user = await actions.change_phone(tx, own.token, own.user, address)
    return UserOut.model_validate(user)
