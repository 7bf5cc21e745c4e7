"""Jobs that tell of orders."""

from uuid import UUID

from convite.core.clock import now
from convite.core.queue import Job, on
from convite.doors.orders.facts import OrderCanceled, OrderPaid
from convite.doors.payments.facts import PaymentQuestioned, PaymentStarted
from convite.doors.recovery.facts import OrderLinkRequested
from convite.doors.refunds.facts import DisputeOpened, RefundFailed, RefundSucceeded
from convite.messaging.ordernews import actions


@on(OrderPaid, "send_tickets", lane="urgent")
async def send_tickets(job: Job) -> None:
    """The buyer gets their tickets."""
    async with job.tx() as tx:
        await actions.send_tickets(tx, job.fact.id, job.fact.object_id)


@on(OrderLinkRequested, "send_order_link", lane="urgent")
async def send_order_link(job: Job) -> None:
    """Whoever lost the page of their order gets it once more."""
    async with job.tx() as tx:
        await actions.send_link(tx, job.fact.at or now(), job.fact.object_id)


@on(PaymentStarted, "tell_how_to_pay", lane="urgent")
async def tell_how_to_pay(job: Job) -> None:
    """Whoever pays by transfer or in cash hears how."""
    data = job.fact.data
    if data["provider"] in ("bank", "cash"):
        async with job.tx() as tx:
            await actions.tell_how_to_pay(tx, job.fact.object_id, UUID(data["order_id"]))


@on(OrderCanceled, "tell_order_canceled")
async def tell_order_canceled(job: Job) -> None:
    """The buyer is told that their tickets are no longer valid."""
    reason = str(job.fact.data.get("reason", ""))
    async with job.tx() as tx:
        await actions.tell_canceled(tx, job.fact.id, job.fact.object_id, reason)


@on(RefundSucceeded, "tell_refunded")
async def tell_refunded(job: Job) -> None:
    """The buyer is told that money went back."""
    data = job.fact.data
    async with job.tx() as tx:
        await actions.tell_refunded(tx, job.fact.id, UUID(data["order_id"]), int(data["amount"]))


@on(RefundFailed, "tell_refund_failed")
async def tell_refund_failed(job: Job) -> None:
    """The team is told that money couldn't be paid back."""
    await actions.tell_team(job.database, job.fact, "refund_failed")


@on(PaymentQuestioned, "tell_payment_questioned")
async def tell_payment_questioned(job: Job) -> None:
    """The team is told that a payment isn't what its order costs."""
    await actions.tell_team(job.database, job.fact, "payment_questioned")


@on(DisputeOpened, "tell_dispute_opened", lane="urgent")
async def tell_dispute_opened(job: Job) -> None:
    """The team is told of a dispute, and until when evidence can be handed in."""
    await actions.tell_team(job.database, job.fact, "dispute_opened")
