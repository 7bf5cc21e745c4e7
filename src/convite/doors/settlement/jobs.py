"""Jobs of settlement: providers are asked, refunds are made, payments of ended orders are ended."""

import asyncio
import logging
from datetime import timedelta
from uuid import UUID

from convite.core.database import Database
from convite.core.db import Principal
from convite.core.queue import Job, every, on
from convite.doors.orders.facts import OrderCanceled, OrderExpired
from convite.doors.payments.facts import WebhookReceived
from convite.doors.payments.queries import payment_at_provider, payments_of
from convite.doors.refunds.facts import RefundQueued
from convite.doors.settlement.actions import (
    apply_refund_answer,
    claim_refund,
    end,
    return_parts,
    settle,
)
from convite.doors.settlement.queries import (
    CLAIM_DUE,
    FORGET_EVENTS,
    LATE_REFUNDS,
    WAITING_REFUNDS,
)
from convite.gateways.channels import Delayed, Fault, Refused
from convite.gateways.payment_registry import PAYMENT_PROVIDERS
from convite.gateways.payments import RefundFacts

log = logging.getLogger("convite")

#: Payments that are asked about in one turn, and at once.
MOST = 200
AT_ONCE = 16


@on(WebhookReceived, "settle_webhook", lane="urgent")
async def settle_webhook(job: Job) -> None:
    """Looks up the payment that a webhook names; its own words count for nothing."""
    async with job.tx() as tx:
        key = str(job.fact.data["provider_payment_id"])
        payment = await payment_at_provider(tx, job.fact.object_id, key)
    if payment is not None:
        await settle(job.database, job.fact.organization_id, payment.id)


@every(timedelta(seconds=2), "ask_providers")
async def ask_providers(system: Database) -> None:
    """Asks about open payments whose webhook may have been lost, and refunds under way."""
    rows = [
        *await system.pool.fetch(CLAIM_DUE, MOST),
        *await system.pool.fetch(WAITING_REFUNDS, MOST),
    ]
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(organization_id: UUID, payment_id: UUID) -> None:
        async with turn:
            try:
                await settle(system, organization_id, payment_id)
            except Fault as fault:
                log.warning("payment %s can't be asked about: %s", payment_id, fault)
            except Exception:
                log.exception("payment %s can't be settled", payment_id)

    await asyncio.gather(*(one(row["organization_id"], row["id"]) for row in rows))


@on(RefundQueued, "make_refund", lane="normal", most_tries=30)
async def make_refund(job: Job) -> None:
    """Has a refund made by its provider; a person makes those of money taken by hand."""
    await have_refunded(job.database, job.fact.organization_id, job.fact.object_id)


@every(timedelta(hours=1), "make_late_refunds")
async def make_late_refunds(system: Database) -> None:
    """Tries refunds again whose provider was away for so long that their job was given up."""
    for row in await system.pool.fetch(LATE_REFUNDS):
        try:
            await have_refunded(system, row["organization_id"], row["id"])
        except Fault as fault:
            log.warning("refund %s can't be made: %s", row["id"], fault)


async def have_refunded(database: Database, organization_id: UUID, refund_id: UUID) -> None:
    """Has one refund made, with the same key each time.

    Raises:
        Fault: its provider can't be asked now.
    """
    principal = Principal(organization_id=organization_id)
    async with database.tx(principal) as tx:
        refund, found = await claim_refund(tx, refund_id)
    if refund is None:
        return
    if found is None:
        if refund.is_test:
            facts = RefundFacts(
                provider_refund_id=str(refund.id), amount=refund.amount, state="succeeded"
            )
            async with database.tx(principal) as tx:
                await apply_refund_answer(tx, refund.id, facts)
        return
    provider = PAYMENT_PROVIDERS[found.provider]
    try:
        facts = await provider.refund(
            *(found.keys, found.provider_payment_id),
            refund_id=refund.id,
            amount=refund.amount,
            currency=refund.currency,
        )
    except Delayed:
        raise  # tried again later, with the same key
    except Refused as refused:
        facts = RefundFacts(
            provider_refund_id="", amount=refund.amount, state="failed", error=str(refused)
        )
    async with database.tx(principal) as tx:
        await apply_refund_answer(tx, refund.id, facts)


@every(timedelta(days=1), "forget_provider_events")
async def forget_provider_events(system: Database) -> None:
    """Deletes what is kept of webhooks after three months."""
    await system.pool.execute(FORGET_EVENTS)


@on(OrderExpired, "end_payments_of_expired")
async def end_payments_of_expired(job: Job) -> None:
    """Ends what is still open at providers for an order that ran out."""
    await end_payments(job)


@on(OrderCanceled, "end_payments_of_canceled")
async def end_payments_of_canceled(job: Job) -> None:
    """Ends what is still open at providers for an order that was canceled."""
    await end_payments(job)


async def end_payments(job: Job) -> None:
    """Ends an order's open payments; one that was paid meanwhile is settled. Parts paid of it go back."""
    async with job.tx() as tx:
        payments = await payments_of(tx, job.fact.object_id)
    for payment in payments:
        if payment.captured == 0 and payment.status == "created":
            await settle(job.database, job.fact.organization_id, payment.id, end)
    if any(payment.left > 0 for payment in payments):
        async with job.tx() as tx:
            await return_parts(tx, job.fact.object_id)
