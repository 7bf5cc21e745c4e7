"""Random lives of orders: whatever is done in whatever order, each answer is clear and no state is skipped.

Money, places and tickets agree after each step.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from convite.core.db import Base
from convite.doors.orders.models import Order
from convite.doors.payments.models import Payment
from convite.doors.refunds.models import Refund
from tests.shop import Shop, buyer, open_shop
from tests.world import Person, World

#: Lives in `make test` and, with them, in `make fuzz`.
LIVES, MORE, STEPS = 3, 40, 25
#: What may be answered to a step that can't be taken now.
REFUSALS = {403, 404, 409, 410, 422}
#: Who has states, by the type that stands in the log.
MACHINES: Mapping[str, type[Base]] = {"order": Order, "payment": Payment, "refund": Refund}
CHANGES = """
SELECT object_type, changes->'status'->>0 AS before, changes->'status'->>1 AS after
FROM activity_log WHERE event_id = $1 AND changes ? 'status' AND object_type = ANY ($2)
ORDER BY stream_id, position
"""
RUN_OUT = """
UPDATE reservations SET expires_at = now() - interval '1 second'
WHERE event_id = $1 AND ended_at IS NULL
"""


@dataclass
class Life:
    """An order, and whoever does something with it."""

    shop: Shop
    order: Any
    chance: random.Random

    @property
    def path(self) -> str:
        return f"/api/orders/{self.order['id']}"

    @property
    def buyer(self) -> Person:
        return buyer(self.shop.world, self.order)

    async def now(self) -> Any:
        return await self.shop.event.host.get(self.path)

    async def ask(self, who: Person, path: str, body: Any = None) -> None:
        answer = await who.ask("POST", path, body)
        assert answer.status_code < 300 or answer.status_code in REFUSALS, answer.text

    async def pay(self) -> None:
        provider = self.chance.choice(["test", "bank", "cash"])
        await self.ask(self.buyer, f"{self.path}/pay", {"provider": provider})

    async def settle(self) -> None:
        payments = (await self.shop.event.host.get(f"{self.path}/payments"))["items"]
        if payments:
            payment = self.chance.choice(payments)
            body = self.chance.choice(
                [
                    {"outcome": "paid"},
                    {"outcome": "failed"},
                    {"amount": self.chance.choice([100, 999, 2000]), "currency": "EUR"},
                    {"amount": 100, "currency": "USD"},
                ]
            )
            await self.ask(self.shop.event.host, f"/api/payments/{payment['id']}/confirm", body)

    async def refund(self) -> None:
        body = self.chance.choice([{}, {"amount": self.chance.choice([1, 500, 10**6])}])
        await self.ask(self.shop.event.host, f"{self.path}/refund", body)

    async def refund_line(self) -> None:
        line = self.chance.choice((await self.now())["lines"])
        await self.ask(self.shop.event.host, f"{self.path}/refund", {"lines": [line["id"]]})

    async def cancel(self) -> None:
        who = self.chance.choice([self.buyer, self.shop.event.host])
        await self.ask(who, f"{self.path}/cancel")

    async def cancel_line(self) -> None:
        line = self.chance.choice((await self.now())["lines"])
        await self.ask(self.shop.event.host, f"{self.path}/cancel", {"lines": [line["id"]]})

    async def transfer(self) -> None:
        tickets = (await self.now())["tickets"]
        if tickets:
            body = {"name": "Bo Field", "email": f"bo{self.chance.randrange(99)}@example.org"}
            ticket = self.chance.choice(tickets)
            await self.ask(self.shop.event.host, f"/api/tickets/{ticket['id']}/transfer", body)

    async def scan(self) -> None:
        for ticket in (await self.now())["tickets"][:1]:
            await self.shop.event.scan(ticket=ticket["qr"])

    async def run_out(self) -> None:
        await self.shop.world.sql(RUN_OUT, self.shop.event.id)
        await self.ask(self.shop.world.nobody(), self.shop.path, self.shop.body(1))

    def steps(self) -> list[Any]:
        """What can be done, what matters most often."""
        return [
            *[self.pay, self.settle] * 3,
            *[self.refund, self.refund_line, self.transfer] * 2,
            *[self.cancel, self.cancel_line, self.scan, self.run_out],
        ]


@pytest.mark.parametrize(
    "seed", [*range(LIVES), *(pytest.param(n, marks=pytest.mark.fuzz) for n in range(LIVES, MORE))]
)
async def test_no_order_goes_where_it_must_not(world: World, seed: int) -> None:
    chance = random.Random(seed)
    bank = {"payment": {"iban": "DE89 3704 0044 0532 0130 00", "takes_cash": True}}
    shop = await open_shop(world, event={"tax_percent": 19}, price=1000, quota=6)
    await shop.event.host.patch(shop.event.path, {"settings": bank})
    life = Life(shop, await shop.order(chance.randint(1, 3)), chance)
    with world.worker():
        for number in range(STEPS):
            step = chance.choice(life.steps())
            await step()
            assert await world.faults() == [], f"after {number} {step.__name__}"

    for row in await world.sql(CHANGES, shop.event.id, list(MACHINES)):
        before, after = row["before"], row["after"]
        edges = MACHINES[row["object_type"]].TRANSITIONS  # type: ignore[attr-defined]
        assert after in edges[before], (row["object_type"], before, after)
