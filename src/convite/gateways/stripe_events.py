"""Stripe's webhooks: whether they are Stripe's, and what they are about."""

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from convite.gateways.payment_calls import mapping
from convite.gateways.payments import PaymentKeys, WrongSignature

#: How old a signature may be, in seconds, and how far ahead its clock.
TOLERANCE = 300


@dataclass(frozen=True, kw_only=True)
class Named:
    """What an event names: a session, or the payment of one."""

    session: str | None = None
    intent: str | None = None


def check_signature(header: str, body: bytes, secrets: Sequence[str], at: datetime) -> None:
    """Checks `Stripe-Signature`: any `v1` of it, by any of the secrets.

    Raises:
        WrongSignature: none fits, or it is older than five minutes.
    """
    pairs = [one.strip().partition("=") for one in header.split(",")]
    moments = [value for name, _, value in pairs if name == "t"]
    given = [value.encode() for name, _, value in pairs if name == "v1"]
    if len(moments) != 1 or not moments[0].isascii() or not moments[0].isdigit():
        raise WrongSignature("Stripe-Signature has no time.")
    signed = moments[0].encode() + b"." + body
    made = [hmac.new(one.encode(), signed, sha256).hexdigest().encode() for one in secrets if one]
    fits = [hmac.compare_digest(own, theirs) for own in made for theirs in given]
    if not any(fits):
        raise WrongSignature("Stripe-Signature is missing or wrong.")
    if abs(int(moments[0]) - at.timestamp()) > TOLERANCE:
        raise WrongSignature("Stripe-Signature is too old.")


def checked_event(
    keys: PaymentKeys, headers: Mapping[str, str], body: bytes, at: datetime
) -> dict[str, Any]:
    """An event of this account and mode.

    Raises:
        WrongSignature: it isn't from Stripe, or another account's or mode's.
    """
    check_signature(headers.get("stripe-signature", ""), body, keys.webhook_secrets, at)
    try:
        event = json.loads(body)
    except ValueError as error:
        raise WrongSignature("The body isn't JSON.") from error
    if not isinstance(event, dict) or not event.get("id") or not event.get("type"):
        raise WrongSignature("The body isn't an event.")
    if event.get("livemode") is not (keys.mode == "live"):
        raise WrongSignature(f"The event isn't one of {keys.mode} payments.")
    if keys.account and event.get("account") not in {None, "", keys.account}:
        raise WrongSignature("The event is another account's.")
    return event


def named_in(event: Mapping[str, Any]) -> Named:
    """The session, or the payment, that an event is about; neither if it is about something else.

    Payments and charges of ours carry our id, so those of other programs on the account aren't asked for.
    """
    about = mapping(mapping(event.get("data")).get("object"))
    kind = about.get("object")
    if kind == "checkout.session":
        return Named(session=about.get("id"))
    is_ours = "payment_id" in mapping(about.get("metadata"))
    if kind == "payment_intent" and is_ours:
        return Named(intent=about.get("id"))
    intent = about.get("payment_intent")
    if isinstance(intent, str) and (
        kind in {"refund", "dispute"} or (kind == "charge" and is_ours)
    ):
        return Named(intent=intent)
    return Named()
