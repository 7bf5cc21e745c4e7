"""Writes of paying: payments claimed before a provider is asked, and what it answered."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.config import settings
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.machine import move
from convite.core.problems import (
    Conflict,
    FieldText,
    NotFound,
    Unavailable,
    WrongState,
    invalid,
)
from convite.doors.checkout.actions import expire_due
from convite.doors.orders.facts import PaymentAwaited
from convite.doors.orders.models import OPEN, Order
from convite.doors.orders.policy import OrderAccess
from convite.doors.orders.queries import WholeOrder, database_time, lock_order, order_path
from convite.doors.orderseats.actions import hold_longer
from convite.doors.paying.queries import account_for, is_offered
from convite.doors.paying.rules import BY_HAND, held_until, pay_until
from convite.doors.paying.schemas import ConfirmBody, PayOut
from convite.doors.payments.facts import PaymentStarted, WebhookReceived
from convite.doors.payments.models import Payment, ProviderName
from convite.doors.payments.queries import MAX_PAYMENTS, payment_by_id, payments_of
from convite.doors.payments.rules import next_look
from convite.events.event.models import Event
from convite.events.event.schemas import settings_in_force
from convite.gateways.channels import Fault, Refused
from convite.gateways.payment_registry import PAYMENT_PROVIDERS
from convite.gateways.payments import NewPayment, PaymentFacts, PaymentKeys, ProviderEvent, Started
from convite.people.paymentaccounts.models import PaymentAccount
from convite.people.paymentaccounts.queries import keys_of
from convite.room.capacity.actions import lock_pool


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """A payment that is to be started, and with which keys; without any it needs nobody outside."""

    payment: Payment
    keys: PaymentKeys | None = None
    new: NewPayment | None = None


async def claim_payment(
    tx: Tx, actor: Actor, event: Event, order_id: UUID, provider: ProviderName, *, by_team: bool
) -> Claimed:
    """Begins to pay an order, and holds its places for as long as that may take.

    Again by the same way is the same payment, as long as it is open.

    Raises:
        WrongState: it is paid, or no longer open.
        Invalid: the event doesn't take this.
        Conflict: it was tried too often.
    """
    await lock_pool(tx, event.id)
    await expire_due(tx, event.id)
    whole = await lock_order(tx, order_id)
    if whole is None:
        raise NotFound
    order = whole.order
    if order.status not in OPEN:
        text = f"This order is {order.status} and can't be paid."
        raise WrongState(text, current_status=order.status).with_text("pay")
    await check_offered(tx, event, provider, by_team=by_team)
    payments = await payments_of(tx, order.id, lock=True)
    known = next((one for one in payments if is_unfinished(one, provider)), None)
    if known is None and len(payments) >= MAX_PAYMENTS:
        raise Conflict("There were too many attempts to pay this order.", name="too-many-payments")
    payment = known or await new_payment(tx, actor, event, order, provider)
    await hold_while_paying(tx, event, order, provider)
    if order.status != "pending":
        await move(tx, actor, order, "pending", PaymentAwaited)
    return await claimed(tx, order, event, payment)


async def check_offered(tx: Tx, event: Event, provider: ProviderName, *, by_team: bool) -> None:
    """Rejects a way to pay that the event doesn't take.

    Raises:
        Invalid: it doesn't.
    """
    if not await is_offered(tx, event, provider, by_team=by_team):
        english = "This event's orders can't be paid that way."
        raise invalid("provider", FieldText(name="payment.not-offered", english=english))


def is_unfinished(payment: Payment, provider: ProviderName) -> bool:
    """Whether a payment was begun this way and can still be made."""
    return (
        payment.provider == provider
        and payment.status == "created"
        and (payment.expires_at is None or payment.expires_at > now())
    )


async def new_payment(
    tx: Tx, actor: Actor, event: Event, order: Order, provider: ProviderName
) -> Payment:
    """The row of a payment that begins."""
    account = await account_for(tx, event.organization_id, provider)
    payment = Payment(
        id=new_id(),
        organization_id=order.organization_id,
        event_id=order.event_id,
        order_id=order.id,
        account_id=account.id if account else None,
        provider=provider,
        mode=account.mode if account else ("test" if provider == "test" else "live"),
        amount=order.total,
        currency=order.currency,
        expires_at=pay_until(provider, now(), event.starts_at, event.ends_at),
        look_at=next_look(0, now()) if account else None,
    )
    if provider in BY_HAND:
        payment.client = {"instructions": instructions_for(event, order)}
    tx.add(payment)
    await tx.flush()
    await record(tx, actor, PaymentStarted.of(payment))
    return payment


async def hold_while_paying(tx: Tx, event: Event, order: Order, provider: ProviderName) -> None:
    """Holds the order's places for as long as the payment may take, by the database's clock."""
    moment = await database_time(tx)
    until = pay_until(provider, moment, event.starts_at, event.ends_at)
    await hold_longer(tx, order, held_until(provider, until, order.created_at))
    await tx.flush()


async def claimed(tx: Tx, order: Order, event: Event, payment: Payment) -> Claimed:
    """A payment with what its provider is asked; nothing if it was started, or nobody needs to be."""
    if payment.account_id is None or payment.provider_payment_id is not None:
        return Claimed(payment=payment)
    account = await account_for(tx, order.organization_id, payment.provider)
    if account is None or payment.expires_at is None:
        return Claimed(payment=payment)
    back = f"{settings().address}{order_path(order.id)}"
    new = NewPayment(
        payment_id=payment.id,
        attempt=payment.attempt,
        amount=payment.amount,
        currency=payment.currency,
        reference=order.reference,
        description=event.title,
        email=order.buyer_email or "",
        return_url=back,
        expires_at=payment.expires_at,
    )
    return Claimed(payment=payment, keys=keys_of(account), new=new)


async def keep_started(tx: Tx, payment_id: UUID, started: Started) -> Payment:
    """Keeps what the provider answered to a payment that was claimed.

    Raises:
        NotFound: the payment is gone.
    """
    payment = await payment_by_id(tx, payment_id, lock=True)
    if payment is None:
        raise NotFound
    payment.provider_payment_id = started.provider_payment_id
    payment.client = {
        "client_secret": started.client_secret,
        "redirect_url": started.redirect_url,
        "client": dict(started.client),
    }
    await tx.flush()
    return payment


def kept_instructions(payment: Payment) -> dict[str, Any] | None:
    """What the buyer of a payment by hand was told, whatever the event says now."""
    told: dict[str, Any] | None = payment.client.get("instructions")
    return told


def instructions_for(event: Event, order: Order) -> dict[str, Any]:
    """What a buyer does who pays by transfer or in cash."""
    known = settings_in_force(None, event.settings).payment
    return {
        "name": known.bank_name,
        "iban": known.iban,
        "bic": known.bic,
        "reference": order.reference,
        "text": known.text,
        "amount": order.total,
        "currency": order.currency,
    }


async def confirmed(
    tx: Tx, event: Event, order_id: UUID, payment_id: UUID, body: ConfirmBody
) -> PaymentFacts:
    """What the team, or the buyer of a test payment, says of it, once all of it is locked.

    Raises:
        NotFound: the order or its payment is gone.
        Invalid: a test payment of an event that takes money by now, or another currency.
    """
    await lock_pool(tx, event.id)
    whole = await lock_order(tx, order_id)
    payment = await payment_by_id(tx, payment_id, lock=True)
    if whole is None or payment is None:
        raise NotFound
    if payment.provider == "test":
        await check_offered(tx, event, "test", by_team=False)
    return facts_by_hand(payment, whole, body)


def facts_by_hand(payment: Payment, whole: WholeOrder, body: ConfirmBody) -> PaymentFacts:
    """What the team, or the buyer of a test payment, says of it, in a provider's terms.

    Raises:
        Invalid: the currency isn't the order's.
    """
    amount, state = payment.amount, body.outcome
    if body.amount is not None:
        amount, state = payment.captured + body.amount, "paid"
        if body.currency != whole.order.currency:
            currency = whole.order.currency
            english = f"This order is in {currency}."
            text = FieldText(
                name="payment.currency", english=english, values={"currency": currency}
            )
            raise invalid("currency", text)
    return PaymentFacts(
        provider_payment_id=str(payment.id),
        state="paid" if state == "paid" else "failed",
        amount=amount if state == "paid" else 0,
        currency=payment.currency,
        mode="test" if payment.mode == "test" else "live",
        raw={"reference": body.reference} if body.reference else {},
    )


async def ask_provider(claimed: Claimed) -> Started | None:
    """Starts a claimed payment at its provider, if it has one; no transaction is open meanwhile.

    Raises:
        Conflict: the provider doesn't take it; the order stays open.
        Unavailable: the provider can't be reached.
    """
    if claimed.new is None or claimed.keys is None:
        return None
    try:
        return await PAYMENT_PROVIDERS[claimed.payment.provider].start(claimed.keys, claimed.new)
    except Refused as refused:
        text = "The payment provider doesn't take this payment. Choose another way to pay."
        raise Conflict(text, name="payment-refused") from refused
    except Fault as fault:
        raise provider_away() from fault


def provider_away() -> Unavailable:
    """The problem of a provider that can't be reached now."""
    text = "The payment provider can't be reached. Try again in a moment."
    return Unavailable(text).with_text("provider")


