"""Stripe's API on loopback: Checkout Sessions, their payments, refunds, disputes and events.

By hand: `python -m tests.providers.stripe PORT`, with CONVITE_STRIPE_BASE_URL set to its address. The page
of a session takes these cards: 4242 4242 4242 4242 pays, 4000 0000 0000 0002 and …9995 are declined,
4000 0027 6000 3184 asks for 3-D Secure, 4000 0000 0000 0259 is disputed later, the refunds of …7726 stay
pending and those of …5126 fail later; the account 000123456789 is a bank's that takes days.
"""

import hmac
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, ClassVar

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

VERSION = "2025-09-30.clover"
PAYS, DECLINED, POOR = "4242424242424242", "4000000000000002", "4000000000009995"
SECURE, DISPUTED, BANK = "4000002760003184", "4000000000000259", "000123456789"
SLOW_REFUNDS, FAILED_REFUNDS = "4000000000007726", "4000000000005126"
DECLINES = {
    DECLINED: ("generic_decline", "Your card was declined."),
    POOR: ("insufficient_funds", "Your card has insufficient funds."),
}
#: Minutes that a session is open at least and at most.
OPEN = (30, 24 * 60)
#: Least amounts, in the units of the API.
LEAST = {"usd": 50, "eur": 50, "gbp": 30, "jpy": 50, "isk": 50, "kwd": 500}


def error(
    text: str, code: str = "", status: int = 400, kind: str = "invalid_request_error"
) -> Said:
    """An error answer."""
    content = {"type": kind, "message": text, "request_log_url": "https://dashboard.stripe.com/"}
    if code:
        content["code"] = code
    return Said(status=status, content={"error": content})


def busy(seconds: int = 2) -> Said:
    """Too many calls."""
    said = error("Request rate limit exceeded.", "rate_limit", 429)
    return Said(status=429, content=said.content, headers={"retry-after": str(seconds)})


def broken() -> Said:
    """Something went wrong on Stripe's end."""
    return error("An unknown error occurred.", status=500, kind="api_error")


def wrong_amount(amount: int, currency: str) -> Said | None:
    """Why an amount isn't taken."""
    if currency in {"bhd", "jod", "kwd", "omr", "tnd"} and amount % 10:
        return error("Invalid amount: the last digit must be 0.", "parameter_invalid_integer")
    if currency in {"isk", "ugx"} and amount % 100:
        return error("Invalid amount: the decimal part must be 00.", "parameter_invalid_integer")
    if amount < LEAST.get(currency, 1):
        return error("The amount is too small.", "amount_too_small")
    return error("The amount is too large.", "amount_too_large") if amount > 99_999_999 else None


