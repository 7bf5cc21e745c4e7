"""Killed in the middle of holding and confirming: nothing acknowledged is lost, nobody sits twice.

The supervisor is the real one (`convite run`), on a data folder of its own.
"""

import asyncio
import signal
import time
from collections import Counter

import asyncpg
import pytest

from convite.entry.operations.invariants import check_invariants
from tests.chaos.supervised import Supervised, asked
from tests.support import until
from tests.world import Happening, Party, Person

pytestmark = pytest.mark.chaos

#: People who take a seat each, and how many of them ask at the same time.
PEOPLE, AT_ONCE = 240, 12
#: A longer silence after a kill is an outage.
MAX_GAP = 10.0


class Crowd:
    """People who hold a seat and confirm it, asking again while nobody answers."""

    def __init__(self, event: Happening, parties: list[Party], seats: list[str]) -> None:
        self.event = event
        self.waiting = list(zip(parties, seats, strict=False))
        self.confirmed: dict[str, str] = {}
        self.moments: list[float] = []
        self.failures: Counter[str] = Counter()

    async def work(self) -> None:
        while self.waiting:
            party, seat = self.waiting.pop()
            wire = party.bearer.wire()
            held = await asked(
                wire, self.failures, "POST", f"{self.event.path}/holds", {"seat_ids": [seat]}
            )
            assert held.status == 201, held
            choice = {"seats": [{"guest": party.guests[0], "seat_id": seat}]}
            taken = await asked(wire, self.failures, "POST", f"{party.rsvp}/seats", choice)
            assert taken.status == 200, taken
            self.confirmed[party.guests[0]] = seat
            self.moments.append(time.monotonic())
            wire.close()

    @property
    def longest_gap(self) -> float:
        return max(b - a for a, b in zip(self.moments, self.moments[1:], strict=False))


async def has_confirmed(crowd: Crowd, count: int) -> None:
    async def enough() -> bool:
        return len(crowd.confirmed) >= count

    await until(enough, limit=60)


async def test_kills_lose_nothing_acknowledged(supervised: Supervised) -> None:
    host: Person = await supervised.organizer()
    event = await host.event()
    seats = await event.seats(PEOPLE + 10)
    crowd = Crowd(event, await event.parties([1] * PEOPLE), seats)
    workers = [asyncio.create_task(crowd.work()) for _ in range(AT_ONCE)]

    await has_confirmed(crowd, PEOPLE // 4)
    supervised.child(" api").send_signal(signal.SIGKILL)
    await has_confirmed(crowd, PEOPLE // 2)
    supervised.child("postgres").send_signal(signal.SIGKILL)
    await has_confirmed(crowd, 3 * PEOPLE // 4)
    supervised.child(" api").send_signal(signal.SIGKILL)
    supervised.child("postgres").send_signal(signal.SIGKILL)
    await asyncio.gather(*workers)

    sits = {
        seat["guest"]["attendee_id"]: seat["id"]
        for seat in (await event.map()).values()
        if seat["guest"]
    }
    assert sits == crowd.confirmed
    assert len(crowd.confirmed) == len(set(crowd.confirmed.values())) == PEOPLE
    assert crowd.failures["503"] > 0
    assert crowd.failures["500"] == 0, supervised.output.read_text()
    assert crowd.longest_gap < MAX_GAP
    owner = await asyncpg.connect(supervised.dsns.owner)
    assert await check_invariants(owner) == []
    await owner.close()
