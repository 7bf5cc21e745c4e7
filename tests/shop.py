"""Events that sell tickets, for tests."""

from dataclasses import dataclass
from typing import Any

from tests.world import Happening, Person, World

BUYER = {"name": "Leo Paz", "email": "leo.paz@example.com"}


@dataclass
class Shop:
    """A public event with a type of tickets."""

    event: Happening
    kind: dict[str, Any]

    @property
    def world(self) -> World:
        return self.event.host.world

    @property
    def path(self) -> str:
        return f"{self.event.path}/orders"

    async def add(self, name: str = "Extra", **values: Any) -> Any:
        """Another type."""
        return await self.event.host.post(
            f"{self.event.path}/ticket-types", {"name": name, **values}
        )

    def body(self, quantity: int = 1, **values: Any) -> dict[str, Any]:
        """An order of the first type."""
        line = {"ticket_type_id": self.kind["id"], "quantity": quantity}
        return {"lines": [line], "buyer": BUYER, **values}

    async def order(self, quantity: int = 1, who: Person | None = None, **values: Any) -> Any:
        """An order that is placed."""
        return await (who or self.world.nobody()).post(self.path, self.body(quantity, **values))

    async def refused(self, status: int, quantity: int = 1, **values: Any) -> Any:
        """An order that is refused."""
        body = self.body(quantity, **values)
        return await self.world.nobody().refused(status, "POST", self.path, body)

    async def type(self) -> Any:
        """The first type as it is now."""
        return await self.event.host.get(f"{self.event.path}/ticket-types/{self.kind['id']}")


def buyer(world: World, order: Any) -> Person:
    """Whoever has an order's secret."""
    return Person(world, {"x-order-secret": order["secret"]})


async def open_shop(world: World, *, event: dict[str, Any] | None = None, **values: Any) -> Shop:
    """A public event that sells one type of tickets, for nothing unless a price is given."""
    host = await world.organizer("Ana Ruiz")
    made = await host.event(visibility="public", approval="open", **(event or {}))
    body = {"name": "Standard", "max_per_order": 100, **values}
    return Shop(made, await host.post(f"{made.path}/ticket-types", body))


async def paid(shop: Shop, order: Any, outcome: str = "paid") -> Any:
    """The order after its buyer has ended a test payment."""
    who = buyer(shop.world, order)
    started = await who.post(f"/api/orders/{order['id']}/pay", {"provider": "test"})
    await who.post(f"/api/payments/{started['payment_id']}/confirm", {"outcome": outcome})
    return {**await who.get(f"/api/orders/{order['id']}"), "secret": order["secret"]}


async def sold(shop: Shop, quantity: int = 1, **values: Any) -> Any:
    """An order that was placed and paid."""
    return await paid(shop, await shop.order(quantity, **values))


async def ledger(shop: Shop) -> dict[str, int]:
    """What stands on the event's accounts, by account."""
    totals = await shop.event.host.get(f"{shop.event.path}/ledger/totals")
    found: dict[str, int] = {}
    for one in totals["items"]:
        found[one["account"]] = found.get(one["account"], 0) + one["amount"]
    return {account: amount for account, amount in found.items() if amount}
