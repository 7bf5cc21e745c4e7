"""What the adapters of payment providers share beside `calls`."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx2

from convite.gateways.calls import said
from convite.gateways.channels import Delayed, Stopped
from convite.gateways.payments import NewPayment, PaymentKeys


def secret(keys: PaymentKeys, name: str) -> str:
    """One of the keys.

    Raises:
        Stopped: it is missing, or has letters that no key has.
    """
    value = keys.secrets.get(name, "")
    if not value:
        raise Stopped(f"The key {name} is missing.", code="keys-missing")
    if not value.isascii() or not value.isprintable() or " " in value:
        raise Stopped(f"The key {name} has letters that no key has.", code="keys-wrong")
    return value


def key_of(payment: NewPayment) -> str:
    """The idempotency key of a payment; it has at most 40 characters, as Razorpay wants it."""
    return f"{payment.payment_id.hex}-{payment.attempt}"


def as_uuid(text: object) -> UUID | None:
    """An id of ours that a provider kept; None if it isn't one."""
    try:
        return UUID(str(text))
    except ValueError:
        return None


def as_moment(seconds: object) -> datetime | None:
    """A moment given in seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) and seconds else None


def mapping(value: object) -> Mapping[str, Any]:
    """An object of a provider's answer; empty where it leaves it out, or writes an empty list instead."""
    return value if isinstance(value, dict) else {}


def content_of(answer: httpx2.Response) -> dict[str, Any]:
    """What an answer that went well says.

    Raises:
        Delayed: it isn't the provider's.
    """
    content = said(answer)
    if not content:
        raise Delayed(f"The provider gave no answer that can be read ({answer.status_code}).")
    return content
