"""The protocol of payment providers.

Orders use only this protocol and `gateways.payment_registry`; a new provider is a module that implements
it and a line in the registry. A provider starts payments, says how they are, and pays money back. What
it reports is never trusted for its amount, order or state: the report names a payment, which is then
looked up. Faults are those of channels: `Refused`, `Delayed` and `Stopped`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol
from uuid import UUID

#: Keys for trying things out are never mixed up with those that move money.
Mode = Literal["test", "live"]
#: What the provider says of a payment: `open` can still be paid, `processing` is under way and can end
#: either way, `paid` is captured (and stays so when it is paid back), `failed` can't be paid any more.
ProviderState = Literal["open", "processing", "paid", "failed"]
RefundState = Literal["pending", "succeeded", "failed"]
DisputeState = Literal["needs_response", "under_review", "won", "lost"]


@dataclass(frozen=True, kw_only=True)
class PaymentKeys:
    """An organization's access to a provider: its mode, the account, and secrets by name."""

    mode: Mode
    #: The provider's own id of the account; empty if it has none.
    account: str = ""
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    #: Secrets of webhooks, the newest first; earlier ones stay valid while they are replaced. PayPal has
    #: no secret but ids of webhooks.
    webhook_secrets: Sequence[str] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True)
class NewPayment:
    """A payment to be started. Its id and attempt are the provider's idempotency key."""

    payment_id: UUID
    attempt: int
    #: Minor units by ISO 4217; the provider's module converts them to its own.
    amount: int
    currency: str
    #: The order's number, shown to whoever pays.
    reference: str
    description: str
    #: The buyer's address, for the provider's receipt.
    email: str
    #: Where the browser comes back to. It only asks; nothing is believed because of it.
    return_url: str
    #: After this moment the places aren't held any more; a provider that can, ends the payment then.
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class Started:
    """A started payment: what the buyer's browser needs to go on."""

    provider_payment_id: str
    #: For the provider's own form on the page (Stripe), or its window (Razorpay, PayPal).
    client_secret: str | None = None
    #: A page of the provider on which to pay, which also works without scripts.
    redirect_url: str | None = None
    #: The public key and whatever else the provider's script on the page needs.
    client: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RefundFacts:
    """What the provider says of one refund."""

    provider_refund_id: str
    amount: int
    state: RefundState
    #: Our refund's id, if the provider keeps it; None for one made on the provider's own pages.
    refund_id: UUID | None = None
    #: Why it failed, in the provider's words.
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class DisputeFacts:
    """What the provider says of one dispute."""

    provider_dispute_id: str
    amount: int
    state: DisputeState
    reason: str = ""
    #: Until when evidence can be handed in.
    due_at: datetime | None = None
    #: The provider's fee for it, in minor units.
    fee: int = 0


@dataclass(frozen=True, kw_only=True)
class PaymentFacts:
    """What the provider says of one payment, looked up just now. Amounts are minor units by ISO 4217."""

    provider_payment_id: str
    state: ProviderState
    #: What was captured; 0 before.
    amount: int
    #: Empty where the provider has forgotten a payment that nobody made in time (PayPal).
    currency: str
    mode: Mode
    #: Our payment's id, as the provider keeps it.
    payment_id: UUID | None = None
    #: The provider's fee, in `currency`; None if it isn't known yet.
    fee: int | None = None
    refunds: Sequence[RefundFacts] = ()
    disputes: Sequence[DisputeFacts] = ()
    #: The last four digits of the card, or a similar mark, by which people ask for their payment.
    last_four: str = ""
    #: Why it failed, in the provider's words.
    error: str = ""
    #: What a person needs in order to understand it later; no secrets, no card data.
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ProviderEvent:
    """A webhook whose signature is right. It only names what to look up."""

    #: Unique per provider and account; the same event may come several times.
    event_id: str
    kind: str
    mode: Mode
    #: The provider's payment that it is about; None if it is about something else.
    provider_payment_id: str | None = None
    #: The account that it is about, if it says so.
    account: str = ""


@dataclass(frozen=True, kw_only=True)
class KeyCheck:
    """What the provider says of keys that were just typed in."""

    account: str
    #: The account's name as the provider knows it.
    name: str
    mode: Mode
    #: Whether the account can take money by now.
    can_charge: bool
    #: Currencies that it takes; empty means all.
    currencies: Sequence[str] = ()


class WrongSignature(Exception):
    """A webhook that the provider didn't sign, or too long ago, or for another address of ours."""


class PaymentProvider(Protocol):
    """One provider of payments. Every call takes the organization's keys."""

    name: str
    #: Names of the secrets that its keys consist of, in the order of the form.
    secret_names: Sequence[str]
    #: How long a payment must be open at least for the provider to end it by itself; 0 if it never does.
    #: With less, it stays open for longer there, and `cancel` ends it.
    shortest: timedelta

    def check_amount(self, amount: int, currency: str) -> None:
        """Refuses what this provider can't take.

        Raises:
            Refused: the currency isn't taken, or the amount has digits that the provider doesn't have.
        """

    async def start(self, keys: PaymentKeys, payment: NewPayment) -> Started:
        """Starts a payment; the same payment and attempt again is the same one at the provider.

        Raises:
            Refused: the provider doesn't take this payment.
        """

    async def look_up(self, keys: PaymentKeys, provider_payment_id: str) -> PaymentFacts:
        """How a payment is now, captured if it only needed that."""

    async def cancel(self, keys: PaymentKeys, provider_payment_id: str) -> PaymentFacts:
        """Ends a payment that wasn't paid, and says how it is then: it may have been paid meanwhile."""

    async def refund(
        self,
        keys: PaymentKeys,
        provider_payment_id: str,
        *,
        refund_id: UUID,
        amount: int,
        currency: str,
    ) -> RefundFacts:
        """Pays money back; the same refund again is the same one at the provider.

        Raises:
            Refused: more than is left, or the provider doesn't pay this back any more.
        """

    async def hand_in_evidence(
        self, keys: PaymentKeys, provider_dispute_id: str, evidence: Mapping[str, str]
    ) -> None:
        """Hands in what speaks against a dispute: texts by name. Names that the provider doesn't know are
        written into one text.

        Raises:
            Refused: it is too late, or the provider takes evidence only on its own pages.
        """

    async def accept_dispute(self, keys: PaymentKeys, provider_dispute_id: str) -> None:
        """Gives up a dispute for good: the buyer keeps the money.

        Raises:
            Refused: it was decided already.
        """

    async def read_event(
        self, keys: PaymentKeys, headers: Mapping[str, str], body: bytes, url: str
    ) -> ProviderEvent:
        """A webhook, of whose raw bytes the signature is checked. Header names are in lower case.

        Where it names only a refund, a dispute or a part of the payment, the provider is asked once which
        payment that belongs to; PayPal's certificates are fetched once.

        Raises:
            WrongSignature: it isn't from the provider, or another account's or mode's.
            Delayed: the provider couldn't be asked; it delivers the event again if the answer is an error.
        """

    async def check_keys(self, keys: PaymentKeys) -> KeyCheck:
        """Asks the provider whose keys these are.

        Raises:
            Stopped: it doesn't know them.
        """
