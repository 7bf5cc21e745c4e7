"""Access to one payment: by its order's secret or account, or as the event's team."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import Request

from convite.core.budgets import address_of, network_of
from convite.core.db import Principal
from convite.core.log import Actor
from convite.core.problems import NotFound
from convite.core.request import CurrentCaller, Read
from convite.doors.orders.policy import OrderAccess, Secret
from convite.doors.orders.queries import order_by_id, secret_of
from convite.doors.payments.models import Payment
from convite.doors.payments.queries import payment_by_id
from convite.events.event.policy import enter_counted, key_in
from convite.events.event.queries import event_by_id, place_of


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
        user_id = who.token.user_id if who.token else None
        await tx.ensure_entered()
        place = await place_of(tx, "payment", key)
        if place is None:
            raise NotFound
        if secret or user_id is not None:
            await tx.enter(Principal(organization_id=place.organization_id, user_id=user_id))
            payment = await payment_by_id(tx, key)
            order = await order_by_id(tx, payment.order_id) if payment else None
            event = await event_by_id(tx, place.event_id)
            if payment is None or order is None or event is None:
                raise NotFound
            is_own = user_id is not None and order.user_id == user_id
            if secret and hmac.compare_digest(secret.encode(), secret_of(order.id).encode()):
                is_own = True
            elif secret:
                client = network_of(address_of(request))
                await request.app.state.budgets.spend("code", client)
                raise NotFound
            if is_own:
                actor = (
                    who.token.actor if who.token else Actor(kind="guest", id=order.id, via="order")
                )
                own = OrderAccess(order=order, event=event, actor=actor, is_own=True)
                return PaymentAccess(payment=payment, order=own)
        team = await enter_counted(request, tx, who, "payment", key)
        if not team.can("view_event"):
            raise NotFound
        team.need(right)
        payment = await payment_by_id(tx, key)
        order = await order_by_id(tx, payment.order_id) if payment else None
        if payment is None or order is None:
            raise NotFound
        opened = OrderAccess(
            order=order, event=team.event, actor=team.actor, is_own=False, rights=team.rights
        )
        return PaymentAccess(payment=payment, order=opened)

    return access
