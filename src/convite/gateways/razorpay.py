"""Payments by Razorpay: a payment link, whose page works without scripts of ours, and its order's payments.

Format: razorpay.com/docs/api (Payment Links, Orders, Payments, Refunds, Disputes).
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from convite.core.clock import now
from convite.core.config import settings
from convite.gateways.calls import asked, client, fault_by_code, said
from convite.gateways.channels import Delayed, Fault, Refused, Stopped
from convite.gateways.payment_amounts import RAZORPAY
from convite.gateways.payment_calls import as_uuid, content_of, key_of, mapping, secret
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
from convite.gateways.razorpay_events import checked_event, named_in
from convite.gateways.razorpay_facts import CAPTURED, best_of, facts_in, refund_of

LINKS = "/v1/payment_links"
#: A link lives for a quarter of an hour at least.
SHORTEST = timedelta(minutes=15)
#: What clocks may differ by, and a call take.
SLACK = timedelta(seconds=30)
#: Refunds and disputes on one page, and how many pages are read.
PAGE, PAGES = 100, 10
#: Codes after which a later try can succeed.
SLOW = {"GATEWAY_ERROR", "SERVER_ERROR"}


def mode_of(key: str) -> Mode:
    """Whether a key moves money."""
    return "live" if key.startswith("rzp_live_") else "test"


class RazorpayProvider:
    """Payments by links; their ids (`plink_…`) are those of payments."""

    name = "razorpay"
    secret_names: Sequence[str] = ("key_id", "key_secret")
    shortest = SHORTEST + SLACK

    def check_amount(self, amount: int, currency: str) -> None:
        """Refuses what Razorpay can't take.

        Raises:
            Refused: the text says why.
        """
        RAZORPAY.check(amount, currency)

    async def start(self, keys: PaymentKeys, payment: NewPayment) -> Started:
        """Makes a link. A reference can't be used twice, which is how the same attempt is found again.

        Raises:
            Refused: the amount isn't taken, or something in it is wrong.
        """
        self.check_amount(payment.amount, payment.currency)
        async with api(keys) as http:
            try:
                link = await send(http, LINKS, link_of(payment))
            except Refused:
                known = await read(http, LINKS, {"reference_id": key_of(payment)})
                found = known.get("payment_links") or []
                if not found:
                    raise
                link = found[0]
        return Started(provider_payment_id=link["id"], redirect_url=link["short_url"])

    async def look_up(self, keys: PaymentKeys, provider_payment_id: str) -> PaymentFacts:
        """How a link and its payments are now; an authorized payment is captured."""
        async with api(keys) as http:
            return await facts_of(http, provider_payment_id, keys.mode)

    async def cancel(self, keys: PaymentKeys, provider_payment_id: str) -> PaymentFacts:
        """Cancels a link; one that was paid stays paid."""
        async with api(keys) as http:
            fault: Refused | None = None
            try:
                await send(http, f"{LINKS}/{quote(provider_payment_id, safe='')}/cancel", {})
            except Refused as refused:
                fault = refused
            found = await facts_of(http, provider_payment_id, keys.mode)
            if fault is not None and found.state == "open":
                raise Delayed(str(fault), code=fault.code) from fault
            return found

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
            Refused: it wasn't paid, or more than is left of it.
        """
        units = RAZORPAY.units(amount, currency)
        async with api(keys) as http:
            link = await link_with(http, provider_payment_id)
            payment = best_of(await payments_of(http, link))
            if payment.get("status") not in CAPTURED:
                raise Refused("Nothing was paid.", code="not-paid")
            for known in await refunds_of(http, payment["id"]):
                if as_uuid(mapping(known.get("notes")).get("refund_id")) == refund_id:
                    return refund_of(known)
            content = {
                "amount": units,
                "speed": "normal",
                "receipt": refund_id.hex,
                "notes": {"refund_id": str(refund_id)},
            }
            path = f"/v1/payments/{quote(payment['id'], safe='')}/refund"
            headers = {"x-refund-idempotency": refund_id.hex}
            return refund_of(await send(http, path, content, headers))

    async def hand_in_evidence(
        self,
        keys: PaymentKeys,  # noqa: ARG002 - nothing is sent
        provider_dispute_id: str,
        evidence: Mapping[str, str],  # noqa: ARG002 - nothing is sent
    ) -> None:
        """Razorpay takes evidence as uploaded documents only.

        Raises:
            Refused: always.
        """
        text = (
            f"Evidence against {provider_dispute_id} can only be handed in on Razorpay's dashboard."
        )
        raise Refused(text, code="dashboard-only")

    async def accept_dispute(self, keys: PaymentKeys, provider_dispute_id: str) -> None:
        """Accepts a dispute, which is lost then.

        Raises:
            Refused: it was decided already.
        """
        async with api(keys) as http:
            await send(http, f"/v1/disputes/{quote(provider_dispute_id, safe='')}/accept", {})

    async def read_event(
        self,
        keys: PaymentKeys,
        headers: Mapping[str, str],
        body: bytes,
        url: str,  # noqa: ARG002 - Razorpay doesn't sign it
    ) -> ProviderEvent:
        """A webhook.

        Raises:
            WrongSignature: it isn't from Razorpay, or another account's.
            Delayed: Razorpay couldn't be asked which link a payment belongs to.
        """
        event = checked_event(keys, headers, body)
        named = named_in(event)
        link = named.link
        if link is None and named.payment is not None:
            async with api(keys) as http:
                found = await read(http, LINKS, {"payment_id": named.payment})
            link = next((one["id"] for one in found.get("payment_links") or ()), None)
        return ProviderEvent(
            event_id=headers["x-razorpay-event-id"],
            kind=event["event"],
            mode=keys.mode,
            provider_payment_id=link,
            account=event.get("account_id") or "",
        )

    async def check_keys(self, keys: PaymentKeys) -> KeyCheck:
        """Whether Razorpay knows a pair of keys; it tells nothing about their account.

        Raises:
            Stopped: it doesn't.
        """
        async with api(keys) as http:
            await read(http, "/v1/payments", {"count": "1"})
        name = secret(keys, "key_id")
        return KeyCheck(account="", name=name, mode=keys.mode, can_charge=True)


