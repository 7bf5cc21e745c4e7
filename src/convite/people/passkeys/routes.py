"""HTTP routes of passkeys."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from convite.core.budgets import address_of, spend
from convite.core.language import accepted_locale
from convite.core.request import Public, Read, Write, database_of
from convite.people.identity.policy import OwnAccount, RecentAccount, answer_tokens, device_of
from convite.people.identity.schemas import Tokens
from convite.people.passkeys import actions
from convite.people.passkeys.queries import passkeys_of
from convite.people.passkeys.rules import default_name
from convite.people.passkeys.schemas import (
    PasskeyLogin,
    PasskeyNew,
    PasskeyOptions,
    PasskeyOut,
    PasskeysOut,
    PasskeyUpdate,
)

router = APIRouter(prefix="/api", tags=["Accounts"])


@router.post("/auth/passkeys/options", dependencies=[Public])
async def login_options(request: Request) -> PasskeyOptions:
    """What the browser asks an authenticator for to log in; works for five minutes, once."""
    await spend(request, "passkey")
    async with database_of(request).tx() as tx:
        return PasskeyOptions(options=await actions.ask_to_log_in(tx))


@router.post("/auth/passkeys/login", dependencies=[Public])
async def log_in(request: Request, answer: Response, body: PasskeyLogin) -> Tokens:
    """Logs in with a passkey, by the credential that the browser was given."""
    await spend(request, "login")
    database = database_of(request)
    async with database.tx() as tx:
        taken = await actions.take_challenge(tx, "passkey_login", body.credential)
    async with database.tx() as tx:
        opened = await actions.log_in(
            tx,
            taken=taken,
            credential=body.credential,
            device=device_of(request),
            ip=address_of(request),
        )
    # the end of a copied passkey is committed before this raises
    return answer_tokens(answer, actions.check_not_copied(opened))


@router.get("/me/passkeys")
async def my_passkeys(own: OwnAccount, tx: Read) -> PasskeysOut:
    """The passkeys that open the caller's account, the oldest first."""
    found = await passkeys_of(tx, own.user.id)
    return PasskeysOut(items=[PasskeyOut.model_validate(one) for one in found])


@router.post("/me/passkeys/options")
async def new_passkey_options(request: Request, own: RecentAccount, tx: Write) -> PasskeyOptions:
    """What the browser asks an authenticator for to make a passkey; works for five minutes, once.

    Needs a log-in of the last 15 minutes.
    """
    await spend(request, "passkey", str(own.user.id))
    return PasskeyOptions(options=await actions.ask_to_add(tx, own.user))


@router.post("/me/passkeys")
async def add_passkey(
    request: Request, body: PasskeyNew, own: RecentAccount, tx: Write
) -> PasskeyOut:
    """Adds a passkey, by the credential that the browser was given; the account is told by mail.

    Needs a log-in of the last 15 minutes.
    """
    async with database_of(request).tx() as first:  # used up even if the rest is refused
        taken = await actions.take_challenge(first, "passkey_new", body.credential)
    passkey = await actions.add(
        tx,
        own.token,
        own.user,
        taken=taken,
        name=body.name or default_name(device_of(request), accepted_locale(request.headers.raw)),
        credential=body.credential,
    )
    return PasskeyOut.model_validate(passkey)


@router.patch("/me/passkeys/{passkey_id}")
async def rename_passkey(
    passkey_id: UUID, body: PasskeyUpdate, own: OwnAccount, tx: Write
) -> PasskeyOut:
    """Gives a passkey another name."""
    passkey = await actions.rename(tx, own.token, own.user, passkey_id, body.sent())
    return PasskeyOut.model_validate(passkey)


@router.delete("/me/passkeys/{passkey_id}", status_code=204)
async def remove_passkey(passkey_id: UUID, own: RecentAccount, tx: Write) -> None:
    """Removes a passkey, unless it is the only way to log in; the account is told by mail.

    Needs a log-in of the last 15 minutes.
    """
    await actions.remove(tx, own.token, own.user, passkey_id)
