"""Many buyers of few seats, through kills: each order is a free ticket on a seat of the buyer's choice."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.chaos.supervised import asked
from tests.wire import Wire
from tests.world import Happening

#: A buyer who was refused so many seats gives up.
MOST_TRIES = 60


@dataclass
class Market:
    """What happened while seats were sold."""

    event: Happening
    kind: str
    seats: list[str]
    port: int
    #: Buyer → the order that they were told of.
    orders: dict[int, Any] = field(default_factory=dict)
    moments: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)

    @property
    def longest_gap(self) -> float:
        """The longest time without a ticket, in seconds."""
        return max((b - a for a, b in zip(self.moments, self.moments[1:], strict=False)), default=0)

    async def buy(self, buyer: int, wire: Wire, chance: random.Random) -> None:
        """One buyer tries seats until they have one, or all are sold."""
        open_seats = list(self.seats)
        for turn in range(MOST_TRIES):
            if not open_seats:
                return
            seat = chance.choice(open_seats)
            wire.headers["idempotency-key"] = f"{buyer}-{turn}"
            body = {
                "lines": [{"ticket_type_id": self.kind, "seat_ids": [seat]}],
                "buyer": {"name": f"Buyer {buyer}", "email": f"buyer{buyer}@example.com"},
            }
            got = await asked(wire, self.failures, "POST", f"{self.event.path}/orders", body)
            if got.status == 201:
                self.orders[buyer] = got.json
                self.moments.append(time.monotonic())
                return
            self.refusals[f"{got.status} {got.json['type'].rsplit('/', 1)[-1]}"] += 1
            if got.json["type"].endswith("/sold-out"):
                return
            gone = {one["id"] for one in got.json.get("blocking", ())}
            open_seats = [one for one in open_seats if one not in gone and one != seat]

    async def sell(self, buyers: int, at_once: int, seed: int) -> None:
        """So many buyers, so many of them at the same time."""
        waiting = iter(range(buyers))

        async def work(number: int) -> None:
            chance = random.Random(seed * 1000 + number)
            wire = Wire(self.port)
            for buyer in waiting:
                await self.buy(buyer, wire, chance)
            wire.close()

        await asyncio.gather(*(work(number) for number in range(at_once)))


async def open_market(event: Happening, seats: int, port: int) -> Market:
    """An event with so many seats, and as many free tickets for them."""
    host = event.host
    await host.patch(event.path, {"visibility": "public", "approval": "open"})
    ids = await event.seats(seats)
    kind = await host.post(f"{event.path}/ticket-types", {"name": "Seat", "quota": seats})
    return Market(event, kind["id"], ids, port)
