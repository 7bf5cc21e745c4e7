"""Payments by PayPal: an order that the buyer approves on PayPal's page, captured when it is looked up.

Format: developer.paypal.com/docs/api (Orders v2, Payments v2, Disputes v1, Webhooks).
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

from cryptography.x509 import Certificate

from convite.core.clock import now
from convite.core.config import settings
from convite.gateways.calls import asked, client, said
from convite.gateways.certificates import authorities, certificates_in
from convite.gateways.channels import Delayed, Refused, Stopped
from convite.gateways.payment_amounts import PAYPAL
from convite.gateways.payment_calls import as_uuid, key_of, mapping
from convite.gateways.payments import (
    KeyCheck,
    NewPayment,
    PaymentFacts,
    PaymentKeys,
    ProviderEvent,
    RefundFacts,
    Started,
    WrongSignature,
)
from convite.gateways.paypal_calls import Api, api
from convite.gateways.paypal_events import (
    certificate_url,
    check_chain,
    check_signature,
    check_time,
    event_in,
    has_issuer,
    leaf_of,
    named_in,
    question_of,
)
from convite.gateways.paypal_facts import (
    CAPTURED,
    ENDED,
    capture_of,
    captures_of,
    facts_in,
    is_ended,
    refund_of,
    refunds_of,
    unit_of,
)

ORDERS = "/v2/checkout/orders"
DISPUTES = "/v1/customer/disputes"
CONFIRM = "/v1/notifications/verify-webhook-signature"
#: Longest texts that PayPal takes.
DESCRIPTION, NOTES = 127, 2000
#: Certificates by address; how many are kept.
CERTIFICATES: dict[str, Sequence[Certificate]] = {}
KEPT = 50


class PayPalProvider:
    """Payments by orders; their ids are those of payments."""

    name = "paypal"
    secret_names: Sequence[str] = ("client_id", "client_secret")
    shortest = timedelta(0)

    def check_amount(self, amount: int, currency: str) -> None:
        """Refuses what PayPal can't take.

        Raises:
            Refused: the text says why.
        """
        PAYPAL.check(amount, currency)

    async def start(self, keys: PaymentKeys, payment: NewPayment) -> Started:
        """Makes an order; the same payment and attempt again is the same order for six hours.

        Raises:
            Refused: the amount isn't taken, or something in it is wrong.
        """
        self.check_amount(payment.amount, payment.currency)
        async with api(keys) as paypal:
            order = await paypal.send(ORDERS, order_of(payment), key_of(payment))
        links = {one.get("rel"): one["href"] for one in order.get("links") or ()}
        page = links.get("payer-action") or links.get("approve")
        return Started(provider_payment_id=order["id"], redirect_url=page)

    async def look_up(self, keys: PaymentKeys, provider_payment_id: str) -> PaymentFacts:
        """How an order is now, captured if it was approved.

        PayPal forgets orders that nobody approved for some hours: those have failed.
        """
        async with api(keys) as paypal:
            try:
                order = await order_with(paypal, provider_payment_id)
            except Refused as fault:
                return forgotten(keys, provider_payment_id, fault)
            error = ""
            if order["status"] == "APPROVED" and not is_ended(order):
                order, error = await captured(paypal, order)
            return facts_in(order, await disputes_of(paypal, order), keys.mode, error)

    async def cancel(self, keys: PaymentKeys, provider_payment_id: str) -> PaymentFacts:
        """Ends an order: PayPal can't, so it is marked, and marked orders aren't captured.

        If PayPal doesn't take the mark, an approval that comes later is captured, and is late money.
        """
        async with api(keys) as paypal:
            try:
                order = await order_with(paypal, provider_payment_id)
            except Refused as fault:
                return forgotten(keys, provider_payment_id, fault)
            if not captures_of(order) and not is_ended(order):
                order = await ended(paypal, order)
            found = facts_in(order, await disputes_of(paypal, order), keys.mode)
        return replace(found, state="failed") if found.state == "open" else found

    async def refund(
        self,
        keys: PaymentKeys,
        provider_payment_id: str,
        *,
        refund_id: UUID,
        amount: int,
        currency: str,
    ) -> RefundFacts:
        """Pays money back; the refunds so far are read first, as idempotency keys are forgotten.

        Raises:
            Refused: it wasn't paid, more than is left of it, or too long ago (180 days).
        """
        value = {"value": PAYPAL.text(amount, currency), "currency_code": currency}
        async with api(keys) as paypal:
            order = await order_with(paypal, provider_payment_id)
            capture = capture_of(order)
            if capture.get("status") not in CAPTURED:
                raise Refused("Nothing was paid.", code="not-paid")
            for known in refunds_of(order):
                if as_uuid(known.get("custom_id")) == refund_id:
                    return refund_of(known)
            path = f"/v2/payments/captures/{quote(capture['id'], safe='')}/refund"
            content = {"amount": value, "custom_id": str(refund_id)}
            return refund_of(await paypal.send(path, content, f"refund-{refund_id}"))

    async def hand_in_evidence(
        self, keys: PaymentKeys, provider_dispute_id: str, evidence: Mapping[str, str]
    ) -> None:
        """Hands in what speaks against a dispute, as notes.

        Raises:
            Refused: it is too late.
        """
        notes = "\n".join(f"{name.replace('_', ' ')}: {text}" for name, text in evidence.items())
        content = {"evidences": [{"evidence_type": "OTHER", "notes": notes[:NOTES]}]}
        part = (None, json.dumps(content), "application/json")
        async with api(keys) as paypal:
            path = f"{DISPUTES}/{quote(provider_dispute_id, safe='')}/provide-evidence"
            await paypal.call("POST", path, files={"input": part})

    async def accept_dispute(self, keys: PaymentKeys, provider_dispute_id: str) -> None:
        """Accepts a claim: PayPal refunds the buyer.

        Raises:
            Refused: it was decided already.
        """
        content = {"note": "Accepted by the seller.", "accept_claim_type": "REFUND"}
        async with api(keys) as paypal:
            path = f"{DISPUTES}/{quote(provider_dispute_id, safe='')}/accept-claim"
            await paypal.call("POST", path, json=content)

    async def read_event(
        self,
        keys: PaymentKeys,
        headers: Mapping[str, str],
        body: bytes,
        url: str,  # noqa: ARG002 - PayPal signs the webhook's id instead
    ) -> ProviderEvent:
        """A webhook.

        Raises:
            WrongSignature: it isn't from PayPal, or another account's, webhook's or mode's.
            Delayed: the certificate couldn't be fetched, or PayPal not be asked for the order of a capture.
        """
        event = await checked_event(keys, headers, body)
        named = named_in(event)
        order = named.order
        if order is None and named.capture is not None:
            async with api(keys) as paypal:
                order = await order_behind(paypal, named.capture)
        return ProviderEvent(
            event_id=event["id"],
            kind=event["event_type"],
            mode=keys.mode,
            provider_payment_id=order,
        )

    async def check_keys(self, keys: PaymentKeys) -> KeyCheck:
        """Whether PayPal knows these keys, and whose they are if it says so.

        Raises:
            Stopped: it doesn't.
        """
        async with api(keys) as paypal:
            await paypal.token()
            try:
                query = {"schema": "paypalv1.1"}
                person = await paypal.read("/v1/identity/oauth2/userinfo", query)
            except (Refused, Stopped):
                person = {}  # not every app may ask for it
        return KeyCheck(
            account=str(person.get("payer_id") or ""),
            name=str(person.get("name") or ""),
            mode=keys.mode,
            can_charge=True,
            currencies=sorted(PAYPAL.currencies),
        )


def order_of(payment: NewPayment) -> dict[str, Any]:
    """An order as the API takes it."""
    amount = {
        "currency_code": payment.currency,
        "value": PAYPAL.text(payment.amount, payment.currency),
    }
    unit = {
        "reference_id": "default",
        "custom_id": str(payment.payment_id),
        "description": f"{payment.reference}: {payment.description}"[:DESCRIPTION],
        "amount": amount,
    }
    paypal: dict[str, Any] = {
        "experience_context": {
            "return_url": payment.return_url,
            "cancel_url": payment.return_url,
            "user_action": "PAY_NOW",
            "shipping_preference": "NO_SHIPPING",
        }
    }
    if payment.email:
        paypal["email_address"] = payment.email
    return {
        "intent": "CAPTURE",
        "purchase_units": [unit],
        "payment_source": {"paypal": paypal},
    }


async def order_with(paypal: Api, key: str) -> dict[str, Any]:
    """An order by its id."""
    return await paypal.read(f"{ORDERS}/{quote(key, safe='')}")


def forgotten(keys: PaymentKeys, key: str, fault: Refused) -> PaymentFacts:
    """What is known of an order that PayPal doesn't know any more.

    Raises:
        Refused: it says something else.
    """
    if fault.code not in {"RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID"}:
        raise fault
    return PaymentFacts(
        provider_payment_id=key,
        state="failed",
        amount=0,
        currency="",
        mode=keys.mode,
        error=str(fault),
    )


async def captured(paypal: Api, order: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """An approved order after its capture, and why it couldn't be captured if so.

    An order is captured once whoever asks, so there is no key: with one, a second try with another card
    would get the first one's refusal.
    """
    error = ""
    try:
        await paypal.send(f"{ORDERS}/{quote(order['id'], safe='')}/capture", {})
    except Refused as fault:
        error = "" if fault.code == "ORDER_ALREADY_CAPTURED" else str(fault)
    return await order_with(paypal, order["id"]), error


async def ended(paypal: Api, order: Mapping[str, Any]) -> dict[str, Any]:
    """An order after it was marked as ended; captured in the meantime, it isn't."""
    change = {
        "op": "replace",
        "path": "/purchase_units/@reference_id=='default'/custom_id",
        "value": f"{ENDED}{unit_of(order).get('custom_id') or ''}",
    }
    # refused if it was captured meanwhile, or can't be changed: the order says which
    with suppress(Refused):
        await paypal.call("PATCH", f"{ORDERS}/{quote(order['id'], safe='')}", json=[change])
    return await order_with(paypal, order["id"])


