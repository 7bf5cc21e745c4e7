"""PayPal's API on loopback: orders, captures, refunds, disputes and events with certificates.

By hand: `python -m tests.providers.paypal PORT`, with CONVITE_PAYPAL_BASE_URL set to its address and
CONVITE_PAYPAL_AUTHORITIES to `tests/data/paypal/authority.pem`. The page of an order asks what happens.
"""

import json
import re
import sys
from base64 import b64encode
from binascii import crc32
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from tests.providers.loopback import Asked, Said, run
from tests.providers.payment_server import (
    Event,
    PaymentServer,
    buttons,
    form_of,
    is_address,
    key,
    moved,
    page,
    query_of,
)
from tests.providers.signing import AUTHORITY, CHAIN, kept_key, new_key

WHOLE = {"JPY", "HUF", "TWD"}
TOKEN_SECONDS = 32400
CERTIFICATE = "/v1/notifications/certs/CERT-360caa42-fca2a594-convite"


def error(issue: str, text: str = "", status: int = 422) -> Said:
    """An error answer."""
    names = {404: "RESOURCE_NOT_FOUND", 403: "NOT_AUTHORIZED", 422: "UNPROCESSABLE_ENTITY"}
    content = {
        "name": names.get(status, issue), "message": text or "The requested action failed.",
        "debug_id": "90957fca61718", "details": [{"issue": issue, "description": text or issue}],
    }  # fmt: skip
    return Said(status=status, content=content)


def busy(seconds: int = 2) -> Said:
    """Too many calls."""
    content = {"name": "RATE_LIMIT_REACHED", "message": "Too many requests."}
    return Said(status=429, content=content, headers={"retry-after": str(seconds)})


def broken() -> Said:
    """Something went wrong on PayPal's end."""
    content = {"name": "INTERNAL_SERVER_ERROR", "message": "An internal server error occurred."}
    return Said(status=500, content=content)


def money(value: Decimal, currency: str) -> dict[str, str]:
    """An amount as PayPal writes it."""
    return {"currency_code": currency, "value": f"{value:.{0 if currency in WHOLE else 2}f}"}


def moment(seconds: float) -> str:
    """A moment as PayPal writes it."""
    return datetime.fromtimestamp(int(seconds), UTC).isoformat().replace("+00:00", "Z")


def signature(signer: RSAPrivateKey, sent: str, time: str, webhook: str, body: bytes) -> str:
    """The value of `PayPal-Transmission-Sig`."""
    signed = f"{sent}|{time}|{webhook}|{crc32(body)}".encode()
    return b64encode(signer.sign(signed, PKCS1v15(), SHA256())).decode()


