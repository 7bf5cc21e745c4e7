"""Access to one payment: by its order's secret or account, or as the event's team."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from fastapi import Request

from convite.core.budgets import address_of, network_of
from convite.core.config import settings
from convite.core.db import Principal
from convite.core.log import Actor
from convite.core.problems import NotFound, NotKnown
from convite.core.request import Caller, CurrentCaller, Read
from convite.doors.orders.models import Order
from convite.doors.orders.policy import OrderAccess, Secret, team_access
from convite.doors.orders.queries import is_secret, order_by_id
from convite.doors.paying.actions import provider_away
from convite.doors.payments.models import Payment
from convite.doors.payments.queries import payment_by_id
from convite.events.event.policy import key_in
from convite.events.event.queries import event_by_id, place_of
from convite.gateways.channels import Fault
from convite.gateways.payment_registry import PAYMENT_PROVIDERS
from convite.gateways.payments import ProviderEvent, WrongSignature
from convite.people.organizations.queries import tenant_of
from convite.people.paymentaccounts.models import PaymentAccount
from convite.people.paymentaccounts.queries import account_by_id, keys_of


@dataclass(frozen=True, kw_only=True)
class PaymentAccess:
    """A payment that the caller may open, with its order."""

    payment: Payment
    order: OrderAccess


def payment_access(right: str) -> Callable[..., Awaitable[PaymentAccess]]:
    """A dependency: the payment of the path, for its buyer, and members with a permission."""

    async def access(
        request: Request, who: CurrentCaller, tx: Read, secret: Secret = None
    ) -> PaymentAccess:
        key = key_in(request, "payment_id")
        if who.token is None and not secret and not who.code:
            raise NotKnown
        team = None if secret else await team_access(request, tx, who, "payment", key)
        if not (team and team.can(right)):
            own = await own_payment(request, tx, who, key, secret)
            if own is not None:
                return own
        if team is None:
            raise NotFound
        team.need(right)
        payment, order = await payment_and_order(tx, key)
        opened = OrderAccess(
            order=order, event=team.event, actor=team.actor, is_own=False, rights=team.rights
        )
        return PaymentAccess(payment=payment, order=opened)

    access.right = right  # type: ignore[attr-defined]
    return access


async def payment_and_order(tx: Read, key: UUID) -> tuple[Payment, Order]:
    """A payment and its order.

    Raises:
        NotFound: there is no such payment.
    """
    payment = await payment_by_id(tx, key)
    order = await order_by_id(tx, payment.order_id) if payment else None
    if payment is None or order is None:
        raise NotFound
    return payment, order


async def own_payment(
    request: Request, tx: Read, who: Caller, key: UUID, secret: str | None
) -> PaymentAccess | None:
    """A payment of one's own order, by its secret or account; None if it isn't.

    Raises:
        NotFound: there is no such payment, or the secret is another's.
    """
    await tx.ensure_entered()
    place = await place_of(tx, "payment", key)
    if place is None:
        raise NotFound
    user_id = who.token.user_id if who.token else None
    await tx.enter(Principal(organization_id=place.organization_id, user_id=user_id))
    payment, order = await payment_and_order(tx, key)
    if secret and not is_secret(secret, order.id):
        await request.app.state.budgets.spend("code", network_of(address_of(request)))
        raise NotFound
    if not secret and (user_id is None or order.user_id != user_id):
        return None
    event = await event_by_id(tx, place.event_id)
    if event is None:
        raise NotFound
    by_order = Actor(kind="guest", id=order.id, via="order")
    actor = who.token.actor if who.token else by_order
    own = OrderAccess(order=order, event=event, actor=actor, is_own=True)
    return PaymentAccess(payment=payment, order=own)


@dataclass(frozen=True, kw_only=True)
class SignedEvent:
    """A webhook whose signature is right, and the account that it is for."""

    account: PaymentAccount
    event: ProviderEvent


async def signed_event(
    request: Request, provider: str, tx: Read, account: UUID | None = None
) -> SignedEvent:
    """A dependency: the webhook in the body, of an account that its address names.

    Raises:
        NotKnown: the signature is wrong, too old, or another account's or mode's.
        NotFound: there is no such account.
    """
    await tx.ensure_entered()
    organization_id = await tenant_of(tx, "payment_account", account) if account else None
    if account is None or organization_id is None:
        raise NotFound
    await tx.enter(Principal(organization_id=organization_id))
    row = await account_by_id(tx, account)
    if row is None or row.provider != provider:
        raise NotFound
    headers = {name.lower(): value for name, value in request.headers.items()}
    url = f"{settings().address}{request.url.path}?{request.url.query}"
    keys = keys_of(row)
    body = await request.body()
    try:
        event = await PAYMENT_PROVIDERS[provider].read_event(keys, headers, body, url)
    except WrongSignature as error:
        raise NotKnown(
            "This webhook isn't signed by the provider.", name="wrong-signature"
        ) from error
    except Fault as fault:
        raise provider_away() from fault
    return SignedEvent(account=row, event=event)
