"""What PayPal's objects say of a payment, its refunds and disputes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from convite.gateways.payment_amounts import PAYPAL
from convite.gateways.payment_calls import as_uuid, mapping
from convite.gateways.payments import (
    DisputeFacts,
    DisputeState,
    Mode,
    PaymentFacts,
    ProviderState,
    RefundFacts,
    RefundState,
)

#: What our id is written after once we have ended an order: PayPal has no other way to end one.
ENDED = "canceled:"
#: A capture whose money was taken, whatever was paid back since.
CAPTURED = {"COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED"}
REFUNDS: dict[str, RefundState] = {
    "PENDING": "pending",
    "COMPLETED": "succeeded",
    "FAILED": "failed",
    "CANCELLED": "failed",
}
DISPUTES: dict[str, DisputeState] = {
    "OPEN": "needs_response",
    "WAITING_FOR_SELLER_RESPONSE": "needs_response",
    "WAITING_FOR_BUYER_RESPONSE": "under_review",
    "UNDER_REVIEW": "under_review",
}
#: How a dispute ended well for the seller; any other end is a loss.
WON = {"RESOLVED_SELLER_FAVOUR", "CANCELED_BY_BUYER", "DENIED"}


def unit_of(order: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is bought; we make orders with one unit."""
    return mapping(next(iter(order.get("purchase_units") or ()), None))


def captures_of(order: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The captures of an order, of which only one takes money."""
    return mapping(unit_of(order).get("payments")).get("captures") or ()


def capture_of(order: Mapping[str, Any]) -> Mapping[str, Any]:
    """The capture that counts: one that took money, else one that is pending, else the last; or empty."""

    def rank(capture: Mapping[str, Any]) -> tuple[bool, bool]:
        return capture["status"] in CAPTURED, capture["status"] == "PENDING"

    return max(reversed(captures_of(order)), key=rank, default={})


def refunds_of(order: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The refunds of an order."""
    return mapping(unit_of(order).get("payments")).get("refunds") or ()


def is_ended(order: Mapping[str, Any]) -> bool:
    """Whether we have ended an order, so that it isn't captured any more."""
    return str(unit_of(order).get("custom_id") or "").startswith(ENDED)


def facts_in(
    order: Mapping[str, Any], disputes: Sequence[Mapping[str, Any]], mode: Mode, error: str = ""
) -> PaymentFacts:
    """What an order says."""
    unit, capture = unit_of(order), capture_of(order)
    state = state_of(order, capture)
    amount = mapping(capture.get("amount")) or mapping(unit.get("amount"))
    currency = str(amount["currency_code"])
    fee = mapping(mapping(capture.get("seller_receivable_breakdown")).get("paypal_fee"))
    is_own = fee.get("currency_code") == currency
    reason = str(mapping(capture.get("status_details")).get("reason") or "")
    return PaymentFacts(
        provider_payment_id=order["id"],
        state=state,
        amount=PAYPAL.read(amount["value"], currency) if state == "paid" else 0,
        currency=currency,
        mode=mode,
        payment_id=as_uuid(str(unit.get("custom_id") or "").removeprefix(ENDED)),
        fee=PAYPAL.read(fee["value"], currency) if is_own else None,
        refunds=[refund_of(one) for one in refunds_of(order)],
        disputes=[dispute_of(one) for one in disputes],
        error=error or ("" if state == "paid" else words_of(reason)),
        raw={
            "order": order["status"],
            "capture": capture.get("id"),
            "status": capture.get("status"),
            "reason": reason,
        },
    )


def state_of(order: Mapping[str, Any], capture: Mapping[str, Any]) -> ProviderState:
    """The state of an order and its capture."""
    status = capture.get("status")
    if status in CAPTURED:
        return "paid"
    if status == "PENDING":
        return "processing"
    if is_ended(order) or order["status"] in {"VOIDED", "COMPLETED"}:
        return "failed"
    return "open"


def words_of(reason: str) -> str:
    """A reason as PayPal writes it, in small letters."""
    return reason.replace("_", " ").lower()


def refund_of(refund: Mapping[str, Any]) -> RefundFacts:
    """A refund."""
    amount = refund["amount"]
    reason = mapping(refund.get("status_details")).get("reason")
    return RefundFacts(
        provider_refund_id=refund["id"],
        amount=PAYPAL.read(amount["value"], amount["currency_code"]),
        state=REFUNDS.get(refund["status"], "pending"),
        refund_id=as_uuid(refund.get("custom_id")),
        error=words_of(str(reason or "")) if refund["status"] in {"FAILED", "CANCELLED"} else "",
    )


def dispute_of(dispute: Mapping[str, Any]) -> DisputeFacts:
    """A dispute."""
    amount = dispute["dispute_amount"]
    outcome = mapping(dispute.get("dispute_outcome")).get("outcome_code")
    ended: DisputeState = "won" if outcome in WON else "lost"
    due = dispute.get("seller_response_due_date")
    is_over = dispute["status"] == "RESOLVED"
    return DisputeFacts(
        provider_dispute_id=dispute["dispute_id"],
        amount=PAYPAL.read(amount["value"], amount["currency_code"]),
        state=ended if is_over else DISPUTES.get(dispute["status"], "under_review"),
        reason=words_of(str(dispute.get("reason") or "")),
        due_at=datetime.fromisoformat(due) if due else None,
    )
