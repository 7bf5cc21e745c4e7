"""What Razorpay's entities say of a payment, its refunds and disputes."""

from collections.abc import Mapping, Sequence
from typing import Any

from convite.gateways.payment_amounts import RAZORPAY
from convite.gateways.payment_calls import as_moment, as_uuid, mapping
from convite.gateways.payments import (
    DisputeFacts,
    DisputeState,
    Mode,
    PaymentFacts,
    ProviderState,
    RefundFacts,
    RefundState,
)

#: A payment whose money was taken, whatever was paid back since.
CAPTURED = {"captured", "refunded"}
REFUNDS: dict[str, RefundState] = {
    "pending": "pending",
    "processed": "succeeded",
    "failed": "failed",
}
DISPUTES: dict[str, DisputeState] = {
    "open": "needs_response",
    "under_review": "under_review",
    "won": "won",
    "lost": "lost",
}


def facts_in(
    link: Mapping[str, Any],
    payments: Sequence[Mapping[str, Any]],
    refunds: Sequence[Mapping[str, Any]],
    disputes: Sequence[Mapping[str, Any]],
    mode: Mode,
    error: str = "",
) -> PaymentFacts:
    """What a link and the payments of its order say."""
    payment = best_of(payments)
    currency = str(link["currency"])
    state = state_of(link, payment)
    card = mapping(payment.get("card"))
    # fees are taken in rupees, whatever was paid
    fee = payment.get("fee") if currency == "INR" and state == "paid" else None
    return PaymentFacts(
        provider_payment_id=link["id"],
        state=state,
        amount=RAZORPAY.minor(payment["amount"], currency) if state == "paid" else 0,
        currency=currency,
        mode=mode,
        payment_id=as_uuid(mapping(link.get("notes")).get("payment_id")),
        fee=None if fee is None else RAZORPAY.minor(fee, currency),
        refunds=[refund_of(one) for one in refunds],
        disputes=[dispute_of(one) for one in disputes],
        last_four=str(card.get("last4") or ""),
        error=error or str(payment.get("error_description") or ""),
        raw={
            "payment_link": link["status"],
            "order": link.get("order_id"),
            "payment": payment.get("id"),
            "status": payment.get("status"),
            "method": payment.get("method"),
        },
    )


def best_of(payments: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The payment that counts: one that took money, else one about to, else the newest; empty if none."""

    def rank(payment: Mapping[str, Any]) -> tuple[bool, bool, int]:
        status = payment["status"]
        return status in CAPTURED, status == "authorized", payment.get("created_at") or 0

    return max(payments, key=rank, default={})


def state_of(link: Mapping[str, Any], payment: Mapping[str, Any]) -> ProviderState:
    """The state of a link and its best payment.

    A failed payment leaves its link open. A link that has ended can still be paid: banks authorize late.
    """
    status = payment.get("status")
    if status in CAPTURED:
        return "paid"
    if status == "authorized":
        return "processing"
    return "failed" if link["status"] in {"cancelled", "expired"} else "open"


def refund_of(refund: Mapping[str, Any]) -> RefundFacts:
    """A refund."""
    return RefundFacts(
        provider_refund_id=refund["id"],
        amount=RAZORPAY.minor(refund["amount"], str(refund["currency"])),
        state=REFUNDS.get(refund["status"], "pending"),
        refund_id=as_uuid(mapping(refund.get("notes")).get("refund_id")),
        error=str(refund.get("error_description") or "") if refund["status"] == "failed" else "",
    )


def dispute_of(dispute: Mapping[str, Any]) -> DisputeFacts:
    """A dispute; one that is closed without a verdict was lost if it cost money."""
    closed: DisputeState = "lost" if dispute.get("amount_deducted") else "won"
    return DisputeFacts(
        provider_dispute_id=dispute["id"],
        amount=RAZORPAY.minor(dispute["amount"], str(dispute["currency"])),
        state=DISPUTES.get(dispute["status"], closed),
        reason=str(dispute.get("reason_code") or "").replace("_", " "),
        due_at=as_moment(dispute.get("respond_by")),
    )
