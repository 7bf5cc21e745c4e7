"""Writes of refunds and disputes. The caller has locked the event's pool, the order and its payments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import SYSTEM, Actor, record
from convite.core.machine import move, move_if_allowed, move_many
from convite.core.problems import Conflict
from convite.doors.ledger.actions import post
from convite.doors.ledger.models import EntryKind
from convite.doors.ledger.rules import Entries, moved, opposite, returned
from convite.doors.orders.facts import OrderRefunded
from convite.doors.orders.models import Order
from convite.doors.orders.queries import WholeOrder
from convite.doors.payments.facts import PaymentReversed
from convite.doors.payments.models import Payment
from convite.doors.refunds.facts import (
    DisputeMoved,
    DisputeOpened,
    RefundFailed,
    RefundPending,
    RefundQueued,
    RefundSucceeded,
)
from convite.doors.refunds.models import Dispute, Refund, RefundSource
from convite.doors.refunds.queries import disputes_of, refunds_of
from convite.doors.refunds.rules import order_status, stands_for_order
from convite.gateways.payments import DisputeFacts, RefundFacts


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A refund that somebody wants."""

    amount: int
    source: RefundSource
    reason: str = ""
    #: How much is of which line; empty if it is of the whole order.
    lines: Mapping[str, int] = field(default_factory=dict)
    requested_by: UUID | None = None


async def queue_refund(
    tx: Tx, actor: Actor, whole: WholeOrder, payment: Payment, wanted: Wanted
) -> Refund:
    """Claims an amount of a payment and queues its refund, which a job then makes.

    Raises:
        Conflict: more than what remains of the payment or the order, queued refunds counted.
    """
    remaining = payment.left
    counts = stands_for_order(wanted.source)
    if counts:
        remaining = min(remaining, whole.order.total - whole.order.refunded)
    if wanted.amount > remaining:
        raise above_remaining(remaining)
    refund = Refund(
        id=new_id(),
        organization_id=payment.organization_id,
        event_id=payment.event_id,
        order_id=payment.order_id,
        payment_id=payment.id,
        amount=wanted.amount,
        currency=payment.currency,
        reason=wanted.reason,
        source=wanted.source,
        status="queued",
        lines=dict(wanted.lines),
        requested_by=wanted.requested_by,
    )
    tx.add(refund)
    payment.refund_claimed += wanted.amount
    await tx.flush()
    await record(tx, actor, RefundQueued.of(refund))
    if counts:
        await count_refund(tx, actor, whole, refund, wanted.amount)
    return refund


def above_remaining(remaining: int) -> Conflict:
    """The refusal of a refund of more than is left."""
    text = "This is more than can still be refunded."
    return Conflict(text, name="above-remaining", remaining=remaining)


async def count_refund(
    tx: Tx, actor: Actor, whole: WholeOrder, refund: Refund, amount: int
) -> None:
    """Counts a refund with its order and lines, or takes it back if `amount` is negative."""
    order = whole.order
    sign = 1 if amount > 0 else -1
    for line in whole.lines:
        line.refunded += sign * int(refund.lines.get(str(line.id), 0))
    before = order.status
    order.refunded += amount
    await tx.flush()
    status = order_status(order.total, order.refunded)
    changes: dict[str, Any] = {"refunded": (order.refunded - amount, order.refunded)}
    if order.status not in (status, "canceled"):
        await move_many(tx, Order, [order.id], status)
        changes["status"] = (before, status)
        await tx.refresh(order)
    await record(tx, actor, OrderRefunded.of(order, changes=changes))


async def apply_refunds(
    tx: Tx, whole: WholeOrder, payment: Payment, facts: Sequence[RefundFacts]
) -> None:
    """Moves refunds forward to what the provider says; unknown ones were made on its own pages.

    Those don't cancel tickets: somebody of the team decides that.
    """
    if not facts:
        return
    known = [one for one in await refunds_of(tx, whole.order.id) if one.payment_id == payment.id]
    for fact in facts:
        refund = next((one for one in known if is_same(one, fact)), None)
        if refund is None:
            if fact.state == "failed":
                continue
            amount = min(fact.amount, payment.left)
            wanted = Wanted(amount=amount, source="dashboard")
            if wanted.amount <= 0:
                continue
            refund = await queue_refund(tx, SYSTEM, whole, payment, wanted)
            known.append(refund)
        await apply_refund(tx, whole, payment, refund, fact)


def is_same(refund: Refund, fact: RefundFacts) -> bool:
    """Whether the provider speaks of this refund."""
    return refund.id == fact.refund_id or (
        refund.provider_refund_id is not None
        and refund.provider_refund_id == fact.provider_refund_id
    )


