"""HTTP routes of proofs, and the page that a mailed link opens."""

from fastapi import APIRouter, Request, Response
from starlette.responses import HTMLResponse

from convite.core.budgets import spend
from convite.core.pages import PAGE_HEADERS, render
from convite.core.request import Public, Write, database_of, page_language
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
    return page(request, "asked")


@router.post("/verify/{token}", dependencies=[Public], include_in_schema=False)
async def confirm(request: Request, token: str) -> Response:
    """Proves the address, and says so."""
    try:
        user = await proven(request, token)
    except ProofInvalid:
        return page(request, "invalid", status=401)
    return page(request, "proven", email=user.email or "")


def page(request: Request, state: str, *, email: str = "", status: int = 200) -> Response:
    """Renders the page; its form posts to the same address."""
    text = render("verify.html", page_language(request), state=state, email=email)
    return HTMLResponse(text, status, headers=PAGE_HEADERS)