@asynccontextmanager
async def api(keys: PaymentKeys) -> AsyncIterator[httpx2.AsyncClient]:
    """A client with an account's keys.

    Raises:
        Stopped: a key is missing or of the other mode.
    """
    pair = secret(keys, "key_id"), secret(keys, "key_secret")
    if mode_of(pair[0]) != keys.mode:
        raise Stopped(f"This isn't a key for {keys.mode} payments.", code="wrong-mode")
    async with client(settings().razorpay_base_url, auth=pair) as http:
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
    http: httpx2.AsyncClient,
    path: str,
    content: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Writes to the API."""
    more = dict(headers or {})
    answer = await asked(http, "POST", path, json=dict(content), headers=more, reported=None)
    if answer.status_code not in (200, 201):
        raise fault_of(answer)
    return content_of(answer)


def fault_of(answer: httpx2.Response) -> Fault:
    """What an error answer means; Razorpay's code is the same for most, and its reason tells them apart."""
    error = mapping(said(answer).get("error"))
    code = str(error.get("code") or "")
    reason = str(error.get("reason") or code)
    text = str(error.get("description") or f"HTTP {answer.status_code}")[:500]
    fault = fault_by_code(answer, code, text, slow=SLOW, stopping=())
    fault.code = reason if reason != "NA" else code
    return fault


def link_of(payment: NewPayment) -> dict[str, Any]:
    """A link as the API takes it."""
    link: dict[str, Any] = {
        "amount": RAZORPAY.units(payment.amount, payment.currency),
        "currency": payment.currency,
        "accept_partial": False,
        "reference_id": key_of(payment),
        "description": f"{payment.reference}: {payment.description}"[:2000],
        "notify": {"email": False, "sms": False},
        "reminder_enable": False,
        "notes": {"payment_id": str(payment.payment_id), "reference": payment.reference},
        "callback_url": payment.return_url,
        "callback_method": "get",
        "expire_by": int(max(payment.expires_at, now() + SHORTEST + SLACK).timestamp()),
    }
    if payment.email:
        link["customer"] = {"email": payment.email}
    return link


async def link_with(http: httpx2.AsyncClient, key: str) -> dict[str, Any]:
    """A link by its id."""
    return await read(http, f"{LINKS}/{quote(key, safe='')}")


async def payments_of(
    http: httpx2.AsyncClient, link: Mapping[str, Any]
) -> Sequence[Mapping[str, Any]]:
    """The payments of a link's order; it has an order once somebody begins to pay."""
    if not link.get("order_id"):
        return ()
    found = await read(http, f"/v1/orders/{quote(link['order_id'], safe='')}/payments")
    return found.get("items") or ()


async def refunds_of(http: httpx2.AsyncClient, payment: str) -> list[dict[str, Any]]:
    """The refunds of a payment."""
    return await pages(http, f"/v1/payments/{quote(payment, safe='')}/refunds")


async def disputes_of(http: httpx2.AsyncClient, payment: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The disputes of a payment, found among all: they can't be asked for by payment.

    None if the account may not ask for them.
    """
    try:
        found = await pages(http, "/v1/disputes")
    except Refused:
        return []
    return [one for one in found if one["payment_id"] == payment["id"]]


async def pages(http: httpx2.AsyncClient, path: str) -> list[dict[str, Any]]:
    """The items of a list."""
    found: list[dict[str, Any]] = []
    for number in range(PAGES):
        query = {"count": str(PAGE), "skip": str(number * PAGE)}
        items = (await read(http, path, query)).get("items") or []
        found += items
        if len(items) < PAGE:
            break
    return found


async def facts_of(http: httpx2.AsyncClient, key: str, mode: Mode) -> PaymentFacts:
    """What is known of a link, after what is authorized has been captured."""
    link = await link_with(http, key)
    payments = await payments_of(http, link)
    payment, error = best_of(payments), ""
    if payment.get("status") == "authorized":
        error = await capture(http, payment)
        payments = await payments_of(http, link)
        payment = best_of(payments)
    if payment.get("status") not in CAPTURED:
        return facts_in(link, payments, (), (), mode, error)
    refunds = await refunds_of(http, payment["id"])
    disputes = await disputes_of(http, payment)
    if payment.get("method") == "card":
        path = f"/v1/payments/{quote(payment['id'], safe='')}"
        payments = [await read(http, path, {"expand[]": "card"})]
    return facts_in(link, payments, refunds, disputes, mode)


async def capture(http: httpx2.AsyncClient, payment: Mapping[str, Any]) -> str:
    """Takes the money of an authorized payment; says why it couldn't be, if so.

    Whoever else did it at the same time has done it too: the payment says so.
    """
    content = {"amount": payment["amount"], "currency": payment["currency"]}
    try:
        await send(http, f"/v1/payments/{quote(payment['id'], safe='')}/capture", content)
    except Refused as fault:
        return str(fault)
    return ""
