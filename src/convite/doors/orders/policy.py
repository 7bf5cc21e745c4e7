"""Access to one order: by its secret, by the account that placed it, or as the event's team."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Query, Request

from convite.core.budgets import address_of, network_of
from convite.core.db import Principal
from convite.core.log import Actor
from convite.core.problems import NotAllowed, NotFound
from convite.core.request import Caller, CurrentCaller, Read
from convite.doors.orders.models import Order, OrderStatus
from convite.doors.orders.queries import OrderFilters, is_secret, order_by_id
from convite.events.event.models import Event
from convite.events.event.policy import EventAccess, enter_counted, key_in
from convite.events.event.queries import event_by_id, place_of

ORDER_HEADER = "x-order-secret"
Secret = Annotated[str | None, Header(alias=ORDER_HEADER)]


async def order_filters(
    status: OrderStatus | None = None,
    q: Annotated[
        str,
        Query(
            max_length=200,
            description="In a name, e-mail, phone or reference, or the last four digits of a card",
        ),
    ] = "",
) -> OrderFilters:
    """Which orders the query wants."""
    return OrderFilters(status=status, text=q)


Filtered = Annotated[OrderFilters, Depends(order_filters)]


@dataclass(frozen=True, kw_only=True)
class OrderAccess:
    """An order that the caller may open, and what they are to it."""

    order: Order
    event: Event
    actor: Actor
    #: Whether it is their own; else they are of the event's team.
    is_own: bool
    rights: frozenset[str] = frozenset()

    def need(self, right: str) -> None:
        """Checks that the caller is of the team and has a permission.

        Raises:
            NotAllowed: they aren't, or their role doesn't include it.
        """
        if right not in self.rights:
            raise NotAllowed("Your role on this event doesn't allow this.")


def order_access(right: str, *, by_buyer: bool = True) -> Callable[..., Awaitable[OrderAccess]]:
    """A dependency: the order of the path, for members with a permission, and its buyer if `by_buyer`.

    404 for everybody else.
    """

    async def access(
        request: Request, who: CurrentCaller, tx: Read, secret: Secret = None
    ) -> OrderAccess:
        key = key_in(request, "order_id")
        if by_buyer and secret:
            if not is_secret(secret, key):
                client = network_of(address_of(request))
                await request.app.state.budgets.spend("code", client)
                raise NotFound
            return await enter_own(tx, key, Actor(kind="guest", id=key, via="order"), None)
        team = await team_access(request, tx, who, "order", key)
        if by_buyer and who.token is not None and not (team and team.can(right)):
            own = await own_or_none(tx, key, who.token.actor, who.token.user_id)
            if own is not None:
                return own
        if team is None:
            raise NotFound
        team.need(right)
        order = await order_by_id(tx, key)
        if order is None:
            raise NotFound
        return OrderAccess(
            order=order, event=team.event, actor=team.actor, is_own=False, rights=team.rights
        )

    access.right = right  # type: ignore[attr-defined]
    return access


async def team_access(
    request: Request, tx: Read, who: Caller, kind: str, key: UUID
) -> EventAccess | None:
    """Access as the event's team; None to anybody else. It comes before one's own as a buyer.

    Raises:
        NotKnown: nobody is logged in.
    """
    try:
        return await enter_counted(request, tx, who, kind, key)
    except NotFound:
        return None  # a stranger, who may still be the buyer


async def own_or_none(tx: Read, key: UUID, actor: Actor, user_id: UUID) -> OrderAccess | None:
    """One's own order; None if it is somebody else's."""
    try:
        return await enter_own(tx, key, actor, user_id)
    except NotFound:
        return None


async def enter_own(tx: Read, key: UUID, actor: Actor, user_id: UUID | None) -> OrderAccess:
    """Enters an order's event as its buyer; without an account, its secret was checked before.

    Raises:
        NotFound: there is no such order, or it is another account's.
    """
    if user_id is not None:
        await tx.enter(Principal(user_id=user_id))
    else:
        await tx.ensure_entered()
    place = await place_of(tx, "order", key)
    if place is None:
        raise NotFound
    await tx.enter(Principal(organization_id=place.organization_id, user_id=user_id))
    order, event = await order_by_id(tx, key), await event_by_id(tx, place.event_id)
    if order is None or event is None or (user_id is not None and order.user_id != user_id):
        raise NotFound
    return OrderAccess(order=order, event=event, actor=actor, is_own=True)
