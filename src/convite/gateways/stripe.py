"""Payments by Stripe: a hosted Checkout Session, whose PaymentIntent is looked up with it.

The session's page works without scripts of ours, does 3-D Secure by itself and lets people try another
card after a declined one. Format: docs.stripe.com/api, with the version below.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from convite.core.clock import now
from convite.core.config import settings
from convite.gateways.calls import asked, client, fault_by_code, said
from convite.gateways.channels import Delayed, Fault, Refused, Stopped
from convite.gateways.payment_amounts import STRIPE
from convite.gateways.payment_calls import (
    as_uuid,
    content_of,
    key_of,
    mapping,
    secret,
)
from convite.gateways.payments import (
    KeyCheck,
    Mode,
    NewPayment,
    PaymentFacts,
    PaymentKeys,
    ProviderEvent,
    RefundFacts,
    Started,
)
from convite.gateways.stripe_events import checked_event, named_in
from convite.gateways.stripe_facts import facts_in, refund_of

VERSION = "2025-09-30.clover"
SESSIONS = "/v1/checkout/sessions"
#: How long a session is open: Stripe refuses less and more.
SHORTEST, LONGEST = timedelta(minutes=30), timedelta(hours=24)
#: What clocks may differ by, and a call take.
SLACK = timedelta(seconds=30)
#: Refunds and disputes on one page, and how many pages are read.
PAGE, PAGES = 100, 10

#: Codes after which a later try can succeed.
SLOW = {"idempotency_key_in_use", "lock_timeout", "rate_limit", "api_error"}
#: Codes after which nothing works until somebody acts.
STOPPING = {
    "account_closed",
    "account_invalid",
    "api_key_expired",
    "platform_api_key_expired",
    "secret_key_required",
    "testmode_charges_only",
}
#: What Stripe asks for against a dispute, as text.
EVIDENCE = {
    "access_activity_log",
    "billing_address",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "product_description",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "service_date",
    "uncategorized_text",
}


def mode_of(key: str) -> Mode:
    """Whether a secret key moves money."""
    return "live" if key[2:8] == "_live_" else "test"


class StripeProvider:
    """Payments by Checkout Sessions; their ids (`cs_…`) are those of payments."""

    name = "stripe"
    secret_names: Sequence[str] = ("secret_key",)
    shortest = SHORTEST + SLACK

    def check_amount(self, amount: int, currency: str) -> None:
        """Refuses what Stripe can't take.

        Raises:
            Refused: the text says why.
        """
        STRIPE.check(amount, currency)

    async def start(self, keys: PaymentKeys, payment: NewPayment) -> Started:
        """Opens a session; the same payment and attempt again is the same session.

        Raises:
            Refused: the amount isn't taken, or something in it is wrong.
        """
        self.check_amount(payment.amount, payment.currency)
        first: Fault | None = None
        async with api(keys) as http:
            for expires_at in endings_of(payment, now()):
                try:
                    session = await send(
                        http, SESSIONS, form_of(payment, expires_at), key_of(payment)
                    )
                except Refused as fault:
                    first = first or fault
                    # it was started before, when another end was the right one
                    if fault.code != "idempotency_error":
                        raise
                else:
                    return Started(provider_payment_id=session["id"], redirect_url=session["url"])
        raise first or Refused("Stripe took no end of the payment.")

    async def look_up(self, keys: PaymentKeys, provider_payment_id: str) -> PaymentFacts:
        """How a session and its payment are now."""
        async with api(keys) as http:
            return await facts_of(http, provider_payment_id)

    async def cancel(self, keys: PaymentKeys, provider_payment_id: str) -> PaymentFacts:
        """Expires a session, which cancels its payment too; one that is complete stays what it is."""
        async with api(keys) as http:
            try:
                await send(http, f"{SESSIONS}/{quote(provider_payment_id, safe='')}/expire", {})
            except Refused as fault:
                # only open sessions expire: it was paid meanwhile, or has ended already
                found = await facts_of(http, provider_payment_id)
                if found.state == "open":
                    raise Delayed(str(fault), code=fault.code) from fault
                return found
            return await facts_of(http, provider_payment_id)

    async def refund(
        self,
        keys: PaymentKeys,
        provider_payment_id: str,
        *,
        refund_id: UUID,
        amount: int,
        currency: str,
    ) -> RefundFacts:
        """Pays money back.

        Stripe forgets idempotency keys after a day, so the refunds so far are read first.

        Raises:
            Refused: it wasn't paid, or more than is left of it.
        """
        units = STRIPE.units(amount, currency)
        async with api(keys) as http:
            session = await session_of(http, provider_payment_id)
            intent = mapping(session["payment_intent"]).get("id")
            if intent is None:
                raise Refused("Nothing was paid.", code="not-paid")
            for known in await listed(http, "/v1/refunds", intent):
                if as_uuid(mapping(known["metadata"]).get("refund_id")) == refund_id:
                    return refund_of(known)
            form = {
                "payment_intent": intent,
                "amount": str(units),
                "metadata[refund_id]": str(refund_id),
            }
            return refund_of(await send(http, "/v1/refunds", form, f"refund-{refund_id}"))

    async def hand_in_evidence(
        self, keys: PaymentKeys, provider_dispute_id: str, evidence: Mapping[str, str]
    ) -> None:
        """Hands in what speaks against a dispute, for good; names that Stripe doesn't have join the text.

        Raises:
            Refused: it is too late.
        """
        known = {name: text for name, text in evidence.items() if name in EVIDENCE}
        others = [f"{name}: {text}" for name, text in evidence.items() if name not in EVIDENCE]
        texts = [known.pop("uncategorized_text", ""), *others]
        form = {f"evidence[{name}]": text for name, text in known.items()}
        form["evidence[uncategorized_text]"] = "\n".join(text for text in texts if text)
        async with api(keys) as http:
            path = f"/v1/disputes/{quote(provider_dispute_id, safe='')}"
            await send(http, path, {**form, "submit": "true"})

    async def accept_dispute(self, keys: PaymentKeys, provider_dispute_id: str) -> None:
        """Closes a dispute as lost.

        Raises:
            Refused: it was decided already.
        """
        async with api(keys) as http:
            await send(http, f"/v1/disputes/{quote(provider_dispute_id, safe='')}/close", {})

    async def read_event(
        self,
        keys: PaymentKeys,
        headers: Mapping[str, str],
        body: bytes,
        url: str,  # noqa: ARG002 - Stripe doesn't sign it
    ) -> ProviderEvent:
        """A webhook.

        Raises:
            WrongSignature: it isn't from Stripe, or another account's or mode's.
            Delayed: Stripe couldn't be asked which session a refund or dispute belongs to.
        """
        event = checked_event(keys, headers, body, now())
        named = named_in(event)
        session = named.session
        if session is None and named.intent is not None:
            async with api(keys) as http:
                found = await read(http, SESSIONS, {"payment_intent": named.intent, "limit": "1"})
            session = next((one["id"] for one in found["data"]), None)
        return ProviderEvent(
            event_id=event["id"],
            kind=event["type"],
            mode=keys.mode,
            provider_payment_id=session,
            account=event.get("account") or "",
        )

    async def check_keys(self, keys: PaymentKeys) -> KeyCheck:
        """The account of a secret key.

        Raises:
            Stopped: Stripe doesn't know it.
        """
        async with api(keys) as http:
            account = await read(http, "/v1/account")
        business = mapping(account.get("business_profile")).get("name")
        dashboard = mapping(mapping(account.get("settings")).get("dashboard")).get("display_name")
        return KeyCheck(
            account=account["id"],
            name=business or dashboard or account.get("email") or "",
            mode=keys.mode,
            can_charge=bool(account.get("charges_enabled")),
        )


@asynccontextmanager
async def api(keys: PaymentKeys) -> AsyncIterator[httpx2.AsyncClient]:
    """A client with an account's key.

    Raises:
        Stopped: the key is missing or of the other mode.
    """
    key = secret(keys, "secret_key")
    if mode_of(key) != keys.mode:
        raise Stopped(f"This isn't a key for {keys.mode} payments.", code="wrong-mode")
    headers = {"authorization": f"Bearer {key}", "stripe-version": VERSION}
    async with client(settings().stripe_base_url, headers=headers) as http:
        yield http


async def read(
    http: httpx2.AsyncClient, path: str, query: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Reads from the API."""
    answer = await asked(http, "GET", path, params=dict(query or {}), reported=None)
    if answer.status_code != 200:
        raise fault_of(answer)
    return content_of(answer)


