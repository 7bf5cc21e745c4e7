"""HTTP routes of paying, and of what providers report."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from convite.core.db import Principal
from convite.core.paging import Page
from convite.core.request import Read, Write, database_of, public
from convite.core.responses import DirectRoute
from convite.doors.orders.policy import OrderAccess, order_access
from convite.doors.paying import actions
from convite.doors.paying.policy import (
    PaymentAccess,
    SignedEvent,
    payment_access,
    signed_event,
)
from convite.doors.paying.queries import ways_to_pay
from convite.doors.paying.schemas import ConfirmBody, PayBody, PayOut, WaysToPay
from convite.doors.payments.queries import payments_of
from convite.doors.payments.schemas import PaymentOut
from convite.doors.settlement.actions import apply_provider_state
from convite.events.event.policy import EventAccess, event_access

router = APIRouter(prefix="/api", tags=["Payments"], route_class=DirectRoute)

Opens = Annotated[OrderAccess, Depends(order_access("see_money"))]
OpensPayment = Annotated[PaymentAccess, Depends(payment_access("see_money"))]
Signed = Annotated[SignedEvent, Depends(signed_event)]
View = Annotated[EventAccess, Depends(event_access("view_event"))]


@router.get("/events/{event_id}/payment-methods")
async def payment_methods(access: View, tx: Read) -> WaysToPay:
    """How this event's orders can be paid."""
    return await ways_to_pay(tx, access.event)


@router.get("/orders/{order_id}/payments")
async def order_payments(order_id: UUID, access: Opens, tx: Read) -> Page[PaymentOut]:
    """The payments of an order, the oldest first (at most fifty)."""
    rows = await payments_of(tx, access.order.id)
    return Page(items=[PaymentOut.model_validate(row) for row in rows])


@router.post("/orders/{order_id}/pay")
async def pay(request: Request, order_id: UUID, access: Opens, tx: Write, body: PayBody) -> PayOut:
    """Begins to pay an order. Again by the same way is the same payment, as long as it is open.

    Its places are held for as long as the payment may take. Only the provider, or the team, says that
    it was paid; coming back from the provider's page doesn't.
    """
    claimed = await actions.claim_payment(
        tx, access.actor, access.event, order_id, body.provider, by_team=not access.is_own
    )
    payment, database = claimed.payment, database_of(request)
    if claimed.new is not None:
        await database.commit(tx)
        started = await actions.ask_provider(claimed)
        if started is not None:
            async with database.tx(Principal(organization_id=payment.organization_id)) as later:
                payment = await actions.keep_started(later, payment.id, started)
    return actions.pay_out(payment)


@router.post("/payments/{payment_id}/confirm")
async def confirm_payment(
    payment_id: UUID, access: OpensPayment, tx: Write, body: ConfirmBody
) -> PaymentOut:
    """Says how a payment went: the buyer of a test payment, or the team of one made by hand."""
    actions.check_may_confirm(access.order, access.payment, body)
    order = access.order
    facts = await actions.confirmed(tx, order.event, order.order.id, payment_id, body)
    payment = await apply_provider_state(tx, payment_id, facts, actor=access.order.actor)
    return PaymentOut.model_validate(payment)


@router.post("/payments/webhooks/{provider}", status_code=200, dependencies=[Depends(public)])
async def payment_webhook(signed: Signed, tx: Write) -> Response:
    """Takes a provider's webhook. It only names a payment, which is looked up right after."""
    await actions.take_event(tx, signed.account, signed.event)
    return Response(status_code=200)
