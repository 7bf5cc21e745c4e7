"""HTTP routes of proofs, and the page that a mailed link opens."""

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import HTMLResponse

from convite.core.bodies import check_charset
from convite.core.budgets import spend
from convite.core.pages import PAGE_HEADERS, render
from convite.core.request import Public, Write, database_of, page_language, session_user
from convite.people.identity.actions import check_password
from convite.people.identity.models import User
from convite.people.identity.policy import OwnAccount
from convite.people.proofs import actions
from convite.people.proofs.actions import ProofInvalid
from convite.people.proofs.schemas import EmailProof, EmailProved

router = APIRouter(tags=["Accounts"])


@router.post("/api/auth/email/request", status_code=202)
async def request_email_proof(own: OwnAccount, tx: Write) -> None:
    """Mails a link that proves the caller's address, unless it is proven or one was just mailed."""
    await actions.request_email_proof(tx, own.token.actor, own.user)


@router.post("/api/auth/email/verify", dependencies=[Public])
async def verify_email(request: Request, body: EmailProof) -> EmailProved:
    """Proves an address by the token of the link that was mailed there."""
    return EmailProved.model_validate(await proven(request, body.token))


async def proven(request: Request, token: str) -> User:
    """The account whose address a token proves; guesses are limited by network address."""
    try:
        async with database_of(request).tx() as tx:
            return await actions.prove_email(tx, token)
    except ProofInvalid:
        await spend(request, "code")
        raise


@router.get("/verify/{token}", dependencies=[Public], include_in_schema=False)
async def ask(request: Request, token: str) -> Response:
    """Asks to confirm. Looks nothing up: mail programs open links by themselves."""
    return asked_page(request, asks_password=await session_user(request) is None)


@router.post("/verify/{token}", dependencies=[Public], include_in_schema=False)
async def confirm(request: Request, token: str) -> Response:
    """Proves the address, and says so, for whoever is logged in to the account or knows its password.

    The link alone isn't enough here: somebody may have registered with an address that isn't theirs, and
    would own its tickets as soon as its reader, puzzled, presses the button.
    """
    check_charset(request)
    password = (await request.form(max_files=0, max_fields=10)).get("password")
    try:
        async with database_of(request).tx() as tx:
            _, user = await actions.asking_account(tx, token)
            owner, password_hash = user.id, user.password_hash
    except ProofInvalid:
        await spend(request, "code")
        return page(request, "invalid", status=401)
    if await session_user(request) != owner:
        if not isinstance(password, str) or not password:
            return asked_page(request, asks_password=True, is_foreign=True, status=401)
        await spend(request, "login-account", f"proof {owner}")
        if not await check_password(password[:200], password_hash):
            return asked_page(request, asks_password=True, is_wrong=True, status=401)
    try:
        return page(request, "proven", email=(await proven(request, token)).email or "")
    except ProofInvalid:
        return page(request, "invalid", status=401)


def asked_page(
    request: Request,
    *,
    asks_password: bool,
    is_foreign: bool = False,
    is_wrong: bool = False,
    status: int = 200,
) -> Response:
    """The page that asks to confirm, and why the last try wasn't enough."""
    return page(
        request,
        "asked",
        status=status,
        asks_password=asks_password,
        is_foreign=is_foreign,
        is_wrong=is_wrong,
    )


def page(request: Request, state: str, *, status: int = 200, **values: Any) -> Response:
    """Renders the page; its form posts to the same address."""
    text = render("verify.html", page_language(request), state=state, **values)
    return HTMLResponse(text, status, headers=PAGE_HEADERS)
