"""Writes of transfers that pay orders."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx, load
from convite.core.ids import new_id
from convite.core.log import SYSTEM, Actor, record, record_many
from convite.core.machine import move, move_if_allowed, wrong_state
from convite.core.problems import FieldText, NotFound, invalid
from convite.doors.orders.queries import lock_order, order_by_id
from convite.doors.payments.models import Payment
from convite.doors.payments.queries import payments_of
from convite.doors.settlement.actions import apply_provider_state
from convite.doors.statements.facts import (
    StatementLoaded,
    TransferFound,
    TransferIgnored,
    TransferMatched,
)
from convite.doors.statements.models import BankTransaction
from convite.doors.statements.queries import expected_orders, transfer_by_id
from convite.doors.statements.rules import Booking, match_all
from convite.doors.statements.schemas import StatementOut
from convite.gateways.payments import PaymentFacts
from convite.room.capacity.actions import lock_pool

ADD = """
INSERT INTO bank_transactions (id, organization_id, key, booked_on, amount, currency, text, payer, status,
  order_id)
SELECT w.id, $1, w.key, w.booked_on, w.amount, w.currency, w.text, w.payer, w.status, w.order_id
FROM unnest($2::uuid[], $3::text[], $4::date[], $5::bigint[], $6::text[], $7::text[], $8::text[],
  $9::text[], $10::uuid[]) AS w (id, key, booked_on, amount, currency, text, payer, status, order_id)
ON CONFLICT (organization_id, key) DO NOTHING RETURNING id, status, order_id
"""
STATUSES = {"exact": "found", "near": "near", "none": "unmatched"}


async def load_statement(
    tx: Tx, actor: Actor, organization_id: UUID, bookings: Sequence[Booking]
) -> StatementOut:
    """Keeps the transfers that weren't known, and has those that fit an order exactly pay it."""
    expected = await expected_orders(tx, organization_id)
    matches = await asyncio.to_thread(match_all, bookings, expected)
    rows = await tx.driver.fetch(
        ADD,
        organization_id,
        [new_id() for _ in bookings],
        [one.key for one in bookings],
        [one.booked_on for one in bookings],
        [one.amount for one in bookings],
        [one.currency for one in bookings],
        [one.text[:1000] for one in bookings],
        [one.payer[:200] for one in bookings],
        [STATUSES[one.kind] for one in matches],
        [one.order_id for one in matches],
    )
    loaded = StatementLoaded(
        organization_id=organization_id, object_id=organization_id, transactions=len(rows)
    )
    await record(tx, actor, loaded)
    facts = [
        TransferFound(
            organization_id=organization_id, object_id=row["id"], order_id=row["order_id"]
        )
        for row in rows
        if row["status"] == "found"
    ]
    await record_many(tx, actor, facts)
    counts = Counter(row["status"] for row in rows)
    return StatementOut(
        transactions=len(rows),
        known=len(bookings) - len(rows),
        found=counts["found"],
        near=counts["near"],
        unmatched=counts["unmatched"],
    )


async def match_by_hand(
    tx: Tx, actor: Actor, transfer: BankTransaction, order_id: UUID
) -> BankTransaction:
    """Says which order a transfer pays; a job then counts it.

    Raises:
        Invalid: it is no order of the organization, or of another currency.
        WrongState: it was counted already.
    """
    order = await order_by_id(tx, order_id)
    if order is None or order.organization_id != transfer.organization_id:
        english = "There is no such order."
        raise invalid("order_id", FieldText(name="statement.no-order", english=english))
    if order.currency != transfer.currency:
        english = "This order is in another currency."
        raise invalid("order_id", FieldText(name="statement.other-currency", english=english))
    if transfer.status == "matched":
        raise wrong_state(transfer, "found")
    transfer.order_id = order.id
    await move(tx, actor, transfer, "found", TransferFound)
    return transfer


async def ignore(tx: Tx, actor: Actor, transfer: BankTransaction) -> BankTransaction:
    """Says that a transfer pays no order.

    Raises:
        WrongState: it was counted already.
    """
    transfer.order_id = None
    await move(tx, actor, transfer, "ignored", TransferIgnored)
    return transfer


async def count_transfer(tx: Tx, transfer_id: UUID) -> None:
    """Counts a transfer as the payment of its order, once.

    Raises:
        NotFound: it is gone.
    """
    known = await load(tx, BankTransaction, transfer_id)
    if known is None or known.order_id is None or known.status != "found":
        return
    found = await order_by_id(tx, known.order_id)
    if found is None:
        raise NotFound
    # locked before what was captured is read, so that two transfers at once both count
    await lock_pool(tx, found.event_id)
    whole = await lock_order(tx, found.id)
    if whole is None:
        raise NotFound
    order = whole.order
    payments = await payments_of(tx, order.id, lock=True)
    open_ones = [one for one in payments if one.provider == "bank" and one.status != "refunded"]
    payment = open_ones[-1] if open_ones else bank_payment(known, order.event_id, order.total)
    if not open_ones:
        tx.add(payment)
        await tx.flush()
    facts = PaymentFacts(
        provider_payment_id=str(payment.id),
        state="paid",
        amount=payment.captured + known.amount,
        currency=known.currency,
        mode="live",
        raw={"booked_on": str(known.booked_on), "payer": known.payer},
    )
    await apply_provider_state(tx, payment.id, facts)
    transfer = await transfer_by_id(tx, known.organization_id, known.id, lock=True)
    assert transfer is not None
    transfer.payment_id = payment.id
    await tx.flush()
    if not await move_if_allowed(tx, SYSTEM, transfer, "matched", TransferMatched):
        raise wrong_state(transfer, "matched")  # counted meanwhile: this one is taken back


def bank_payment(transfer: BankTransaction, event_id: UUID, total: int) -> Payment:
    """The payment of an order whose buyer hadn't chosen to pay by transfer."""
    return Payment(
        id=new_id(),
        organization_id=transfer.organization_id,
        event_id=event_id,
        order_id=transfer.order_id,
        provider="bank",
        mode="live",
        amount=total,
        currency=transfer.currency,
        expires_at=now(),
    )
