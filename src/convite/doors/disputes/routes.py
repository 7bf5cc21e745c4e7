"""HTTP routes of answers to disputes."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from convite.core.request import Write, database_of
from convite.core.responses import DirectRoute
from convite.doors.disputes import actions
from convite.doors.disputes.schemas import EvidenceBody
from convite.doors.orders.policy import OrderAccess, order_access
from convite.doors.reversals.schemas import DisputeOut

router = APIRouter(
    prefix="/api/orders/{order_id}/disputes/{dispute_id}",
    tags=["Payments"],
    route_class=DirectRoute,
)

Answers = Annotated[OrderAccess, Depends(order_access("delete_event", by_buyer=False))]


@router.post("/evidence")
async def send_evidence(
    request: Request, dispute_id: UUID, access: Answers, tx: Write, body: EvidenceBody
) -> DisputeOut:
    """Hands in what speaks against the dispute at its provider. That can be done only once."""
    answering = await actions.answerable(tx, access.order, dispute_id)
    database, order, event = database_of(request), access.order, access.event
    await database.commit(tx)  # nothing is held open while the provider is asked
    dispute = await actions.hand_in(database, access.actor, answering, order, event, body.text)
    return DisputeOut.model_validate(dispute)


@router.post("/accept")
async def accept_dispute(
    request: Request, dispute_id: UUID, access: Answers, tx: Write
) -> DisputeOut:
    """Gives the dispute up at its provider: the buyer keeps the money. That can't be undone."""
    answering = await actions.answerable(tx, access.order, dispute_id)
    database = database_of(request)
    await database.commit(tx)  # nothing is held open while the provider is asked
    return DisputeOut.model_validate(await actions.accept(database, access.actor, answering))
