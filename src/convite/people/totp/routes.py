"""HTTP routes of authenticator apps, and the second step of a log-in."""

from fastapi import APIRouter, Request, Response

from convite.core.budgets import address_of, spend
from convite.core.request import Public, Read, Write, database_of
from convite.people.identity.policy import (
    OwnAccount,
    RecentAccount,
    answer_tokens,
    device_of,
    pending_of,
)
from convite.people.identity.schemas import Tokens
from convite.people.totp import actions
from convite.people.totp.queries import app_of
from convite.people.totp.schemas import RecoveryCodes, SecondFactor, TotpCode, TotpOut, TotpSetup

router = APIRouter(prefix="/api", tags=["Accounts"])


@router.post("/auth/second-factor", dependencies=[Public])
async def second_factor(request: Request, answer: Response, body: SecondFactor) -> Tokens:
    """The second step of a log-in: a code of the app, or a recovery code.

    The token is that of the first step's answer, which is 401 `second-factor`. It works for five minutes,
    once, five tries long.
    """
    await spend(request, "login")
    pending = pending_of(body.token)
    await spend(request, "second-factor", str(pending.user_id))
    database = database_of(request)
    async with database.tx() as tx:
        user = await actions.try_second_factor(
            tx, pending, code=body.code, recovery_code=body.recovery_code
        )
    # the try is committed before this raises
    async with database.tx() as tx:
        opened = await actions.log_in(
            tx, pending, user, device=device_of(request), ip=address_of(request)
        )
    return answer_tokens(answer, opened)


@router.get("/me/totp")
async def my_app(own: OwnAccount, tx: Read) -> TotpOut:
    """Whether log-ins to the caller's account ask for codes of an authenticator app."""
    app = await app_of(tx, own.user.id)
    return TotpOut(
        is_on=app is not None and app.confirmed_at is not None,
        confirmed_at=app.confirmed_at if app else None,
        recovery_codes_left=len(app.recovery_hashes) if app else 0,
    )


@router.post("/me/totp")
async def set_up_app(own: RecentAccount, tx: Write) -> TotpSetup:
    """A new secret for an authenticator app. Needs a log-in of the last 15 minutes."""
    setup = await actions.set_up(tx, own.user)
    return TotpSetup(secret=setup.secret, uri=setup.uri, qr=setup.qr)


@router.post("/me/totp/confirm")
async def turn_on(
    request: Request, answer: Response, body: TotpCode, own: RecentAccount, tx: Write
) -> RecoveryCodes:
    """Has log-ins ask for codes from now on, by the first of them; answers the recovery codes.

    Needs a log-in of the last 15 minutes. The account is told by mail.
    """
    await spend(request, "second-factor", str(own.user.id))
    answer.headers["cache-control"] = "no-store"
    codes = await actions.turn_on(tx, own.token, own.user, body.code)
    return RecoveryCodes(recovery_codes=codes)


@router.post("/me/totp/recovery-codes")
async def renew_recovery_codes(
    request: Request, answer: Response, body: TotpCode, own: RecentAccount, tx: Write
) -> RecoveryCodes:
    """New recovery codes, by a code of the app; earlier ones no longer work.

    Needs a log-in of the last 15 minutes.
    """
    await spend(request, "second-factor", str(own.user.id))
    answer.headers["cache-control"] = "no-store"
    codes = await actions.renew_recovery_codes(tx, own.token, own.user, body.code)
    return RecoveryCodes(recovery_codes=codes)


@router.post("/me/totp/turn-off", status_code=204)
async def turn_off(request: Request, body: TotpCode, own: RecentAccount, tx: Write) -> None:
    """Has log-ins no longer ask for codes, by one of them. The account is told by mail.

    Needs a log-in of the last 15 minutes.
    """
    await spend(request, "second-factor", str(own.user.id))
    await actions.turn_off(tx, own.token, own.user, body.code)