def check_may_confirm(access: OrderAccess, payment: Payment, body: ConfirmBody) -> None:
    """Lets buyers end test payments, and the team say what it received.

    Raises:
        NotAllowed: it isn't theirs to say.
        Conflict: the payment is at a provider, which says so itself.
    """
    if payment.account_id is not None:
        text = "The provider itself reports how this payment went."
        raise Conflict(text, name="not-by-hand")
    if payment.provider != "test" or body.outcome is None:
        access.need("edit_event")


def pay_out(payment: Payment) -> PayOut:
    """What the buyer does next."""
    client = payment.client
    return PayOut(
        payment_id=payment.id,
        provider=payment.provider,
        mode=payment.mode,
        client_secret=client.get("client_secret"),
        redirect_url=client.get("redirect_url"),
        instructions=kept_instructions(payment),
        client=client.get("client") or {},
    )


TAKE_EVENT = """
INSERT INTO provider_events (id, organization_id, account_id, provider_event_id, kind, provider_payment_id)
VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account_id, provider_event_id) DO NOTHING RETURNING id
"""
# At most once a minute, since every webhook of the account would wait for the others' row.
SEEN = """
UPDATE payment_accounts SET last_event_at = now() WHERE id = $1
  AND (last_event_at IS NULL OR last_event_at < now() - interval '1 minute')
"""


async def take_event(tx: Tx, account: PaymentAccount, event: ProviderEvent) -> None:
    """Keeps a webhook, once, and has the payment that it names looked up."""
    key = await tx.driver.fetchval(
        TAKE_EVENT,
        *(new_id(), account.organization_id, account.id, event.event_id, event.kind),
        event.provider_payment_id,
    )
    await tx.driver.execute(SEEN, account.id)
    if key is None or event.provider_payment_id is None:
        return
    fact = WebhookReceived(
        organization_id=account.organization_id,
        object_id=account.id,
        provider_payment_id=event.provider_payment_id,
        kind=event.kind,
    )
    await record(tx, Actor(kind="provider", id=account.id, via=account.provider), fact)