async def send(
    http: httpx2.AsyncClient, path: str, form: Mapping[str, str], key: str = ""
) -> dict[str, Any]:
    """Writes to the API, with a key that makes it the same thing when it is sent again."""
    headers = {"idempotency-key": key} if key else {}
    answer = await asked(http, "POST", path, data=dict(form), headers=headers, reported=None)
    if answer.status_code != 200:
        raise fault_of(answer)
    return content_of(answer)


def fault_of(answer: httpx2.Response) -> Fault:
    """What an error answer means."""
    error = mapping(said(answer).get("error"))
    code = str(error.get("code") or error.get("type") or "")
    text = str(error.get("message") or f"HTTP {answer.status_code}")[:500]
    if answer.status_code == 403:
        return Stopped(text, code=code)
    return fault_by_code(answer, code, text, slow=SLOW, stopping=STOPPING)


def endings_of(payment: NewPayment, at: datetime) -> list[datetime | None]:
    """When a session may end, the best first: as asked for, or later since Stripe takes no shorter time.

    The parameters are part of the idempotency key. A second call can be made when another end is the
    right one; it finds the first call's among these. None means Stripe's own, a day.
    """

    def is_taken(end: datetime | None) -> bool:
        return end is None or SHORTEST + SLACK / 2 <= end - at <= LONGEST - SLACK / 2

    later = payment.expires_at + SHORTEST + SLACK
    return sorted([payment.expires_at, later, None], key=lambda end: not is_taken(end))


