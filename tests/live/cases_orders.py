"""Cases of replay: people who come by an order, and no longer."""

from typing import Any

from tests.live.scenes import Scene, case

BUYER = {"name": "Leo Paz", "email": "leo.paz@example.com"}


async def ordered(s: Scene, price: int = 0, **values: Any) -> Any:
    """An order for two people."""
    host = s.event.host
    kind = await host.post(f"{s.event.path}/ticket-types", {"name": "Standard", "price": price})
    lines = [{"ticket_type_id": kind["id"], "quantity": 2}]
    return await host.post(f"{s.event.path}/orders", {"lines": lines, "buyer": BUYER, **values})


async def paid(s: Scene) -> Any:
    """The same, paid."""
    order = await ordered(s, 500)
    started = await s.event.host.post(f"/api/orders/{order['id']}/pay", {"provider": "test"})
    await s.event.host.post(f"/api/payments/{started['payment_id']}/confirm", {"outcome": "paid"})
    return order


@case("doors.checkout.place_orders")
async def order_free_tickets(s: Scene) -> None:
    await ordered(s)


@case("doors.paying.claim_payment")
async def order_and_pay(s: Scene) -> None:
    await paid(s)


@case("doors.reversals.cancel_order")
async def cancel_an_order(s: Scene) -> None:
    order = await paid(s)
    await s.event.host.post(f"/api/orders/{order['id']}/cancel")


@case("doors.reversals.refund_order")
async def refund_an_order(s: Scene) -> None:
    order = await paid(s)
    await s.event.host.post(f"/api/orders/{order['id']}/refund")


@case("doors.reversals.refund_later", "doors.reversals.cancel_open_orders")
async def refund_all_orders(s: Scene) -> None:
    await paid(s)
    await s.event.host.post(f"{s.event.path}/refunds", {"of": "all"})
