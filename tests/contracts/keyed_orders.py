"""Cases of keyed routes: canceled orders and refunds. Orders themselves are a hot verb's."""

from typing import Any

from convite.core.ids import new_id
from tests.contracts.keyed import Asked, Stage, case
from tests.victim_shop import TRANSFER

BUYER = {"name": "Leo Paz", "email": "leo.paz@example.com"}


async def ordered(s: Stage) -> Any:
    """An order that isn't paid yet."""
    kind = await s.host.post(f"{s.event.path}/ticket-types", {"name": "Standard", "price": 500})
    body = {"lines": [{"ticket_type_id": kind["id"]}], "buyer": BUYER}
    return await s.host.post(f"{s.event.path}/orders", body)


async def bought(s: Stage) -> Any:
    """An order that is paid."""
    order = await ordered(s)
    started = await s.host.post(f"/api/orders/{order['id']}/pay", {"provider": "test"})
    await s.host.post(f"/api/payments/{started['payment_id']}/confirm", {"outcome": "paid"})
    return order


@case("/api/orders/{order_id}/cancel")
async def cancel(s: Stage) -> Asked:
    order = await ordered(s)
    return Asked(s.host, f"/api/orders/{order['id']}/cancel", {"reason": "a"}, {"reason": "b"})


@case("/api/orders/{order_id}/refund")
async def refund(s: Stage) -> Asked:
    order = await bought(s)
    return Asked(s.host, f"/api/orders/{order['id']}/refund", {"amount": 30}, {"amount": 40})


@case("/api/events/{event_id}/refunds")
async def refund_all(s: Stage) -> Asked:
    await bought(s)
    path = f"{s.event.path}/refunds"
    return Asked(s.host, path, {"of": "all"}, {"of": "all", "reason": "Rain"})


async def transferred(s: Stage) -> str:
    """The path of a transfer that came to the host's bank account."""
    transfer = new_id()
    await s.world.sql(TRANSFER, transfer, s.host.organization_id, "Somebody")
    return f"/api/organizations/{s.host.organization_id}/bank-transactions/{transfer}"


@case("/api/organizations/{organization_id}/bank-transactions/{transaction_id}/match")
async def match_a_transfer(s: Stage) -> Asked:
    orders = [await ordered(s) for _ in range(2)]
    first, second = ({"order_id": one["id"]} for one in orders)
    return Asked(s.host, f"{await transferred(s)}/match", first, second)


@case("/api/organizations/{organization_id}/bank-transactions/{transaction_id}/ignore")
async def ignore_a_transfer(s: Stage) -> Asked:
    return Asked(s.host, f"{await transferred(s)}/ignore")