async def apply_refund(
    tx: Tx, whole: WholeOrder, payment: Payment, refund: Refund, fact: RefundFacts
) -> None:
    """Moves one refund forward, and books it once the provider has taken it."""
    refund.provider_refund_id = fact.provider_refund_id or None
    if fact.state == "failed":
        await fail_refund(tx, whole, payment, refund, fact.error)
        return
    if refund.status == fact.state:
        return
    if fact.state == "succeeded":
        has_moved = await move_if_allowed(tx, SYSTEM, refund, "succeeded", RefundSucceeded)
        refund.settled_at = now()
    else:
        has_moved = await move_if_allowed(tx, SYSTEM, refund, "pending", RefundPending)
    if not has_moved:
        return
    if not refund.is_booked:
        refund.is_booked = True
        entries = await entries_of(tx, whole, refund)
        await post(tx, payment, "refund", entries, refund_id=refund.id)
    if payment.refund_claimed >= payment.captured:
        await move_if_allowed(tx, SYSTEM, payment, "refunded", PaymentReversed)
    await tx.flush()


async def entries_of(tx: Tx, whole: WholeOrder, refund: Refund) -> Entries:
    """A refund in the ledger: of the order's parts, or of money that never was the order's."""
    if not stands_for_order(refund.source):
        return moved(refund.amount, "balance", "held")
    order = whole.order
    before = sum(
        one.amount
        for one in await refunds_of(tx, order.id)
        if one.is_booked and one.id != refund.id and stands_for_order(one.source)
    )
    return returned(
        before, refund.amount, total=order.total, tax=order.tax, platform_fee=order.platform_fee
    )


async def fail_refund(
    tx: Tx, whole: WholeOrder, payment: Payment, refund: Refund, error: str
) -> None:
    """A refund failed, perhaps after it had succeeded: the money is here again."""
    entries = opposite(await entries_of(tx, whole, refund)) if refund.is_booked else {}
    if refund.status == "failed":
        return
    refund.error = error
    await move(tx, SYSTEM, refund, "failed", RefundFailed)
    refund.is_booked = False
    payment.refund_claimed -= refund.amount
    await tx.flush()
    await move_if_allowed(tx, SYSTEM, payment, "paid", PaymentReversed)
    if entries:
        await post(tx, payment, "refund_failed", entries, refund_id=refund.id)
    if stands_for_order(refund.source):
        await count_refund(tx, SYSTEM, whole, refund, -refund.amount)


async def apply_disputes(
    tx: Tx, whole: WholeOrder, payment: Payment, facts: Sequence[DisputeFacts]
) -> None:
    """Adds disputes and moves them to what the provider says, with their entries in the ledger."""
    if not facts:
        return
    known = {one.provider_dispute_id: one for one in await disputes_of(tx, whole.order.id)}
    for fact in facts:
        dispute = known.get(fact.provider_dispute_id)
        if dispute is None:
            dispute = await open_dispute(tx, payment, fact)
        dispute.due_at = fact.due_at
        if dispute.status == fact.state:
            continue
        before = dispute.status
        if not await move_if_allowed(tx, SYSTEM, dispute, fact.state, DisputeMoved):
            continue
        if fact.state in ("won", "lost"):
            dispute.closed_at = now()
        if fact.state == "won" and before != "won":
            await post_dispute(tx, payment, dispute, "dispute_won", sign=-1)
    await tx.flush()


async def open_dispute(tx: Tx, payment: Payment, fact: DisputeFacts) -> Dispute:
    """A new dispute: the bank takes the money until it is decided."""
    dispute = Dispute(
        id=new_id(),
        organization_id=payment.organization_id,
        event_id=payment.event_id,
        order_id=payment.order_id,
        payment_id=payment.id,
        provider_dispute_id=fact.provider_dispute_id,
        amount=fact.amount,
        fee=fact.fee,
        currency=payment.currency,
        reason=fact.reason,
        status="needs_response",
        due_at=fact.due_at,
    )
    tx.add(dispute)
    await tx.flush()
    await record(tx, SYSTEM, DisputeOpened.of(dispute))
    await post_dispute(tx, payment, dispute, "dispute", sign=1)
    return dispute


async def post_dispute(
    tx: Tx, payment: Payment, dispute: Dispute, kind: EntryKind, *, sign: int
) -> None:
    """Books what a dispute takes, or gives back: the amount, and the provider's fee for it."""
    entries = moved(sign * dispute.amount, "balance", "disputed")
    await post(tx, payment, kind, entries, dispute_id=dispute.id)
    if dispute.fee and sign > 0:
        fee = moved(dispute.fee, "balance", "provider_fee")
        await post(tx, payment, "fee", fee, dispute_id=dispute.id)
