"""Razorpay's API on loopback: payment links, the payments of their orders, refunds, disputes and events.

By hand: `python -m tests.providers.razorpay PORT`, with CONVITE_RAZORPAY_BASE_URL set to its address. The
page of a link has a button for each thing that can happen to a payment.
"""

import hmac
import json
import sys
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, ClassVar
from urllib.parse import urlencode

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

#: Minutes that a link lives at least.
OPEN = 15


def error(
    text: str, code: str = "BAD_REQUEST_ERROR", status: int = 400, reason: str = "NA"
) -> Said:
    """An error answer."""
    content = {
        "code": code, "description": text, "source": "NA", "step": "NA", "reason": reason, "metadata": {},
    }  # fmt: skip
    return Said(status=status, content={"error": content})


def busy(seconds: int = 2) -> Said:
    """Too many calls."""
    said = error("Too many requests", status=429)
    return Said(status=429, content=said.content, headers={"retry-after": str(seconds)})


def broken() -> Said:
    """Something went wrong on Razorpay's end."""
    return error("We are facing some trouble completing your request.", "SERVER_ERROR", 500)


def signature(secret: str, signed: bytes) -> str:
    """The HMAC-SHA-256 in hexadecimal digits."""
    return hmac.new(secret.encode(), signed, sha256).hexdigest()


def items_of(found: Sequence[dict[str, Any]], asked: Asked) -> Said:
    """A page of a list."""
    query = query_of(asked)
    start, count = int(query.get("skip", 0)), int(query.get("count", 10))
    items = [dict(one) for one in found[start : start + count]]
    return Said(status=200, content={"entity": "collection", "count": len(items), "items": items})


