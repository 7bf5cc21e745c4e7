"""HTTP routes of closing an account, and of its data as a file."""

import asyncio

from fastapi import APIRouter, Request, Response

from convite.core.budgets import spend
from convite.core.idempotency import KeyedRoute
from convite.core.request import Read, Write, take_cookies
from convite.doors.accounts.actions import close_account
from convite.doors.accounts.queries import stored_rows
from convite.doors.accounts.rules import zipped
from convite.doors.profiles.queries import own_files
from convite.events.files.policy import bytes_of
from convite.people.identity.policy import Account, OwnAccount, revoke_at_once

router = APIRouter(prefix="/api", tags=["Accounts"], route_class=KeyedRoute)

HEADERS = {
    "content-disposition": 'attachment; filename="convite-account.zip"',
    "cache-control": "no-store",
}


@router.get("/me/export", response_class=Response)
async def export_account(request: Request, own: OwnAccount, tx: Read) -> Response:
    """All that is stored about the caller's account: a ZIP with JSON files and their pictures."""
    await spend(request, "export", str(own.user.id))
    rows = await stored_rows(tx, own.token)
    pictures = {
        f"{file.id}.webp": await bytes_of(file) for file in await own_files(tx, own.user.id)
    }
    kept = {name: content for name, content in pictures.items() if content is not None}
    content = await asyncio.to_thread(zipped, rows, kept)
    return Response(content, headers=HEADERS, media_type="application/zip")


@router.delete("/me", status_code=204)
async def close_own_account(request: Request, answer: Response, own: OwnAccount, tx: Write) -> None:
    """Closes the caller's account for good: name, addresses, profile and pictures are removed."""
    revoke_at_once(request, await close_account(tx, own.token, own.user))
    take_cookies(answer)


@router.delete("/users/{user_id}", status_code=204)
async def delete_user(request: Request, account: Account, tx: Write) -> None:
    """Closes an account for good: the caller's own, or any for an admin."""
    revoke_at_once(request, await close_account(tx, account.token, account.user))