@dataclass(kw_only=True)
class PayPal(PaymentServer):
    """An account and an app of it. Orders are kept as they are answered."""

    name: ClassVar[str] = "paypal"
    routes: ClassVar[Sequence[tuple[str, str, str]]] = (
        ("GET", "/v1/identity/oauth2/userinfo", "whoami"),
        ("POST", "/v2/checkout/orders", "make_order"),
        ("GET", "/v2/checkout/orders/([^/]+)", "show_order"),
        ("PATCH", "/v2/checkout/orders/([^/]+)", "change_order"),
        ("POST", "/v2/checkout/orders/([^/]+)/capture", "capture_order"),
        ("GET", "/v2/payments/captures/([^/]+)", "show_capture"),
        ("POST", "/v2/payments/captures/([^/]+)/refund", "make_refund"),
        ("GET", "/v1/customer/disputes", "list_disputes"),
        ("GET", "/v1/customer/disputes/([^/]+)", "show_dispute"),
        ("POST", "/v1/customer/disputes/([^/]+)/provide-evidence", "take_evidence"),
        ("POST", "/v1/customer/disputes/([^/]+)/accept-claim", "give_up"),
        ("POST", "/v1/oauth2/token", "give_token"),
        ("GET", CERTIFICATE, "show_certificate"),
        ("POST", "/v1/notifications/verify-webhook-signature", "confirm"),
        ("GET", "/checkoutnow", "show_page"),
        ("POST", "/checkoutnow", "press"),
    )
    open_pages: ClassVar[str] = r"/dashboard|/checkoutnow|/v1/notifications/certs/|/v1/oauth2/token"
    acts: ClassVar[dict[str, str]] = {
        "refund": "Refund",
        "settle": "Pending payment completes",
        "refuse": "Pending payment is denied",
        "fail-refund": "Last refund fails",
        "dispute": "Dispute",
        "win": "Dispute won",
        "lose": "Dispute lost",
    }

    secrets: dict[str, str] = field(
        default_factory=lambda: {"client_id": "a-client-id", "client_secret": "a-client-secret"}
    )
    account: str = "MERCHANT1CONV"
    #: Not secrets but the ids of webhooks, which are signed.
    webhook_secrets: list[str] = field(default_factory=lambda: ["1JE4291016473214C"])
    signer: RSAPrivateKey = field(default_factory=kept_key)
    #: What is served as the certificate of events.
    certificate: bytes = field(default_factory=CHAIN.read_bytes)
    #: Captures are pending until `settle`: all, or those of these orders.
    slow_captures: bool = False
    reviewed: set[str] = field(default_factory=set)
    #: Whether the app may ask for disputes.
    sees_disputes: bool = True
    tokens: dict[str, float] = field(default_factory=dict)
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    disputes: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Orders whose next capture is declined.
    poor: set[str] = field(default_factory=set)
    #: Path and `PayPal-Request-Id` → answer.
    done_before: dict[tuple[str, str], Said] = field(default_factory=dict)

    # --- the API

    def is_known(self, asked: Asked) -> bool:
        token = asked.headers.get("authorization", "").removeprefix("Bearer ")
        return self.tokens.get(token, 0) > self.now()

    def stranger(self) -> Said:
        content = {
            "error": "invalid_token",
            "error_description": "Token signature verification failed",
        }
        return Said(status=401, content=content)

    def missing(self) -> Said:
        return error("INVALID_RESOURCE_ID", "Specified resource ID does not exist.", 404)

    def give_token(self, asked: Asked) -> Said:
        self.requests.append(asked)
        pair = f"{self.secrets['client_id']}:{self.secrets['client_secret']}"
        if asked.headers.get("authorization") != f"Basic {b64encode(pair.encode()).decode()}":
            content = {
                "error": "invalid_client",
                "error_description": "Client Authentication failed",
            }
            return Said(status=401, content=content)
        token = key("A21AA")
        self.tokens[token] = self.now() + TOKEN_SECONDS
        content = {
            "access_token": token, "token_type": "Bearer", "app_id": "APP-80W284485P519543T",
            "expires_in": TOKEN_SECONDS, "scope": "https://uri.paypal.com/services/payments/payment",
        }  # fmt: skip
        return Said(status=200, content=content)

    def whoami(self, _asked: Asked) -> Said:
        return Said(status=200, content={"payer_id": self.account, "name": "Convite test"})

    def done(self, asked: Asked, path: str, *, is_open: bool) -> Said:
        """A call with a key that was used before is answered as it was then."""
        used = path, asked.headers.get("paypal-request-id", "")
        if not used[1] or not self.is_known(asked):
            return super().done(asked, path, is_open=is_open)
        if used not in self.done_before:
            said = super().done(asked, path, is_open=is_open)
            if said.status is None or said.status >= 300:
                return said
            frozen = json.loads(json.dumps(said.content))
            self.done_before[used] = Said(status=said.status, content=frozen)
        return self.done_before[used]

    def make_order(self, asked: Asked) -> Said:
        form = json.loads(asked.body)
        [unit] = form["purchase_units"]
        amount, context = unit["amount"], form["payment_source"]["paypal"]["experience_context"]
        is_whole = amount["currency_code"] in WHOLE
        if not re.fullmatch(r"\d{1,7}" if is_whole else r"\d{1,7}\.\d{2}", amount["value"]):
            return error("DECIMAL_PRECISION", "The amount has too many digits.")
        if Decimal(amount["value"]) <= 0:
            return error("CANNOT_BE_ZERO_OR_NEGATIVE")
        if len(unit["description"]) > 127:
            return error("INVALID_STRING_LENGTH", status=400)
        if not (is_address(context["return_url"]) and is_address(context["cancel_url"])):
            return error("INVALID_PARAMETER_SYNTAX", status=400)
        own = key("").upper()[:17]
        order = {
            "id": own, "intent": "CAPTURE", "status": "PAYER_ACTION_REQUIRED",
            "purchase_units": [{**unit, "payee": {"merchant_id": self.account}}],
            "create_time": moment(self.now()), "context": context,
            "links": [
                {"rel": "self", "href": f"{self.address}/v2/checkout/orders/{own}"},
                {"rel": "payer-action", "href": f"{self.address}/checkoutnow?token={own}"},
            ],
        }  # fmt: skip
        self.orders[own] = order
        return Said(status=200, content=order)

    def show_order(self, _asked: Asked, own: str) -> Said:
        return Said(status=200, content=self.orders[own])

    def change_order(self, asked: Asked, own: str) -> Said:
        order = self.orders[own]
        if order["status"] == "COMPLETED":
            return error(
                "ORDER_ALREADY_COMPLETED", "The order cannot be patched after it is completed"
            )
        for change in json.loads(asked.body):
            if change["path"] != "/purchase_units/@reference_id=='default'/custom_id":
                return error("INVALID_PATCH_OPERATION")
            order["purchase_units"][0]["custom_id"] = change["value"]
        return Said(status=204, raw=b"")

    def capture_order(self, _asked: Asked, own: str) -> Said:
        order = self.orders[own]
        if order["status"] == "COMPLETED":
            return error("ORDER_ALREADY_CAPTURED", "Order already captured.")
        if order["status"] != "APPROVED":
            return error("ORDER_NOT_APPROVED", "Payer has not yet approved the Order for payment.")
        if own in self.poor:
            self.poor.discard(own)
            order["status"] = "PAYER_ACTION_REQUIRED"
            return error("INSTRUMENT_DECLINED", "The instrument presented was declined.")
        self.take(order)
        return Said(status=201, content=order)

    def take(self, order: dict[str, Any]) -> None:
        """The money of an order is taken, or will be."""
        unit = order["purchase_units"][0]
        currency, value = unit["amount"]["currency_code"], Decimal(unit["amount"]["value"])
        own, is_slow = key("").upper()[:17], self.slow_captures or order["id"] in self.reviewed
        capture = {
            "id": own, "status": "PENDING" if is_slow else "COMPLETED",
            "amount": unit["amount"], "custom_id": unit["custom_id"], "payee": unit["payee"],
            "final_capture": True, "create_time": moment(self.now()),
            "seller_receivable_breakdown": {"paypal_fee": money(value * 3 / 100, currency)},
            "supplementary_data": {"related_ids": {"order_id": order["id"]}},
            "links": [{"rel": "self", "href": f"{self.address}/v2/payments/captures/{own}"}],
        }  # fmt: skip
        if is_slow:
            capture["status_details"] = {"reason": "PENDING_REVIEW"}
        unit["payments"] = {"captures": [capture]}
        order |= {"status": "COMPLETED", "payer": {"payer_id": "BUYER1"}}
        self.happened(f"PAYMENT.CAPTURE.{capture['status']}", "capture", capture)

    def found(self, capture: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """A capture and what its order holds of payments."""
        for order in self.orders.values():
            kept = order["purchase_units"][0].get("payments", {})
            for one in kept.get("captures", ()):
                if one["id"] == capture:
                    return one, kept
        raise KeyError(capture)

    def show_capture(self, _asked: Asked, own: str) -> Said:
        return Said(status=200, content=self.found(own)[0])

    def make_refund(self, asked: Asked, own: str) -> Said:
        form = json.loads(asked.body)
        capture, kept = self.found(own)
        return self.refunded(capture, kept, Decimal(form["amount"]["value"]), form["custom_id"])

    def refunded(
        self, capture: dict[str, Any], kept: dict[str, Any], value: Decimal, custom_id: str | None
    ) -> Said:
        left = Decimal(capture["amount"]["value"]) - self.paid_back(kept)
        if left <= 0:
            return error("CAPTURE_FULLY_REFUNDED", "The capture has already been fully refunded")
        if value > left or value <= 0:
            return error("REFUND_AMOUNT_EXCEEDED", "The refund amount must be less than or equal.")
        own = key("").upper()[:17]
        refund = {
            "id": own, "status": "PENDING" if self.slow_refunds else "COMPLETED",
            "amount": money(value, capture["amount"]["currency_code"]), "create_time": moment(self.now()),
            "links": [
                {"rel": "self", "href": f"{self.address}/v2/payments/refunds/{own}"},
                {"rel": "up", "href": f"{self.address}/v2/payments/captures/{capture['id']}"},
            ],
        }  # fmt: skip
        if custom_id:
            refund["custom_id"] = custom_id
        kept.setdefault("refunds", []).append(refund)
        self.count(capture, kept)
        self.happened("PAYMENT.CAPTURE.REFUNDED", "refund", refund)
        return Said(status=201, content=refund)

    def paid_back(self, kept: dict[str, Any]) -> Decimal:
        """What was paid back so far."""
        refunds = [one for one in kept.get("refunds", ()) if one["status"] != "FAILED"]
        return sum((Decimal(one["amount"]["value"]) for one in refunds), Decimal(0))

    def count(self, capture: dict[str, Any], kept: dict[str, Any]) -> None:
        """Says on a capture how much was paid back."""
        back = self.paid_back(kept)
        is_all = back == Decimal(capture["amount"]["value"])
        capture["status"] = "REFUNDED" if is_all else "PARTIALLY_REFUNDED" if back else "COMPLETED"

    def list_disputes(self, asked: Asked) -> Said:
        if not self.sees_disputes:
            return error("NOT_AUTHORIZED", "Insufficient permissions.", 403)
        capture = query_of(asked)["disputed_transaction_id"]
        found = [
            {"dispute_id": one["dispute_id"], "status": one["status"]}
            for one in self.disputes.values()
            if one["disputed_transactions"][0]["seller_transaction_id"] == capture
        ]
        return Said(status=200, content={"items": found, "links": []})

    def show_dispute(self, _asked: Asked, own: str) -> Said:
        return Said(status=200, content=self.disputes[own])

    def take_evidence(self, asked: Asked, own: str) -> Said:
        dispute = self.disputes[own]
        if dispute["status"] == "RESOLVED":
            return error("DISPUTE_ALREADY_RESOLVED")
        match = re.search(rb"\r\n\r\n(\{.*?\})\r\n--", asked.body, re.DOTALL)
        if match is None:
            return error("MISSING_REQUIRED_PARAMETER", status=400)
        dispute |= {"evidences": json.loads(match[1])["evidences"], "status": "UNDER_REVIEW"}
        return Said(status=200, content={"links": []})

    def give_up(self, asked: Asked, own: str) -> Said:
        if self.disputes[own]["status"] == "RESOLVED":
            return error("DISPUTE_ALREADY_RESOLVED")
        if not json.loads(asked.body).get("note"):
            return error("MISSING_REQUIRED_PARAMETER", status=400)
        self.close_dispute(own, is_won=False)
        return Said(status=200, content={"links": []})

    # --- the buyer

    def approve(self, own: str) -> None:
        """The buyer approves an order; its money is taken once it is asked for."""
        with self.lock:
            order = self.orders[own]
            if order["status"] == "PAYER_ACTION_REQUIRED":
                order["status"] = "APPROVED"
                self.happened("CHECKOUT.ORDER.APPROVED", "checkout-order", order)

    def pay(self, own: str) -> None:
        """As `approve`."""
        self.approve(own)

    def complete(self, own: str) -> None:
        """The buyer approves, and the money is taken."""
        with self.lock:
            self.approve(own)
            if self.orders[own]["status"] == "APPROVED":
                self.take(self.orders[own])

    def decline(self, own: str) -> None:
        """The buyer approves, but the card behind it will be declined; another one can be chosen."""
        self.poor.add(own)
        self.approve(own)

    def forget(self, own: str) -> None:
        """An order that nobody approved for hours."""
        del self.orders[own]

    # --- PayPal's reviews, and the account's own pages

    def payments_in(self, own: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """The capture of an order, and what it holds of payments."""
        kept = self.orders[own]["purchase_units"][0]["payments"]
        return kept["captures"][-1], kept

    def settle(self, own: str, *, is_right: bool = True) -> None:
        """A pending capture completes, or is denied."""
        with self.lock:
            capture, _ = self.payments_in(own)
            if capture["status"] == "PENDING":
                capture["status"] = "COMPLETED" if is_right else "DECLINED"
                kind = "COMPLETED" if is_right else "DENIED"
                self.happened(f"PAYMENT.CAPTURE.{kind}", "capture", capture)

    def refund(self, own: str, amount: int | None = None) -> str:
        """A refund made on PayPal's pages, in hundredths (or whole, of whole currencies); its id."""
        with self.lock:
            capture, kept = self.payments_in(own)
            digits = 0 if capture["amount"]["currency_code"] in WHOLE else 2
            left = Decimal(capture["amount"]["value"]) - self.paid_back(kept)
            value = left if amount is None else Decimal(amount).scaleb(-digits)
            return str(self.refunded(capture, kept, value, None).content["id"])

    def settle_refund(self, own: str, *, is_right: bool = True) -> None:
        """A refund completes, or fails, even weeks later."""
        with self.lock:
            for order in self.orders.values():
                kept = order["purchase_units"][0].get("payments", {})
                for refund in kept.get("refunds", ()):
                    if refund["id"] == own:
                        refund["status"] = "COMPLETED" if is_right else "FAILED"
                        if not is_right:
                            refund["status_details"] = {"reason": "ECHECK"}
                        self.count(kept["captures"][-1], kept)
                        self.happened("PAYMENT.CAPTURE.REFUNDED", "refund", refund)

    def dispute(self, own: str, amount: int | None = None) -> str:
        """The buyer disputes a payment; the dispute's id."""
        with self.lock:
            capture, _ = self.payments_in(own)
            currency = capture["amount"]["currency_code"]
            digits = 0 if currency in WHOLE else 2
            part = None if amount is None else money(Decimal(amount).scaleb(-digits), currency)
            made = {
                "dispute_id": key("PP-D-"), "reason": "MERCHANDISE_OR_SERVICE_NOT_RECEIVED",
                "status": "WAITING_FOR_SELLER_RESPONSE", "dispute_amount": part or capture["amount"],
                "seller_response_due_date": moment(self.now() + 7 * 86400),
                "disputed_transactions": [{"seller_transaction_id": capture["id"]}],
            }  # fmt: skip
            self.disputes[made["dispute_id"]] = made
            self.happened("CUSTOMER.DISPUTE.CREATED", "dispute", made)
            return str(made["dispute_id"])

    def close_dispute(self, own: str, *, is_won: bool) -> None:
        """PayPal decides."""
        with self.lock:
            code = "RESOLVED_SELLER_FAVOUR" if is_won else "RESOLVED_BUYER_FAVOUR"
            dispute = self.disputes[own]
            dispute |= {"status": "RESOLVED", "dispute_outcome": {"outcome_code": code}}
            self.happened("CUSTOMER.DISPUTE.RESOLVED", "dispute", dispute)

    # --- events and pages

    def happened(self, kind: str, resource: str, about: dict[str, Any]) -> None:
        """Makes an event with a copy of what it is about."""
        content = {
            "id": key("WH-"), "event_version": "1.0", "create_time": moment(self.now()),
            "resource_type": resource, "event_type": kind, "summary": kind, "resource": about,
        }  # fmt: skip
        self.tell(Event(key=content["id"], kind=kind, body=json.dumps(content).encode()))

    def signed(self, event: Event, secret: str = "") -> dict[str, str]:
        sent, time = str(uuid4()), moment(self.now())
        signer = forger() if secret else self.signer
        return {
            "paypal-transmission-id": sent,
            "paypal-transmission-time": time,
            "paypal-transmission-sig": signature(
                signer, sent, time, self.webhook_secrets[0], event.body
            ),
            "paypal-cert-url": f"{self.address}{CERTIFICATE}",
            "paypal-auth-algo": "SHA256withRSA",
        }

    def show_certificate(self, _asked: Asked) -> Said:
        return Said(status=200, raw=self.certificate)

    def confirm(self, asked: Asked) -> Said:
        fields = json.loads(asked.body)
        # the event's own bytes, whose checksum is signed
        body = asked.body.partition(b'"webhook_event": ')[2][:-1]
        sent, time = fields["transmission_id"], fields["transmission_time"]
        right = signature(self.signer, sent, time, fields["webhook_id"], body)
        is_right = fields["transmission_sig"] == right
        content = {"verification_status": "SUCCESS" if is_right else "FAILURE"}
        return Said(status=200, content=content)

    def environment(self) -> dict[str, str]:
        return {**super().environment(), "CONVITE_PAYPAL_AUTHORITIES": str(AUTHORITY)}

    def payments(self) -> list[tuple[str, str]]:
        return [
            (own, f"{' '.join(one['purchase_units'][0]['amount'].values())}, {one['status']}")
            for own, one in self.orders.items()
        ]

    def act(self, word: str, key: str, amount: int | None) -> None:
        kept = self.orders[key]["purchase_units"][0].get("payments")
        if kept is None:
            return
        capture = kept["captures"][-1]["id"]
        disputes = [
            one["dispute_id"]
            for one in self.disputes.values()
            if one["disputed_transactions"][0]["seller_transaction_id"] == capture
        ]
        if word == "refund":
            self.refund(key, amount)
        elif word in {"settle", "refuse"}:
            self.settle(key, is_right=word == "settle")
        elif word == "fail-refund" and kept.get("refunds"):
            self.settle_refund(kept["refunds"][-1]["id"], is_right=False)
        elif word == "dispute":
            self.dispute(key, amount)
        elif word in {"win", "lose"} and disputes:
            self.close_dispute(disputes[-1], is_won=word == "win")

    def show_page(self, asked: Asked) -> Said:
        order = self.orders[query_of(asked)["token"]]
        unit = order["purchase_units"][0]
        text = f"<p>{' '.join(unit['amount'].values())}: {unit['description']}</p>"
        words = {
            "pay": "Pay", "review": "Pay, to be reviewed", "poor": "Pay with a card that is declined",
            "cancel": "Cancel",
        }  # fmt: skip
        form = buttons(f"/checkoutnow?token={order['id']}", **words)
        return page("PayPal", text + form)

    def press(self, asked: Asked) -> Said:
        own, act = query_of(asked)["token"], form_of(asked)["act"]
        context = self.orders[own]["context"]
        back = {"token": own}
        if act == "cancel":
            return moved(with_query(context["cancel_url"], back))
        if act == "poor":
            self.decline(own)
        else:
            if act == "review":
                self.reviewed.add(own)
            self.approve(own)
        return moved(with_query(context["return_url"], {**back, "PayerID": "BUYER1"}))


@cache
def forger() -> RSAPrivateKey:
    """A key that isn't PayPal's."""
    return new_key()


def with_query(url: str, query: dict[str, str]) -> str:
    """An address with more parameters."""
    return f"{url}{'&' if '?' in url else '?'}{urlencode(query)}"


if __name__ == "__main__":
    server = PayPal()
    server.address = f"http://127.0.0.1:{sys.argv[1]}"
    server.start()
    run(server.answer, int(sys.argv[1]), f"{server.secrets}")
