"""What Razorpay signs: its webhooks by their own secret, the browser's return by the key's secret."""

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from convite.gateways.payment_calls import mapping
from convite.gateways.payments import PaymentKeys, WrongSignature

#: What is signed of the return from a payment link's page, in order; and of that from a checkout.
LINK_FIELDS = (
    "razorpay_payment_link_id",
    "razorpay_payment_link_reference_id",
    "razorpay_payment_link_status",
    "razorpay_payment_id",
)
ORDER_FIELDS = ("razorpay_order_id", "razorpay_payment_id")


@dataclass(frozen=True, kw_only=True)
class Named:
    """What an event names: a payment link, or a payment that may belong to one."""

    link: str | None = None
    payment: str | None = None


def signature(secret: str, signed: bytes) -> str:
    """The HMAC-SHA-256 in hexadecimal digits."""
    return hmac.new(secret.encode(), signed, sha256).hexdigest()


def is_signed_return(query: Mapping[str, str], key_secret: str) -> bool:
    """Whether Razorpay sent the browser back with these parameters; the payment is still looked up."""
    fields = LINK_FIELDS if LINK_FIELDS[0] in query else ORDER_FIELDS
    given = query.get("razorpay_signature", "")
    if not key_secret or any(name not in query for name in fields):
        return False
    made = signature(key_secret, "|".join(query[name] for name in fields).encode())
    return hmac.compare_digest(made.encode(), given.encode())


def check_signature(given: str, body: bytes, secrets: Sequence[str]) -> None:
    """Checks `X-Razorpay-Signature`.

    Raises:
        WrongSignature: none of the secrets made it.
    """
    fits = [
        hmac.compare_digest(signature(one, body).encode(), given.encode()) for one in secrets if one
    ]
    if not any(fits):
        raise WrongSignature("X-Razorpay-Signature is missing or wrong.")


def checked_event(keys: PaymentKeys, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """An event of this account. Its mode is that of the secret: each mode has its own webhooks.

    Raises:
        WrongSignature: it isn't from Razorpay, or another account's.
    """
    check_signature(headers.get("x-razorpay-signature", ""), body, keys.webhook_secrets)
    try:
        event = json.loads(body)
    except ValueError as error:
        raise WrongSignature("The body isn't JSON.") from error
    if not isinstance(event, dict) or not event.get("event"):
        raise WrongSignature("The body isn't an event.")
    if not headers.get("x-razorpay-event-id"):
        raise WrongSignature("X-Razorpay-Event-Id is missing.")
    if keys.account and event.get("account_id") not in {None, "", keys.account}:
        raise WrongSignature("The event is another account's.")
    return event


def named_in(event: Mapping[str, Any]) -> Named:
    """The link or the payment that an event is about; neither if it is about something else."""
    entities = {
        kind: mapping(mapping(one).get("entity"))
        for kind, one in mapping(event.get("payload")).items()
    }
    link = entities.get("payment_link", {}).get("id")
    payment = entities.get("payment", {}).get("id")
    for kind in ("refund", "dispute"):
        payment = payment or entities.get(kind, {}).get("payment_id")
    return Named(link=link, payment=payment)