def form_of(payment: NewPayment, expires_at: datetime | None) -> dict[str, str]:
    """A session as the API takes it."""
    item, product = "line_items[0]", "line_items[0][price_data][product_data]"
    form = {
        "mode": "payment",
        "client_reference_id": str(payment.payment_id),
        "metadata[payment_id]": str(payment.payment_id),
        "payment_intent_data[metadata][payment_id]": str(payment.payment_id),
        "payment_intent_data[description]": f"{payment.reference}: {payment.description}"[:1000],
        f"{item}[quantity]": "1",
        f"{item}[price_data][currency]": payment.currency.lower(),
        f"{item}[price_data][unit_amount]": str(STRIPE.units(payment.amount, payment.currency)),
        f"{product}[name]": payment.description[:250] or payment.reference,
        f"{product}[description]": payment.reference,
        "success_url": payment.return_url,
        "cancel_url": payment.return_url,
    }
    if payment.email:
        form["customer_email"] = payment.email
    if expires_at is not None:
        form["expires_at"] = str(int(expires_at.timestamp()))
    return form


async def session_of(http: httpx2.AsyncClient, key: str) -> dict[str, Any]:
    """A session with its payment, charge and fee."""
    query = {"expand[]": "payment_intent.latest_charge.balance_transaction"}
    return await read(http, f"{SESSIONS}/{quote(key, safe='')}", query)


async def listed(http: httpx2.AsyncClient, path: str, intent: str) -> list[dict[str, Any]]:
    """The refunds or disputes of a payment."""
    found: list[dict[str, Any]] = []
    query = {"payment_intent": intent, "limit": str(PAGE)}
    for _ in range(PAGES):
        page = await read(http, path, query)
        found += page["data"]
        if not page.get("has_more"):
            break
        query["starting_after"] = found[-1]["id"]
    return found


async def facts_of(http: httpx2.AsyncClient, key: str) -> PaymentFacts:
    """What is known of a session and its payment."""
    session = await session_of(http, key)
    intent = mapping(session["payment_intent"])
    is_paid = intent.get("status") == "succeeded"
    is_disputed = bool(mapping(intent.get("latest_charge")).get("disputed"))
    refunds = await listed(http, "/v1/refunds", intent["id"]) if is_paid else []
    disputes = await listed(http, "/v1/disputes", intent["id"]) if is_disputed else []
    return facts_in(session, refunds, disputes)
