"""Payments at providers on loopback: their servers, the keys of an account there, and payments to start."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from convite.core.clock import now
from convite.core.config import settings
from convite.core.ids import new_id
from convite.gateways.payment_registry import PAYMENT_PROVIDERS
from convite.gateways.payments import (
    NewPayment,
    PaymentFacts,
    PaymentKeys,
    PaymentProvider,
    RefundFacts,
    Started,
)
from convite.gateways.paypal import CERTIFICATES
from convite.gateways.paypal_calls import TOKENS
from tests.providers import paypal, razorpay, stripe
from tests.providers.payment_server import PaymentServer

#: The module of each provider on loopback; each has `busy()` and `broken()`.
MODULES = {"stripe": stripe, "razorpay": razorpay, "paypal": paypal}
SERVERS: dict[str, type[PaymentServer]] = {
    "stripe": stripe.Stripe,
    "razorpay": razorpay.Razorpay,
    "paypal": paypal.PayPal,
}


def keys_of(server: PaymentServer, **changes: Any) -> PaymentKeys:
    """The keys of the account there."""
    known: dict[str, Any] = {
        "mode": server.mode,
        "account": server.account,
        "secrets": dict(server.secrets),
        "webhook_secrets": list(server.webhook_secrets),
    }
    return PaymentKeys(**known | changes)


@contextmanager
def payment_server(name: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[PaymentServer]:
    """A provider on loopback that this process's settings name."""
    server = SERVERS[name]()
    # another server may get the port of an earlier one
    TOKENS.clear()
    CERTIFICATES.clear()
    with server.running():
        for variable, value in server.environment().items():
            monkeypatch.setattr(settings(), variable.removeprefix("CONVITE_").lower(), value)
        yield server


def new_payment(**changes: Any) -> NewPayment:
    """A payment of 25.00 EUR, or another."""
    known: dict[str, Any] = {
        "payment_id": UUID(str(new_id())),
        "attempt": 1,
        "amount": 2500,
        "currency": "EUR",
        "reference": "ORD-7K2M",
        "description": "2 tickets, Midsummer ball",
        "email": "jo@example.com",
        "return_url": "https://convite.example/o/7k2m",
        "expires_at": now() + timedelta(minutes=40),
    }
    return NewPayment(**known | changes)


class Stage:
    """A provider, its server, and an account there."""

    def __init__(self, server: PaymentServer) -> None:
        self.name = server.name
        #: `Any`, as the methods that steer it aren't the same for all.
        self.server: Any = server
        self.provider: PaymentProvider = PAYMENT_PROVIDERS[self.name]
        self.keys = keys_of(server)
        self.module: Any = MODULES[self.name]

    async def started(self, **changes: Any) -> str:
        """The provider's id of a new payment."""
        return (await self.start(new_payment(**changes))).provider_payment_id

    async def start(self, payment: NewPayment) -> Started:
        return await self.provider.start(self.keys, payment)

    async def paid(self, **changes: Any) -> str:
        """The provider's id of a payment that was paid."""
        key = await self.started(**changes)
        self.server.complete(key)
        return key

    async def look_up(self, key: str) -> PaymentFacts:
        return await self.provider.look_up(self.keys, key)

    async def refund(self, key: str, amount: int, **changes: Any) -> RefundFacts:
        known = {"refund_id": new_id(), "amount": amount, "currency": "EUR"} | changes
        return await self.provider.refund(self.keys, key, **known)
