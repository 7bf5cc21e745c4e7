"""Reads what a provider is asked about."""

from dataclasses import dataclass
from uuid import UUID

from convite.core.db import ReadTx
from convite.doors.payments.models import Payment
from convite.doors.payments.queries import payment_by_id
from convite.gateways.payments import PaymentKeys
from convite.people.paymentaccounts.queries import account_by_id, keys_of


@dataclass(frozen=True, kw_only=True)
class AtProvider:
    """A payment that a provider knows, and the keys to ask about it."""

    payment: Payment
    provider: str
    provider_payment_id: str
    keys: PaymentKeys


async def at_provider(tx: ReadTx, payment_id: UUID) -> AtProvider | None:
    """A payment as its provider knows it; None if none was asked, or its keys were removed."""
    payment = await payment_by_id(tx, payment_id)
    if payment is None or payment.account_id is None or payment.provider_payment_id is None:
        return None
    account = await account_by_id(tx, payment.account_id)
    if account is None:
        return None
    return AtProvider(
        payment=payment,
        provider=payment.provider,
        provider_payment_id=payment.provider_payment_id,
        keys=keys_of(account),
    )


# Served by payments_due. Whoever claims them is the only one who asks for the next minute.
CLAIM_DUE = """
WITH due AS (
  SELECT id FROM payments WHERE look_at <= now() ORDER BY look_at LIMIT $1 FOR UPDATE SKIP LOCKED
)
UPDATE payments p SET look_at = now() + interval '1 minute', updated_at = now()
FROM due WHERE p.id = due.id RETURNING p.id, p.organization_id
"""
# Refunds that their provider took and hasn't made yet, asked about every few hours by their payment.
WAITING_REFUNDS = """
WITH due AS (
  SELECT id FROM refunds WHERE status = 'pending' AND updated_at <= now() - interval '3 hours'
  ORDER BY updated_at LIMIT $1 FOR UPDATE SKIP LOCKED
)
UPDATE refunds r SET updated_at = now() FROM due WHERE r.id = due.id
RETURNING r.payment_id AS id, r.organization_id
"""
# What is still queued after a day was given up by its job. Those made by hand wait for a person.
LATE_REFUNDS = """
SELECT r.id, r.organization_id FROM refunds r JOIN payments p ON p.id = r.payment_id
WHERE r.status = 'queued' AND p.account_id IS NOT NULL AND r.updated_at < now() - interval '1 day'
ORDER BY r.updated_at LIMIT 50
"""
FORGET_EVENTS = "DELETE FROM provider_events WHERE created_at < now() - interval '3 months'"
# At most once a minute, since all payments of the account would wait for its row.
ANSWERED = """
UPDATE payment_accounts SET last_answer_at = now() WHERE id = $1
  AND (last_answer_at IS NULL OR last_answer_at < now() - interval '1 minute'
    OR last_answer_at < last_error_at)
"""
ERRED = "UPDATE payment_accounts SET last_error = $2, last_error_at = now() WHERE id = $1"
