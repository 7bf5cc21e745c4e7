"""HTTP routes of canceled orders and refunds."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.clock import now
from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.request import Read, Write
from convite.doors.orders.policy import OrderAccess, order_access
from convite.doors.orders.queries import database_time, lines_of, order_out, whole_order
from convite.doors.orders.schemas import OrderOut
from convite.doors.refunds.queries import disputes_of, refunds_of
from convite.doors.reversals import actions
from convite.doors.reversals.queries import disputes_page
from convite.doors.reversals.rules import back_for, remaining_of
from convite.doors.reversals.schemas import (
    CancelBody,
    DisputeOut,
    Refundable,
    RefundBody,
    RefundOut,
    RefundsBody,
    RefundsStarted,
    RefundStarted,
)
from convite.events.event.policy import EventAccess, event_access

router = APIRouter(prefix="/api", tags=["Orders"], route_class=KeyedRoute)

Opens = Annotated[OrderAccess, Depends(order_access("see_money"))]
Cancels = Annotated[OrderAccess, Depends(order_access("delete_event"))]
Manages = Annotated[EventAccess, Depends(event_access("delete_event"))]
Money = Annotated[EventAccess, Depends(event_access("see_money"))]
Refunds = Annotated[OrderAccess, Depends(order_access("delete_event", by_buyer=False))]


@router.post("/orders/{order_id}/cancel")
async def cancel_order(
    order_id: UUID, access: Cancels, tx: Write, body: CancelBody | None = None
) -> OrderOut:
    """Cancels an order, or some of its lines. Buyers get back what the policy says; the team decides."""
    whole = await actions.cancel_order(
        tx, access.actor, access.event, order_id, body or CancelBody(), by_buyer=access.is_own
    )
    await tx.flush()
    shown = await whole_order(tx, whole.order)
    return order_out(shown, await database_time(tx), with_code=access.is_own)


@router.post("/orders/{order_id}/refund", status_code=202)
async def refund_order(
    order_id: UUID, access: Refunds, tx: Write, body: RefundBody | None = None
) -> RefundStarted:
    """Refunds an amount, the rest of some lines, or all that remains. Doesn't cancel any ticket.

    409 `above-remaining` says how much remains, queued refunds counted.
    """
    made = await actions.refund_order(
        tx, access.actor, access.event, order_id, body or RefundBody()
    )
    return RefundStarted(
        refund_id=made[0].id,
        status=made[0].status,
        amount=sum(refund.amount for refund in made),
        currency=made[0].currency,
    )


@router.get("/orders/{order_id}/refundable")
async def refundable(order_id: UUID, access: Opens, tx: Read) -> Refundable:
    """What of the order can go back: in all, by its policy if it were canceled now, and by line."""
    order = access.order
    lines = (await lines_of(tx, [order.id]))[order.id]
    standing = [line for line in lines if line.canceled_at is None]
    back = back_for(order, access.event, standing, now())
    is_paid = order.paid_at is not None
    return Refundable(
        remaining=order.total - order.refunded if is_paid else 0,
        by_policy=sum(back.values()) if is_paid else 0,
        currency=order.currency,
        lines={str(line.id): remaining_of(line) for line in lines} if is_paid else {},
        lines_by_policy=back if is_paid else {},
    )


@router.get("/orders/{order_id}/refunds")
async def order_refunds(order_id: UUID, access: Opens, tx: Read) -> Page[RefundOut]:
    """The order's refunds, the oldest first."""
    rows = await refunds_of(tx, access.order.id)
    return Page(items=[RefundOut.model_validate(row) for row in rows])


@router.get("/orders/{order_id}/disputes")
async def order_disputes(order_id: UUID, access: Refunds, tx: Read) -> Page[DisputeOut]:
    """The order's disputes, the oldest first."""
    rows = await disputes_of(tx, access.order.id)
    return Page(items=[DisputeOut.model_validate(row) for row in rows])


@router.post("/events/{event_id}/refunds", status_code=202)
async def refund_event(access: Manages, tx: Write, body: RefundsBody) -> RefundsStarted:
    """Refunds what remains of all paid orders, or of one type of tickets, by a task."""
    task = await actions.refund_later(tx, access.actor, access.event, body)
    return RefundsStarted(task_id=task.id)


@router.get("/events/{event_id}/disputes")
async def disputes(access: Money, tx: Read, query: Paging) -> Page[DisputeOut]:
    """The disputes about an event's orders, the newest first."""
    return await disputes_page(tx, access.event.id, query)