async def disputes_of(paypal: Api, order: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The disputes of an order that was paid; none if the app may not ask for them."""
    capture = capture_of(order)
    if capture.get("status") not in CAPTURED:
        return []
    try:
        found = await paypal.read(DISPUTES, {"disputed_transaction_id": capture["id"]})
        keys = [one["dispute_id"] for one in found.get("items") or ()]
        return [await paypal.read(f"{DISPUTES}/{quote(key, safe='')}") for key in keys]
    except Stopped:
        return []


async def order_behind(paypal: Api, capture: str) -> str | None:
    """The order that a capture belongs to; None if it has none, or is another app's."""
    try:
        found = await paypal.read(f"/v2/payments/captures/{quote(capture, safe='')}")
    except (Refused, Stopped):
        return None
    related = mapping(mapping(found.get("supplementary_data")).get("related_ids"))
    return related.get("order_id")


async def checked_event(
    keys: PaymentKeys, headers: Mapping[str, str], body: bytes
) -> dict[str, Any]:
    """An event of this account, signed by PayPal's certificate.

    Raises:
        WrongSignature: it isn't.
        Delayed: the certificate couldn't be fetched, or PayPal not be asked.
    """
    at = now()
    place = certificate_url(headers, keys.mode, settings().paypal_base_url)
    check_time(headers, at)
    chain, roots = await chain_at(place), authorities(settings().paypal_authorities)
    leaf = leaf_of(chain)
    webhook_id = check_signature(headers, body, keys.webhook_secrets, leaf)
    event = event_in(keys, body)
    if has_issuer(leaf, chain, roots):
        check_chain(leaf, chain, roots, at)
    else:
        await confirm(keys, question_of(headers, webhook_id, body))
    return event


async def confirm(keys: PaymentKeys, question: bytes) -> None:
    """Asks PayPal about an event whose certificate has no issuer at hand.

    Raises:
        WrongSignature: PayPal doesn't confirm it.
    """
    headers = {"content-type": "application/json"}
    try:
        async with api(keys) as paypal:
            answer = await paypal.call("POST", CONFIRM, content=question, headers=headers)
    except (Refused, Stopped) as fault:
        raise WrongSignature(f"PayPal doesn't check the event: {fault}") from fault
    if said(answer).get("verification_status") != "SUCCESS":
        raise WrongSignature("PayPal doesn't know the event.")


async def chain_at(url: str) -> Sequence[Certificate]:
    """The certificate at an address, its issuers after it; fetched once.

    Raises:
        WrongSignature: there is none.
        Delayed: the host can't be reached.
    """
    known = CERTIFICATES.get(url)
    if known is not None:
        return known
    async with client("") as http:
        answer = await asked(http, "GET", url, reported=None)
    if answer.status_code == 429 or answer.status_code >= 500:
        raise Delayed(f"PayPal's certificate can't be fetched ({answer.status_code}).")
    chain = certificates_in(answer.content) if answer.status_code == 200 else []
    if not chain:
        raise WrongSignature("There is no certificate at PayPal-Cert-Url.")
    if len(CERTIFICATES) >= KEPT:
        CERTIFICATES.clear()
    CERTIFICATES[url] = chain
    return chain
