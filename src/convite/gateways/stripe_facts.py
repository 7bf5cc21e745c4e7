"""What Stripe's objects say of a payment, its refunds and disputes."""

from collections.abc import Mapping, Sequence
from typing import Any

from convite.gateways.payment_amounts import STRIPE
from convite.gateways.payment_calls import as_moment, as_uuid, mapping
from convite.gateways.payments import (
    DisputeFacts,
    DisputeState,
    PaymentFacts,
    ProviderState,
    RefundFacts,
    RefundState,
)

#: Stripe's states of a refund and a dispute → ours.
REFUNDS: dict[str, RefundState] = {
    "pending": "pending",
    "requires_action": "pending",
    "succeeded": "succeeded",
    "failed": "failed",
    "canceled": "failed",
}
DISPUTES: dict[str, DisputeState] = {
    "warning_needs_response": "needs_response",
    "warning_under_review": "under_review",
    "warning_closed": "won",
    "needs_response": "needs_response",
    "under_review": "under_review",
    "prevented": "won",
    "won": "won",
    "lost": "lost",
}


def facts_in(
    session: Mapping[str, Any],
    refunds: Sequence[Mapping[str, Any]],
    disputes: Sequence[Mapping[str, Any]],
) -> PaymentFacts:
    """What a session with its payment, charge and fee says."""
    intent = mapping(session["payment_intent"])
    charge = mapping(intent.get("latest_charge"))
    currency = str(session["currency"]).upper()
    is_paid = intent.get("status") == "succeeded"
    fee = mapping(charge.get("balance_transaction"))
    # it is paid out, and the fee taken, in the account's own currency
    is_own = str(fee.get("currency")).upper() == currency
    details = mapping(charge.get("payment_method_details"))
    method = str(details.get("type") or "")
    return PaymentFacts(
        provider_payment_id=session["id"],
        state=state_of(session, intent),
        amount=STRIPE.minor(intent["amount_received"], currency) if is_paid else 0,
        currency=currency,
        mode="live" if session["livemode"] else "test",
        payment_id=as_uuid(mapping(session["metadata"]).get("payment_id")),
        fee=STRIPE.minor(fee["fee"], currency) if is_own else None,
        refunds=[refund_of(one) for one in refunds],
        disputes=[dispute_of(one) for one in disputes],
        last_four=str(mapping(details.get(method)).get("last4") or ""),
        error=str(mapping(intent.get("last_payment_error")).get("message") or ""),
        raw={
            "session": session["status"],
            "payment_intent": intent.get("id"),
            "status": intent.get("status"),
            "charge": charge.get("id"),
            "method": method,
        },
    )


def state_of(session: Mapping[str, Any], intent: Mapping[str, Any]) -> ProviderState:
    """The state of a session and its payment.

    A declined payment goes back to `requires_payment_method`, and is open as long as its session is; once
    the session is complete nobody can try another card, so a bank's later no is the end.
    """
    status, is_open = intent.get("status"), session["status"] == "open"
    if status == "succeeded":
        return "paid"
    if status == "canceled" or session["status"] == "expired":
        return "failed"
    if status in {"processing", "requires_capture"}:
        return "processing"
    if is_open:
        return "open"
    # complete: a voucher that can still be paid waits for an action of the buyer's
    return "processing" if status in {"requires_action", "requires_confirmation"} else "failed"


def refund_of(refund: Mapping[str, Any]) -> RefundFacts:
    """A refund."""
    return RefundFacts(
        provider_refund_id=refund["id"],
        amount=STRIPE.minor(refund["amount"], str(refund["currency"]).upper()),
        state=REFUNDS.get(refund["status"] or "", "pending"),
        refund_id=as_uuid(mapping(refund.get("metadata")).get("refund_id")),
        error=str(refund.get("failure_reason") or "").replace("_", " "),
    )


def dispute_of(dispute: Mapping[str, Any]) -> DisputeFacts:
    """A dispute; its fee may be in the account's currency, and is left out then."""
    currency = str(dispute["currency"]).upper()
    entries = [mapping(one) for one in dispute.get("balance_transactions") or ()]
    fees = [one["fee"] for one in entries if str(one.get("currency")).upper() == currency]
    return DisputeFacts(
        provider_dispute_id=dispute["id"],
        amount=STRIPE.minor(dispute["amount"], currency),
        state=DISPUTES.get(dispute["status"], "under_review"),
        reason=str(dispute.get("reason") or "").replace("_", " "),
        due_at=as_moment(mapping(dispute.get("evidence_details")).get("due_by")),
        fee=STRIPE.minor(sum(fees), currency),
    )
