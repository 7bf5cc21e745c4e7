"""Makes the signed events in `tests/gateways/golden`: `python -m tests.providers.golden`.

They are checked in, so that what was right once stays so; running this again makes the same files.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.providers import paypal, razorpay, stripe
from tests.providers.signing import kept_key

FOLDER = Path(__file__).parent.parent / "gateways" / "golden"
AT = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
SECONDS = int(AT.timestamp())
PAYMENT = "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b"
#: Letters of several bytes, and a slash that some libraries write otherwise.
TEXT = "2 tickets / Mañana — ليلة"


def written(name: str, body: bytes, headers: dict[str, str], **more: Any) -> None:
    """Writes a file."""
    content = {"at": AT.isoformat(), "headers": headers, "body": body.decode(), **more}
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    (FOLDER / f"{name}.json").write_text(text)


def stripe_event() -> None:
    """A session that was paid."""
    session = {
        "id": "cs_live_a1b2c3d4e5", "object": "checkout.session", "amount_total": 2500, "currency": "eur",
        "status": "complete", "payment_status": "paid", "payment_intent": "pi_3Golden", "livemode": True,
        "metadata": {"payment_id": PAYMENT}, "custom_text": TEXT,
    }  # fmt: skip
    event = {
        "id": "evt_1Golden", "object": "event", "api_version": stripe.VERSION, "created": SECONDS,
        "data": {"object": session}, "livemode": True, "pending_webhooks": 1,
        "type": "checkout.session.completed",
    }  # fmt: skip
    body = json.dumps(event, indent=2, ensure_ascii=False).encode()
    secret = "whsec_golden"
    headers = {"stripe-signature": stripe.signature(body, [secret], SECONDS)}
    written(
        "stripe", body, headers, secrets=[secret], mode="live", event_id="evt_1Golden",
        kind="checkout.session.completed", provider_payment_id="cs_live_a1b2c3d4e5",
    )  # fmt: skip


def razorpay_event() -> None:
    """A link that was paid."""
    link = {
        "id": "plink_Golden", "amount": 250_000, "currency": "INR", "status": "paid",
        "order_id": "order_Golden", "notes": {"payment_id": PAYMENT}, "description": TEXT,
    }  # fmt: skip
    payment = {"id": "pay_Golden", "entity": "payment", "status": "captured", "amount": 250_000}
    event = {
        "entity": "event", "account_id": "acc_Golden", "event": "payment_link.paid",
        "contains": ["payment_link", "payment"], "created_at": SECONDS,
        "payload": {"payment_link": {"entity": link}, "payment": {"entity": payment}},
    }  # fmt: skip
    body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
    secret = "golden-webhook-secret"
    headers = {
        "x-razorpay-signature": razorpay.signature(secret, body),
        "x-razorpay-event-id": "evt_Golden",
    }
    written(
        "razorpay", body, headers, secrets=[secret], mode="live", account="acc_Golden",
        event_id="evt_Golden", kind="payment_link.paid", provider_payment_id="plink_Golden",
    )  # fmt: skip


def paypal_event() -> None:
    """An order that was approved."""
    order = {
        "id": "5O190127TN364715T", "status": "APPROVED", "intent": "CAPTURE",
        "purchase_units": [
            {
                "reference_id": "default", "custom_id": PAYMENT, "description": TEXT,
                "amount": {"currency_code": "EUR", "value": "25.00"},
                "payee": {"merchant_id": "GOLDENMERCHANT"},
            },
        ],
    }  # fmt: skip
    event = {
        "id": "WH-58D329510W468432D-8HN650336L201105X", "event_version": "1.0",
        "create_time": AT.isoformat(), "resource_type": "checkout-order",
        "event_type": "CHECKOUT.ORDER.APPROVED",
        "summary": "An order has been approved by buyer", "resource": order,
    }  # fmt: skip
    body = json.dumps(event, ensure_ascii=False).encode()
    sent, time, webhook = (
        "69cd13f0-d67a-11e5-baa3-778b53f4ae55",
        paypal.moment(SECONDS),
        "0EH40505U7160970P",
    )
    headers = {
        "paypal-transmission-id": sent,
        "paypal-transmission-time": time,
        "paypal-transmission-sig": paypal.signature(kept_key(), sent, time, webhook, body),
        "paypal-cert-url": f"https://api.paypal.com{paypal.CERTIFICATE}",
        "paypal-auth-algo": "SHA256withRSA",
    }
    written(
        "paypal", body, headers, secrets=[webhook], mode="live", account="GOLDENMERCHANT",
        event_id=event["id"], kind="CHECKOUT.ORDER.APPROVED", provider_payment_id="5O190127TN364715T",
    )  # fmt: skip


def main() -> None:
    """Makes the files."""
    stripe_event()
    razorpay_event()
    paypal_event()


if __name__ == "__main__":
    main()