@dataclass(kw_only=True)
class Stripe(PaymentServer):
    """An account."""

    name: ClassVar[str] = "stripe"
    routes: ClassVar[Sequence[tuple[str, str, str]]] = (
        ("GET", "/v1/account", "whoami"),
        ("POST", "/v1/checkout/sessions", "open_session"),
        ("GET", "/v1/checkout/sessions", "list_sessions"),
        ("GET", "/v1/checkout/sessions/([^/]+)", "show_session"),
        ("POST", "/v1/checkout/sessions/([^/]+)/expire", "expire_session"),
        ("POST", "/v1/refunds", "make_refund"),
        ("GET", "/v1/refunds", "list_refunds"),
        ("GET", "/v1/disputes", "list_disputes"),
        ("POST", "/v1/disputes/([^/]+)", "take_evidence"),
        ("POST", "/v1/disputes/([^/]+)/close", "give_up"),
        ("GET", "/c/pay/([^/]+)", "show_page"),
        ("POST", "/c/pay/([^/]+)", "press"),
    )
    open_pages: ClassVar[str] = r"/dashboard|/c/"
    acts: ClassVar[dict[str, str]] = {
        "refund": "Refund",
        "settle": "Bank says yes",
        "refuse": "Bank says no",
        "fail-refund": "Last refund fails",
        "dispute": "Dispute",
        "win": "Dispute won",
        "lose": "Dispute lost",
    }

    secrets: dict[str, str] = field(default_factory=lambda: {"secret_key": "sk_test_convite"})
    account: str = "acct_1Convite"
    webhook_secrets: list[str] = field(default_factory=lambda: ["whsec_convite"])
    #: The account's own currency, in which fees are taken; empty for that of each payment.
    own_currency: str = ""
    #: Items on a page of a list.
    page_size: int = 100
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    intents: dict[str, dict[str, Any]] = field(default_factory=dict)
    charges: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    disputes: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Idempotency key → path, form and answer.
    done_before: dict[str, tuple[str, dict[str, str], Said]] = field(default_factory=dict)

    # --- the API

    def is_known(self, asked: Asked) -> bool:
        return asked.headers.get("authorization") == f"Bearer {self.secrets['secret_key']}"

    def stranger(self) -> Said:
        return error("Invalid API Key provided: sk_test_***", status=401)

    def missing(self) -> Said:
        return error("No such resource", "resource_missing", 404)

    def done(self, asked: Asked, path: str, *, is_open: bool) -> Said:
        """A POST with a key that was used before is answered as it was then."""
        used = asked.headers.get("idempotency-key", "")
        if not used or asked.method != "POST" or not self.is_known(asked):
            return super().done(asked, path, is_open=is_open)
        known = self.done_before.get(used)
        if known is not None:
            if known[:2] != (path, form_of(asked)):
                text = "Keys for idempotent requests can only be used with the same parameters."
                return error(text, kind="idempotency_error")
            return known[2]
        said = super().done(asked, path, is_open=is_open)
        # what a form gets wrong isn't kept
        if said.status == 200:
            frozen = json.loads(json.dumps(said.content))
            self.done_before[used] = (path, form_of(asked), Said(status=200, content=frozen))
        return said

    def whoami(self, _asked: Asked) -> Said:
        content = {
            "id": self.account,
            "object": "account",
            "charges_enabled": True,
            "business_profile": {"name": "Convite test"},
            "settings": {"dashboard": {"display_name": "Convite"}},
        }
        return Said(status=200, content=content)

    def open_session(self, asked: Asked) -> Said:
        form = form_of(asked)
        item = "line_items[0]"
        amount = int(form[f"{item}[price_data][unit_amount]"]) * int(form[f"{item}[quantity]"])
        currency = form[f"{item}[price_data][currency]"]
        created = self.now()
        end = int(form.get("expires_at", created + OPEN[1] * 60))
        wrong = wrong_amount(amount, currency)
        if not OPEN[0] * 60 <= end - created <= OPEN[1] * 60:
            wrong = error("The `expires_at` timestamp must be 30 minutes to 24 hours from now.")
        if not (is_address(form["success_url"]) and is_address(form["cancel_url"])):
            wrong = error("Not a valid URL", "url_invalid")
        if wrong is not None or form["mode"] != "payment":
            return wrong or error("Unknown mode")
        own = key("cs_test_")
        session = {
            "id": own, "object": "checkout.session", "amount_total": amount, "currency": currency,
            "status": "open", "payment_status": "unpaid", "payment_intent": None, "mode": "payment",
            "livemode": self.mode == "live", "created": created, "expires_at": end,
            "url": f"{self.address}/c/pay/{own}", "metadata": {"payment_id": form["metadata[payment_id]"]},
            "client_reference_id": form["client_reference_id"], "success_url": form["success_url"],
            "cancel_url": form["cancel_url"], "customer_email": form.get("customer_email"),
        }  # fmt: skip
        self.sessions[own] = session
        return Said(status=200, content=dict(session))

    def list_sessions(self, asked: Asked) -> Said:
        intent = query_of(asked)["payment_intent"]
        found = [one for one in self.sessions.values() if one["payment_intent"] == intent]
        return Said(status=200, content={"object": "list", "data": found, "has_more": False})

    def show_session(self, asked: Asked, own: str) -> Said:
        session = self.current(own)
        if "expand" in asked.path:
            session["payment_intent"] = self.expanded(session["payment_intent"])
        return Said(status=200, content=session)

    def current(self, own: str) -> dict[str, Any]:
        """A copy of a session, which has expired if it is time."""
        session = self.sessions[own]
        if session["status"] == "open" and self.now() > session["expires_at"]:
            self.end(session)
        return dict(session)

    def expanded(self, intent: str | None) -> dict[str, Any] | None:
        """A payment with its charge and fee."""
        if intent is None:
            return None
        found = dict(self.intents[intent])
        found["latest_charge"] = self.charges.get(found["latest_charge"])
        return found

    def expire_session(self, _asked: Asked, own: str) -> Said:
        session = self.sessions[own]
        if self.current(own)["status"] != "open":
            return error(
                "Only Checkout Sessions with a status in `open` can be expired."
                f" This Checkout Session has a status of `{session['status']}`."
            )
        self.end(session)
        return Said(status=200, content=dict(session))

    def end(self, session: dict[str, Any]) -> None:
        """Nobody can pay a session any more."""
        session |= {"status": "expired", "url": None}
        if session["payment_intent"]:
            self.intents[session["payment_intent"]]["status"] = "canceled"
        self.happened("checkout.session.expired", session)

    def make_refund(self, asked: Asked) -> Said:
        form = form_of(asked)
        intent = self.intents[form["payment_intent"]]
        metadata = {"refund_id": form["metadata[refund_id]"]}
        return self.refunded(intent, int(form["amount"]), metadata)

    def refunded(self, intent: dict[str, Any], amount: int, metadata: dict[str, str]) -> Said:
        charge = self.charges[intent["latest_charge"]]
        left = charge["amount"] - charge["amount_refunded"]
        if left == 0:
            return error(f"Charge {charge['id']} has been refunded.", "charge_already_refunded")
        if amount > left or amount <= 0:
            text = f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"
            return error(text, "amount_too_large")
        is_slow = self.slow_refunds or intent["card"] in {SLOW_REFUNDS, FAILED_REFUNDS}
        refund = {
            "id": key("re_"), "object": "refund", "amount": amount, "currency": intent["currency"],
            "charge": charge["id"], "payment_intent": intent["id"], "metadata": metadata,
            "status": "pending" if is_slow else "succeeded", "created": self.now(),
        }  # fmt: skip
        self.refunds[refund["id"]] = refund
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        self.happened("refund.created", refund)
        self.happened("charge.refunded", charge)
        said = Said(status=200, content=dict(refund))
        if intent["card"] == FAILED_REFUNDS:
            self.settle_refund(refund["id"], is_right=False)
        return said

    def list_refunds(self, asked: Asked) -> Said:
        return self.listed(asked, self.refunds)

    def list_disputes(self, asked: Asked) -> Said:
        return self.listed(asked, self.disputes)

    def listed(self, asked: Asked, known: dict[str, dict[str, Any]]) -> Said:
        query = query_of(asked)
        found = [one for one in known.values() if one["payment_intent"] == query["payment_intent"]][
            ::-1
        ]
        keys = [one["id"] for one in found]
        start = keys.index(query["starting_after"]) + 1 if "starting_after" in query else 0
        end = start + min(int(query.get("limit", 10)), self.page_size)
        content = {"object": "list", "data": found[start:end], "has_more": end < len(found)}
        return Said(status=200, content=content)

    def take_evidence(self, asked: Asked, own: str) -> Said:
        dispute, form = self.disputes[own], form_of(asked)
        if dispute["status"] not in {"needs_response", "warning_needs_response"}:
            return error("This dispute is already closed.", "dispute_closed")
        dispute["evidence"] = {
            name[9:-1]: value for name, value in form.items() if name.startswith("evidence[")
        }
        if form.get("submit") == "true":
            dispute["status"] = "under_review"
            self.happened("charge.dispute.updated", dispute)
        return Said(status=200, content=dict(dispute))

    def give_up(self, _asked: Asked, own: str) -> Said:
        if self.disputes[own]["status"] not in {"needs_response", "warning_needs_response"}:
            return error("This dispute is already closed.", "dispute_closed")
        self.close_dispute(own, is_won=False)
        return Said(status=200, content=dict(self.disputes[own]))

    # --- the buyer

    def pay(self, own: str, card: str = PAYS) -> None:
        """The buyer enters a card on the page of a session."""
        with self.lock:
            session = self.sessions[own]
            if self.current(own)["status"] != "open":
                return
            intent = self.intent_of(session)
            intent |= {"last_payment_error": None, "card": card}
            if card in DECLINES:
                self.decline(intent, *DECLINES[card])
            elif card == SECURE:
                intent["status"] = "requires_action"
                self.happened("payment_intent.requires_action", intent)
            elif card == BANK:
                intent["status"] = "processing"
                session |= {"status": "complete", "url": None}
                self.happened("payment_intent.processing", intent)
                self.happened("checkout.session.completed", session)
            else:
                self.succeed(session, intent)

    def complete(self, own: str) -> None:
        """The buyer pays, and the money is taken."""
        self.pay(own)

    def authenticate(self, own: str, *, is_right: bool = True) -> None:
        """The buyer answers what 3-D Secure asks."""
        with self.lock:
            session = self.sessions[own]
            intent = self.intents[session["payment_intent"]]
            if intent["status"] != "requires_action":
                return
            if is_right:
                self.succeed(session, intent)
            else:
                text = "The provided PaymentMethod has failed authentication."
                self.decline(intent, "authentication_required", text)

    def intent_of(self, session: dict[str, Any]) -> dict[str, Any]:
        """The payment of a session, which is made once the buyer enters something."""
        if session["payment_intent"] is None:
            made = {
                "id": key("pi_"), "object": "payment_intent", "amount": session["amount_total"],
                "amount_received": 0, "currency": session["currency"], "latest_charge": None,
                "status": "requires_payment_method", "metadata": dict(session["metadata"]),
                "livemode": session["livemode"], "last_payment_error": None, "card": "",
            }  # fmt: skip
            self.intents[made["id"]] = made
            session["payment_intent"] = made["id"]
        return self.intents[session["payment_intent"]]

    def decline(self, intent: dict[str, Any], reason: str, text: str) -> None:
        """A card is declined; another one can be tried."""
        code = "card_declined" if reason != "authentication_required" else reason
        intent |= {
            "status": "requires_payment_method",
            "last_payment_error": {"code": code, "decline_code": reason, "message": text},
        }
        self.happened("payment_intent.payment_failed", intent)

    def succeed(self, session: dict[str, Any], intent: dict[str, Any]) -> None:
        """The money is taken."""
        amount, currency = intent["amount"], intent["currency"]
        fee = {
            "id": key("txn_"), "fee": amount * 29 // 1000 + 30,
            "currency": self.own_currency.lower() or currency, "amount": amount,
        }  # fmt: skip
        card = {"last4": intent["card"][-4:], "brand": "visa"}
        charge = {
            "id": key("ch_"), "object": "charge", "amount": amount, "amount_refunded": 0,
            "currency": currency, "payment_intent": intent["id"], "refunded": False, "disputed": False,
            "metadata": dict(intent["metadata"]), "balance_transaction": fee, "paid": True,
            "payment_method_details": {"type": "card", "card": card},
        }  # fmt: skip
        self.charges[charge["id"]] = charge
        was_complete = session["status"] == "complete"
        session |= {"status": "complete", "payment_status": "paid", "url": None}
        intent |= {"status": "succeeded", "amount_received": amount, "latest_charge": charge["id"]}
        self.happened("charge.succeeded", charge)
        self.happened("payment_intent.succeeded", intent)
        kind = "async_payment_succeeded" if was_complete else "completed"
        self.happened(f"checkout.session.{kind}", session)
        if intent["card"] == DISPUTED:
            self.dispute(session["id"])

    # --- banks, and the account's own pages

    def settle(self, own: str, *, is_right: bool = True) -> None:
        """The bank answers about a payment that takes days."""
        with self.lock:
            session = self.sessions[own]
            intent = self.intents[session["payment_intent"]]
            if intent["status"] != "processing":
                return
            if is_right:
                self.succeed(session, intent)
                return
            self.decline(intent, "debit_not_authorized", "The bank returned the debit.")
            self.happened("checkout.session.async_payment_failed", session)

    def refund(self, own: str, amount: int | None = None) -> str:
        """A refund made on the dashboard; its id. Amounts are the API's."""
        with self.lock:
            intent = self.intents[self.sessions[own]["payment_intent"]]
            charge = self.charges[intent["latest_charge"]]
            left = charge["amount"] - charge["amount_refunded"]
            return str(self.refunded(intent, amount or left, {}).content["id"])

    def settle_refund(self, own: str, *, is_right: bool = True) -> None:
        """The bank takes a refund, or sends it back, even weeks after it was taken."""
        with self.lock:
            refund = self.refunds[own]
            if is_right:
                refund["status"] = "succeeded"
            elif refund["status"] != "failed":
                charge = self.charges[refund["charge"]]
                charge["amount_refunded"] -= refund["amount"]
                charge["refunded"] = False
                refund |= {"status": "failed", "failure_reason": "lost_or_stolen_card"}
                self.happened("refund.failed", refund)
            self.happened("refund.updated", refund)

    def dispute(self, own: str, amount: int | None = None) -> str:
        """The buyer disputes a payment; the dispute's id."""
        with self.lock:
            intent = self.intents[self.sessions[own]["payment_intent"]]
            charge = self.charges[intent["latest_charge"]]
            charge["disputed"] = True
            currency = intent["currency"]
            made = {
                "id": key("dp_"), "object": "dispute", "amount": amount or charge["amount"],
                "currency": currency, "status": "needs_response", "reason": "product_not_received",
                "charge": charge["id"], "payment_intent": intent["id"], "metadata": {},
                "evidence_details": {"due_by": self.now() + 7 * 86400, "submission_count": 0},
                "balance_transactions": [{"fee": 1500, "currency": currency}], "evidence": {},
            }  # fmt: skip
            self.disputes[made["id"]] = made
            self.happened("charge.dispute.created", made)
            return str(made["id"])

    def close_dispute(self, own: str, *, is_won: bool) -> None:
        """The card's bank decides."""
        with self.lock:
            self.disputes[own]["status"] = "won" if is_won else "lost"
            self.happened("charge.dispute.closed", self.disputes[own])

    # --- events and pages

    def happened(self, kind: str, about: dict[str, Any]) -> None:
        """Makes an event with a copy of what it is about."""
        content = {
            "id": key("evt_"), "object": "event", "api_version": VERSION, "created": self.now(),
            "type": kind, "livemode": self.mode == "live", "data": {"object": about},
            "pending_webhooks": 1, "request": {"id": None, "idempotency_key": None},
        }  # fmt: skip
        self.tell(Event(key=content["id"], kind=kind, body=json.dumps(content, indent=2).encode()))

    def signed(self, event: Event, secret: str = "") -> dict[str, str]:
        own = [secret] if secret else self.webhook_secrets
        return {"stripe-signature": signature(event.body, own, self.now())}

    def payments(self) -> list[tuple[str, str]]:
        return [
            (
                own,
                f"{one['amount_total']} {one['currency'].upper()}, {one['status']}",
            )
            for own, one in self.sessions.items()
        ]

    def act(self, word: str, key: str, amount: int | None) -> None:
        intent = self.sessions[key]["payment_intent"]
        refunds = [one["id"] for one in self.refunds.values() if one["payment_intent"] == intent]
        disputes = [one["id"] for one in self.disputes.values() if one["payment_intent"] == intent]
        if word == "refund":
            self.refund(key, amount)
        elif word in {"settle", "refuse"}:
            self.settle(key, is_right=word == "settle")
        elif word == "fail-refund" and refunds:
            self.settle_refund(refunds[-1], is_right=False)
        elif word == "dispute":
            self.dispute(key, amount)
        elif word in {"win", "lose"} and disputes:
            self.close_dispute(disputes[-1], is_won=word == "win")

    def show_page(self, _asked: Asked, own: str) -> Said:
        session = self.current(own)
        text = f"{session['amount_total']} {session['currency'].upper()}"
        if session["status"] != "open":
            return page("Stripe Checkout", f"<p>{text}: this session is {session['status']}.</p>")
        intent = self.intents.get(session["payment_intent"] or "", {})
        if intent.get("status") == "requires_action":
            answers = {"authenticate": "Complete authentication", "fail": "Fail authentication"}
            return page("3-D Secure", f"<p>{text}</p>{buttons(f'/c/pay/{own}', **answers)}")
        words = {
            PAYS: "pays", DECLINED: "declined", POOR: "no funds", SECURE: "3-D Secure",
            BANK: "bank, takes days", DISPUTED: "disputed later",
            SLOW_REFUNDS: "slow refunds", FAILED_REFUNDS: "refunds fail",
        }  # fmt: skip
        options = "".join(f"<option value={card}>{card}: {said}" for card, said in words.items())
        failed = (intent.get("last_payment_error") or {}).get("message", "")
        form = (
            f"<p>{text}</p><p role=alert>{failed}</p><form method=post><select name=card aria-label=Card>"
            f"{options}</select><button name=act value=pay>Pay</button>"
            "<button name=act value=cancel>Cancel</button></form>"
        )
        return page("Stripe Checkout", form)

    def press(self, asked: Asked, own: str) -> Said:
        form, session = form_of(asked), self.sessions[own]
        if form["act"] == "cancel":
            return moved(session["cancel_url"])
        if form["act"] == "pay":
            self.pay(own, form["card"])
        else:
            self.authenticate(own, is_right=form["act"] == "authenticate")
        is_done = session["status"] == "complete"
        return moved(session["success_url"] if is_done else f"/c/pay/{own}")


def signature(body: bytes, secrets: Sequence[str], at: int) -> str:
    """The value of `Stripe-Signature`: each secret has a `v1`, while one replaces the other."""
    signed = str(at).encode() + b"." + body
    made = [hmac.new(one.encode(), signed, sha256).hexdigest() for one in secrets]
    return ",".join([f"t={at}", *(f"v1={one}" for one in made), f"v0={'0' * 64}"])


if __name__ == "__main__":
    server = Stripe()
    server.address = f"http://127.0.0.1:{sys.argv[1]}"
    server.start()
    run(server.answer, int(sys.argv[1]), f"{server.secrets} {time.ctime()}")
