"""HTTP routes of transfers; the form of a ticket's page is with that."""

from fastapi import APIRouter, Request

from convite.core.idempotency import KeyedRoute
from convite.core.request import Write
from convite.doors.heldtickets.policy import HeldAccess
from convite.doors.transfers.policy import pass_on
from convite.doors.transfers.schemas import TransferBody, TransferOut

router = APIRouter(tags=["Tickets"], route_class=KeyedRoute)


@router.post("/api/tickets/{ticket_id}/transfer")
async def transfer(
    request: Request, body: TransferBody, access: HeldAccess, tx: Write
) -> TransferOut:
    """Passes a ticket on to somebody else, whose code is a new one; with one's own e-mail, renames it."""
    return await pass_on(request, tx, access, body)
