"""HTTP routes of how payment providers are doing."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from convite.core.budgets import spend
from convite.core.request import Read, Write, database_of
from convite.core.responses import DirectRoute
from convite.doors.reconciling import actions
from convite.doors.reconciling.queries import providers_status
from convite.doors.reconciling.schemas import ProvidersStatus, Reconciled
from convite.events.event.policy import EventAccess, event_access

router = APIRouter(
    prefix="/api/events/{event_id}/payment-status", tags=["Payments"], route_class=DirectRoute
)

Money = Annotated[EventAccess, Depends(event_access("see_money"))]


@router.get("")
async def payment_status(access: Money, tx: Read) -> ProvidersStatus:
    """The organization's accounts at providers: their last webhook, answer and error, and what waits."""
    return await providers_status(tx, access.event)


@router.post("/reconcile")
async def reconcile_payments(request: Request, access: Money, tx: Write) -> Reconciled:
    """Asks the providers now about the event's open payments and refunds under way, a hundred at most."""
    await spend(request, "reconcile", str(access.event.id))
    organization_id, database = access.event.organization_id, database_of(request)
    ids = await actions.claim_waiting(tx, access.event)
    await database.commit(tx)  # nothing is held open while the providers are asked
    return await actions.reconcile(database, organization_id, ids)
