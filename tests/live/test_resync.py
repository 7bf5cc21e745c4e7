"""Two hundred pages on a map that changes all the time, cut off again and again: all show the same."""

import asyncio
import contextlib
import json
import random
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, WebSocketException

from tests.support import until
from tests.world import Happening, World, running_world

pytestmark = pytest.mark.chaos

PAGES, CHANGES = 200, 2000
CUTS, HALF_OPEN = 100, 20
SEATS = 400
LETTERS = {"seat_locked": "h", "seat_freed": "f", "seat_assigned": "a"}


class Page:
    """A guest's page: a snapshot, a position, and the news since; it comes back when it is cut off."""

    def __init__(self, event: Happening, order: dict[str, int], process: int) -> None:
        self.event, self.order = event, order
        self.host = event.host.through(process)
        self.letters: list[str] = []
        self.position: str | None = None
        self.socket: ClientConnection | None = None
        self.over = asyncio.Event()
        #: How often it read everything anew, and how long it took to be current after a cut.
        self.reloads, self.returns = 0, list[float]()
        self.cut_at: float | None = None

    async def live(self) -> None:
        """Until it is over: connected, or coming back."""
        while not self.over.is_set():
            with contextlib.suppress(OSError, WebSocketException, InvalidHandshake, TimeoutError):
                await self.session()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.over.wait(), 0.1)

    async def session(self) -> None:
        port = self.host.world.processes[self.host.at].port
        async with connect(f"ws://127.0.0.1:{port}/ws", max_queue=None, open_timeout=5) as socket:
            self.socket = socket
            await socket.send(json.dumps({"action": "auth", "token": self.host.token}))
            if self.position is None:
                await self.read_all()
            await self.subscribe(socket)
            async for text in socket:
                await self.take(socket, json.loads(text))

    async def subscribe(self, socket: ClientConnection) -> None:
        channel = f"events/{self.event.id}/seats"
        await socket.send(
            json.dumps({"action": "subscribe", "channel": channel, "position": self.position})
        )

    async def read_all(self) -> None:
        status = await self.host.get(f"{self.event.path}/seats/status")
        self.letters, self.position = list(status["status"]), status["position"]
        self.reloads += 1

    async def take(self, socket: ClientConnection, message: dict[str, Any]) -> None:
        action = message["action"]
        if action == "resync":
            await self.read_all()
            await self.subscribe(socket)
        elif action in LETTERS:
            assert message["after"] == self.position, "a gap in the chain"
            self.letters[self.order[message["seat_id"]]] = LETTERS[action]
            self.position = message["position"]
        elif action == "watermark":
            self.position = message["position"]
            if self.cut_at is not None:
                self.returns.append(time.monotonic() - self.cut_at)
                self.cut_at = None

    def cut(self) -> None:
        """The line breaks without a word."""
        if self.socket is not None:
            self.cut_at = time.monotonic()
            self.socket.transport.abort()

    def freeze(self) -> None:
        """The line stays open and nothing goes through: as after a lift or a tunnel."""
        if self.socket is not None:
            self.socket.transport.pause_reading()


@pytest.fixture
async def own_world() -> AsyncIterator[World]:
    """Of its own, since one of its processes is killed."""
    async with running_world() as made:
        yield made


async def change(world: World, event: Happening, seats: list[str], number: int, count: int) -> None:
    """One of the people who take seats and let them go: `count` changes."""
    party = await event.party(f"Person {number}")
    wire = party.bearer.wire(0)
    for step in range(count // 2):
        seat = seats[(number + step * 8) % len(seats)]
        answer = await wire.ask("POST", f"{event.path}/holds", {"seat_ids": [seat]})
        assert answer.status == 201, answer
        freed = await wire.ask("DELETE", f"/api/holds/{answer.json['key']}")
        assert freed.status == 204, freed
    wire.close()


async def test_pages_that_are_cut_off_show_the_map_as_it_is(own_world: World) -> None:
    """100 cuts, 20 dead lines, one restart of an API process, 2,000 changes: no page is wrong."""
    world, chance = own_world, random.Random(12)
    event = await (await world.organizer()).event()
    seats = await event.seats(SEATS)
    order = {seat: place for place, seat in enumerate(seats)}
    pages = [Page(event, order, number % 2) for number in range(PAGES)]
    running = [asyncio.create_task(page.live()) for page in pages]

    async def everybody_listens() -> bool:
        return all(page.position for page in pages)

    await until(everybody_listens, limit=60)
    changing = asyncio.gather(
        *(change(world, event, seats, number, CHANGES // 8) for number in range(8))
    )
    frozen = chance.sample(pages, HALF_OPEN)
    for page in frozen:
        page.freeze()
    restarting = asyncio.create_task(world.restart(1))
    for page in chance.choices([page for page in pages if page not in frozen], k=CUTS):
        page.cut()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(restarting), 0.05)
    await restarting
    await changing
    for page in frozen:
        page.cut()

    async def current() -> bool:
        status = await event.host.get(f"{event.path}/seats/status")
        wanted = status["position"], list(status["status"])
        return all((page.position, page.letters) == wanted for page in pages)

    began = time.monotonic()
    await until(current, limit=15, step=0.1)
    settled = time.monotonic() - began
    for page in pages:
        page.over.set()
        page.cut()
    await asyncio.gather(*running)
    returns = sorted(back for page in pages[::2] for back in page.returns)
    assert settled <= 5
    assert len(returns) > CUTS // 4
    assert returns[int(len(returns) * 0.95)] <= 2
    # coming back needs the news since, not everything anew
    assert sum(page.reloads for page in pages) <= PAGES * 1.2