@dataclass(kw_only=True)
class Razorpay(PaymentServer):
    """An account."""

    name: ClassVar[str] = "razorpay"
    routes: ClassVar[Sequence[tuple[str, str, str]]] = (
        ("POST", "/v1/payment_links", "make_link"),
        ("GET", "/v1/payment_links", "list_links"),
        ("GET", "/v1/payment_links/([^/]+)", "show_link"),
        ("POST", "/v1/payment_links/([^/]+)/cancel", "cancel_link"),
        ("GET", "/v1/orders/([^/]+)/payments", "list_payments_of"),
        ("GET", "/v1/payments", "list_payments"),
        ("GET", "/v1/payments/([^/]+)", "show_payment"),
        ("POST", "/v1/payments/([^/]+)/capture", "capture"),
        ("POST", "/v1/payments/([^/]+)/refund", "make_refund"),
        ("GET", "/v1/payments/([^/]+)/refunds", "list_refunds"),
        ("GET", "/v1/disputes", "list_disputes"),
        ("POST", "/v1/disputes/([^/]+)/accept", "give_up"),
        ("GET", "/i/([^/]+)", "show_page"),
        ("POST", "/i/([^/]+)", "press"),
    )
    open_pages: ClassVar[str] = r"/dashboard|/i/"
    acts: ClassVar[dict[str, str]] = {
        "late": "Bank authorizes late",
        "refund": "Refund",
        "fail-refund": "Last refund fails",
        "dispute": "Dispute",
        "win": "Dispute won",
        "lose": "Dispute lost",
    }

    secrets: dict[str, str] = field(
        default_factory=lambda: {"key_id": "rzp_test_convite", "key_secret": "a-key-secret"}
    )
    account: str = "acc_Convite"
    webhook_secrets: list[str] = field(default_factory=lambda: ["a-webhook-secret"])
    links: dict[str, dict[str, Any]] = field(default_factory=dict)
    paid: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    disputes: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Idempotency key of refunds → the refund.
    refunded_before: dict[str, str] = field(default_factory=dict)

    # --- the API

    def is_known(self, asked: Asked) -> bool:
        pair = f"{self.secrets['key_id']}:{self.secrets['key_secret']}"
        return asked.headers.get("authorization") == "Basic " + b64encode(pair.encode()).decode()

    def stranger(self) -> Said:
        return error("Authentication failed", status=401)

    def missing(self) -> Said:
        return error("The id provided does not exist", reason="input_validation_failed")

    def make_link(self, asked: Asked) -> Said:
        form = json.loads(asked.body)
        reference, currency = form["reference_id"], form["currency"]
        if not isinstance(form["amount"], int) or form["amount"] < (
            100 if currency == "INR" else 1
        ):
            return error("Order amount less than minimum amount allowed")
        if currency in {"KWD", "BHD", "OMR"} and form["amount"] % 10:
            return error("The last digit of the amount must be 0 for this currency")
        if len(reference) > 40:
            return error("reference_id may not be longer than 40 characters")
        if not is_address(form["callback_url"]):
            return error("callback_url format is invalid")
        if form["expire_by"] < self.now() + OPEN * 60:
            return error("expire_by should be at least 15 minutes in future")
        if any(one["reference_id"] == reference for one in self.links.values()):
            return error(f"payment link with given reference_id ({reference}) already exists")
        own = key("plink_")
        self.links[own] = {
            "id": own, "amount": form["amount"], "amount_paid": 0, "currency": currency,
            "status": "created", "order_id": None, "notes": form["notes"], "reference_id": reference,
            "short_url": f"{self.address}/i/{own}", "callback_url": form["callback_url"],
            "expire_by": form["expire_by"], "created_at": self.now(), "payments": None,
            "description": form["description"], "accept_partial": False,
        }  # fmt: skip
        return Said(status=200, content=dict(self.links[own]))

    def list_links(self, asked: Asked) -> Said:
        query = query_of(asked)
        found = list(self.links.values())
        if "reference_id" in query:
            found = [one for one in found if one["reference_id"] == query["reference_id"]]
        if "payment_id" in query:
            order = self.paid[query["payment_id"]]["order_id"]
            found = [one for one in found if one["order_id"] == order]
        return Said(status=200, content={"payment_links": [dict(one) for one in found]})

    def show_link(self, _asked: Asked, own: str) -> Said:
        return Said(status=200, content=self.current(own))

    def current(self, own: str) -> dict[str, Any]:
        """A copy of a link, which has expired if it is time."""
        link = self.links[own]
        if link["status"] == "created" and self.now() > link["expire_by"]:
            link["status"] = "expired"
            self.happened("payment_link.expired", payment_link=link)
        return dict(link)

    def cancel_link(self, _asked: Asked, own: str) -> Said:
        link = self.links[own]
        if self.current(own)["status"] != "created":
            return error(f"Payment Link cannot be cancelled, as it is already {link['status']}.")
        link["status"] = "cancelled"
        self.happened("payment_link.cancelled", payment_link=link)
        return Said(status=200, content=dict(link))

    def list_payments_of(self, asked: Asked, order: str) -> Said:
        return items_of([one for one in self.paid.values() if one["order_id"] == order], asked)

    def list_payments(self, asked: Asked) -> Said:
        return items_of(list(self.paid.values()), asked)

    def show_payment(self, asked: Asked, own: str) -> Said:
        payment = dict(self.paid[own])
        if "card" in query_of(asked).get("expand[]", ""):
            payment["card"] = {"id": "card_1", "last4": "1111", "network": "Visa"}
        return Said(status=200, content=payment)

    def capture(self, asked: Asked, own: str) -> Said:
        payment, form = self.paid[own], json.loads(asked.body)
        if payment["status"] in {"captured", "refunded"}:
            return error("This payment has already been captured")
        if payment["status"] != "authorized":
            return error("Only payments which have been authorized can be captured")
        if (form["amount"], form["currency"]) != (payment["amount"], payment["currency"]):
            return error("Capture amount must be equal to the amount authorized")
        self.take(payment)
        return Said(status=200, content=dict(payment))

    def make_refund(self, asked: Asked, own: str) -> Said:
        form, used = json.loads(asked.body), asked.headers.get("x-refund-idempotency", "")
        if used in self.refunded_before:
            return Said(status=200, content=dict(self.refunds[self.refunded_before[used]]))
        said = self.refunded(self.paid[own], form["amount"], form["notes"], form["receipt"])
        if said.status == 200 and used:
            self.refunded_before[used] = said.content["id"]
        return said

    def refunded(
        self, payment: dict[str, Any], amount: int, notes: Any, receipt: str | None = None
    ) -> Said:
        left = payment["amount"] - payment["amount_refunded"]
        if left == 0:
            return error("The payment has been fully refunded already")
        if amount > left:
            return error("The total refund amount is greater than the refund payment amount")
        made = {
            "id": key("rfnd_"), "entity": "refund", "amount": amount, "currency": payment["currency"],
            "payment_id": payment["id"], "notes": notes or [], "receipt": receipt,
            "status": "pending" if self.slow_refunds else "processed", "created_at": self.now(),
        }  # fmt: skip
        self.refunds[made["id"]] = made
        payment["amount_refunded"] += amount
        if payment["amount_refunded"] == payment["amount"]:
            payment["status"] = "refunded"
        self.happened("refund.created", refund=made, payment=payment)
        if not self.slow_refunds:
            self.happened("refund.processed", refund=made, payment=payment)
        return Said(status=200, content=dict(made))

    def list_refunds(self, asked: Asked, own: str) -> Said:
        return items_of([one for one in self.refunds.values() if one["payment_id"] == own], asked)

    def list_disputes(self, asked: Asked) -> Said:
        return items_of(list(self.disputes.values()), asked)

    def give_up(self, _asked: Asked, own: str) -> Said:
        if self.disputes[own]["status"] not in {"open", "under_review"}:
            return error("The dispute is already closed.")
        self.close_dispute(own, is_won=False)
        return Said(status=200, content=dict(self.disputes[own]))

    # --- the buyer, and banks

    def order_of(self, link: dict[str, Any]) -> str:
        """The order of a link, which is made once the buyer begins to pay."""
        link["order_id"] = link["order_id"] or key("order_")
        return str(link["order_id"])

    def attempt(self, own: str, status: str, method: str = "card") -> dict[str, Any]:
        """The buyer tries to pay."""
        link = self.links[own]
        made = {
            "id": key("pay_"), "entity": "payment", "amount": link["amount"], "method": method,
            "currency": link["currency"], "status": status, "order_id": self.order_of(link),
            "captured": False, "amount_refunded": 0, "fee": None, "tax": None, "error_description": None,
            "notes": link["notes"], "created_at": self.now(), "card_id": "card_1",
        }  # fmt: skip
        self.paid[made["id"]] = made
        return made

    def pay(self, own: str) -> None:
        """The buyer pays, and the money is taken by itself."""
        with self.lock:
            if self.current(own)["status"] == "created":
                payment = self.attempt(own, "authorized")
                self.happened("payment.authorized", payment=payment)
                self.take(payment)

    def complete(self, own: str) -> None:
        """As `pay`."""
        self.pay(own)

    def authorize(self, own: str) -> str:
        """The buyer pays, and the money must be taken by a call; the payment's id."""
        with self.lock:
            payment = self.attempt(own, "authorized")
            self.happened("payment.authorized", payment=payment)
            return str(payment["id"])

    def decline(self, own: str) -> None:
        """The buyer's payment fails; another one can be made."""
        with self.lock:
            payment = self.attempt(own, "failed", "upi")
            payment["error_description"] = "Your payment didn't go through as it was declined."
            self.happened("payment.failed", payment=payment)

    def authorize_late(self, own: str, *, is_taken: bool = True) -> None:
        """The bank says yes to a payment that had failed, whatever became of its link."""
        with self.lock:
            order = self.links[own]["order_id"]
            failed = [
                one
                for one in self.paid.values()
                if one["order_id"] == order and one["status"] == "failed"
            ]
            failed[-1] |= {"status": "authorized", "error_description": None}
            self.happened("payment.authorized", payment=failed[-1])
            if is_taken:
                self.take(failed[-1])

    def take(self, payment: dict[str, Any]) -> None:
        """The money of an authorized payment is taken."""
        fee = payment["amount"] * 2 // 100
        payment |= {"status": "captured", "captured": True, "fee": fee, "tax": fee * 18 // 118}
        link = next(one for one in self.links.values() if one["order_id"] == payment["order_id"])
        self.happened("payment.captured", payment=payment)
        if link["status"] == "created":
            link |= {"status": "paid", "amount_paid": payment["amount"]}
            link["payments"] = [{"payment_id": payment["id"], "status": "captured"}]
            self.happened("payment_link.paid", payment_link=link, payment=payment)

    # --- the account's own pages

    def payment_of(self, own: str) -> dict[str, Any]:
        """The payment of a link that took money."""
        order = self.links[own]["order_id"]
        return next(
            one for one in self.paid.values() if one["order_id"] == order and one["captured"]
        )

    def refund(self, own: str, amount: int | None = None) -> str:
        """A refund made on the dashboard; its id."""
        with self.lock:
            payment = self.payment_of(own)
            left = payment["amount"] - payment["amount_refunded"]
            return str(self.refunded(payment, amount or left, []).content["id"])

    def settle_refund(self, own: str, *, is_right: bool = True) -> None:
        """The bank takes a refund, or sends it back, even weeks after it was taken."""
        with self.lock:
            refund = self.refunds[own]
            payment = self.paid[refund["payment_id"]]
            if is_right:
                refund["status"] = "processed"
                self.happened("refund.processed", refund=refund, payment=payment)
            elif refund["status"] != "failed":
                refund |= {"status": "failed", "error_description": "The bank sent it back."}
                payment["amount_refunded"] -= refund["amount"]
                payment["status"] = "captured"
                self.happened("refund.failed", refund=refund, payment=payment)

    def dispute(self, own: str, amount: int | None = None) -> str:
        """The buyer disputes a payment; the dispute's id."""
        with self.lock:
            payment = self.payment_of(own)
            made = {
                "id": key("disp_"), "entity": "dispute", "payment_id": payment["id"],
                "amount": amount or payment["amount"], "currency": payment["currency"],
                "amount_deducted": 0, "reason_code": "goods_or_services_not_received",
                "respond_by": self.now() + 7 * 86400, "status": "open", "phase": "chargeback",
                "created_at": self.now(),
            }  # fmt: skip
            self.disputes[made["id"]] = made
            self.happened("payment.dispute.created", dispute=made, payment=payment)
            return str(made["id"])

    def close_dispute(self, own: str, *, is_won: bool) -> None:
        """The bank decides."""
        with self.lock:
            dispute = self.disputes[own]
            dispute["status"] = "won" if is_won else "lost"
            dispute["amount_deducted"] = 0 if is_won else dispute["amount"]
            payment = self.paid[dispute["payment_id"]]
            self.happened(f"payment.dispute.{dispute['status']}", dispute=dispute, payment=payment)

    # --- events and pages

    def happened(self, kind: str, **entities: dict[str, Any]) -> None:
        """Makes an event with copies of what it is about."""
        content = {
            "entity": "event", "account_id": self.account, "event": kind, "contains": list(entities),
            "payload": {name: {"entity": one} for name, one in entities.items()},
            "created_at": self.now(),
        }  # fmt: skip
        self.tell(Event(key=key("evt"), kind=kind, body=json.dumps(content).encode()))

    def signed(self, event: Event, secret: str = "") -> dict[str, str]:
        return {
            "x-razorpay-signature": signature(secret or self.webhook_secrets[0], event.body),
            "x-razorpay-event-id": event.key,
        }

    def payments(self) -> list[tuple[str, str]]:
        return [
            (own, f"{one['amount']} {one['currency']}, {one['status']}")
            for own, one in self.links.items()
        ]

    def act(self, word: str, key: str, amount: int | None) -> None:
        order = self.links[key]["order_id"]
        paid = [one["id"] for one in self.paid.values() if one["order_id"] == order]
        refunds = [one["id"] for one in self.refunds.values() if one["payment_id"] in paid]
        disputes = [one["id"] for one in self.disputes.values() if one["payment_id"] in paid]
        if word == "late":
            self.authorize_late(key)
        elif word == "refund":
            self.refund(key, amount)
        elif word == "fail-refund" and refunds:
            self.settle_refund(refunds[-1], is_right=False)
        elif word == "dispute":
            self.dispute(key, amount)
        elif word in {"win", "lose"} and disputes:
            self.close_dispute(disputes[-1], is_won=word == "win")

    def show_page(self, _asked: Asked, own: str) -> Said:
        link = self.current(own)
        text = f"<p>{link['amount']} {link['currency']}: {link['description']}</p>"
        if link["status"] != "created":
            return page("Razorpay", f"{text}<p>This link is {link['status']}.</p>")
        words = {
            "pay": "Pay", "authorize": "Pay, to be captured later", "decline": "Fail",
            "back": "Go back without paying",
        }  # fmt: skip
        return page("Razorpay", text + buttons(f"/i/{own}", **words))

    def press(self, asked: Asked, own: str) -> Said:
        act, link = form_of(asked)["act"], self.links[own]
        if act == "decline":
            self.decline(own)
            return moved(f"/i/{own}")
        if act == "back":
            return moved(link["callback_url"])
        if act == "pay":
            self.pay(own)
        else:
            self.authorize(own)
        return moved(self.return_from(own))

    def return_from(self, own: str) -> str:
        """Where the browser is sent back to, signed with the key's secret."""
        link = self.links[own]
        paid = [one["id"] for one in self.paid.values() if one["order_id"] == link["order_id"]]
        fields = {
            "razorpay_payment_id": paid[-1],
            "razorpay_payment_link_id": own,
            "razorpay_payment_link_reference_id": link["reference_id"],
            "razorpay_payment_link_status": link["status"],
        }
        signed = "|".join(
            fields[f"razorpay_{name}"]
            for name in (
                "payment_link_id", "payment_link_reference_id", "payment_link_status", "payment_id",
            )
        )  # fmt: skip
        fields["razorpay_signature"] = signature(self.secrets["key_secret"], signed.encode())
        return f"{link['callback_url']}{'&' if '?' in link['callback_url'] else '?'}{urlencode(fields)}"


if __name__ == "__main__":
    server = Razorpay()
    server.address = f"http://127.0.0.1:{sys.argv[1]}"
    server.start()
    run(server.answer, int(sys.argv[1]), f"{server.secrets}")
