"""HTTP routes of wallets: a ticket put into one, and the web service that Apple's asks about passes.

The five routes of that service have Apple's paths and names. Phones prove that they have a pass by its
token; the list of changes asks for nothing but the phone's random name, as Apple has it.
"""

import logging
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.responses import RedirectResponse

from convite.core.budgets import spend
from convite.core.config import settings
from convite.core.log import Actor
from convite.core.pages import PAGE_HEADERS
from convite.core.problems import NotFound
from convite.core.request import Public, Read, Write
from convite.doors.heldtickets.policy import HeldAccess, LinkedAccess, language_of
from convite.doors.wallets import actions
from convite.doors.wallets.policy import (
    SERVICE,
    Held,
    google_address,
    own_pass,
    pass_answer,
)
from convite.doors.wallets.queries import changed_passes
from convite.doors.wallets.schemas import ChangedPasses, PhoneLog, PushToken
from convite.gateways.passes import CONTENT_TYPE

log = logging.getLogger("convite.wallets")
router = APIRouter()

Device = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,100}$")]
#: A phone that speaks for itself.
PHONE = Actor(kind="guest", via="wallet")


@router.get("/api/tickets/{ticket_id}.pkpass", response_class=Response, tags=["Tickets"])
async def ticket_pass(access: HeldAccess, tx: Read) -> Response:
    """A ticket for Apple's wallet; 409 where that isn't set up."""
    return pass_file(await own_pass(tx, access.event, access.found))


@router.get("/t/{serial}/ticket.pkpass", include_in_schema=False)
async def linked_pass(access: LinkedAccess, tx: Read) -> Response:
    """The same for whoever has the link of the ticket's page."""
    return pass_file(await own_pass(tx, access.event, access.found))


@router.get("/t/{serial}/google", include_in_schema=False)
async def google(request: Request, access: LinkedAccess, tx: Read) -> Response:
    """Leads to Google's wallet with the ticket."""
    locale = language_of(request, access)
    url = await google_address(tx, access.event, access.found, locale)
    return RedirectResponse(url, 303, headers=PAGE_HEADERS)


def pass_file(content: bytes, changed_at: datetime | None = None) -> Response:
    """A pass, as phones take it."""
    headers = {"cache-control": "no-store"}
    if changed_at is not None:
        headers["last-modified"] = format_datetime(changed_at.astimezone(UTC), usegmt=True)
    return Response(content, media_type=CONTENT_TYPE, headers=headers)


REGISTRATION = SERVICE + "/v1/devices/{device}/registrations/{type_id}/{pass_serial}"


@router.post(REGISTRATION, dependencies=[Public], tags=["Wallets"], status_code=201)
async def register(
    device: Device, held: Held, body: PushToken, tx: Write, answer: Response
) -> None:
    """A phone has the pass and wants to be told of changes: 201, or 200 if that was known."""
    if not await actions.register(tx, PHONE, held, device, body.pushToken):
        answer.status_code = 200


@router.delete(REGISTRATION, dependencies=[Public], tags=["Wallets"])
async def unregister(device: Device, held: Held, tx: Write) -> None:
    """A phone no longer has the pass."""
    await actions.unregister(tx, PHONE, held, device)


@router.get(
    SERVICE + "/v1/devices/{device}/registrations/{type_id}",
    dependencies=[Public],
    tags=["Wallets"],
    response_model=ChangedPasses,
    responses={204: {"description": "Nothing changed."}},
)
async def changed(
    device: Device,
    type_id: str,
    tx: Read,
    since: Annotated[float | None, Query(alias="passesUpdatedSince", ge=0, le=1e11)] = None,
) -> ChangedPasses | Response:
    """Which of a phone's passes changed since it last asked; 204 if none did."""
    if not settings().has_apple_wallet or type_id != settings().apple_pass_type_id:
        raise NotFound
    after = datetime.fromtimestamp(since, UTC) if since else None
    names, last = await changed_passes(tx, device, after)
    if last is None:
        return Response(status_code=204)
    return ChangedPasses(serialNumbers=names, lastUpdated=f"{last.timestamp():.6f}")


@router.get(
    SERVICE + "/v1/passes/{type_id}/{pass_serial}",
    dependencies=[Public],
    tags=["Wallets"],
    response_class=Response,
)
async def present(held: Held, tx: Read) -> Response:
    """The pass as it is now; void once its ticket was replaced."""
    return pass_file(await pass_answer(tx, held), held.found.ticket.updated_at)


@router.post(SERVICE + "/v1/log", dependencies=[Public], tags=["Wallets"])
async def phone_log(request: Request, body: PhoneLog) -> None:
    """What went wrong on a phone, for the server's log."""
    await spend(request, "preview")
    for line in body.logs:
        log.warning("a phone says of its passes: %r", line)
