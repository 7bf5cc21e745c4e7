"""Jobs that issue invoices, receipts and credit notes."""

from convite.core.queue import Job, on
from convite.doors.invoices.actions import credit_refund, invoice_order, take_credit_back
from convite.doors.orders.facts import OrderPaid
from convite.doors.refunds.facts import RefundFailed, RefundSucceeded


@on(OrderPaid, "issue_invoice")
async def issue_invoice(job: Job) -> None:
    """Issues the invoice or receipt of an order that was paid."""
    async with job.tx() as tx:
        await invoice_order(tx, job.fact.object_id)


@on(RefundSucceeded, "issue_credit_note")
async def issue_credit_note(job: Job) -> None:
    """Issues the credit note of money that went back."""
    async with job.tx() as tx:
        await credit_refund(tx, job.fact.object_id)


@on(RefundFailed, "take_credit_note_back")
async def take_credit_note_back(job: Job) -> None:
    """Takes a credit note back if its refund failed after all; one that never succeeded has none."""
    if job.fact.changes.get("status", [None])[0] != "succeeded":
        return
    async with job.tx() as tx:
        await take_credit_back(tx, job.fact.object_id)
