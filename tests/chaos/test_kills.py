"""Killed in the middle of holding and confirming: nothing acknowledged is lost, nobody sits twice.

The supervisor is the real one (`convite run`), on a data folder of its own.
"""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import httpx2
import psutil
import pytest

from convite.core.config import Settings
from convite.core.dsns import read_dsns
from convite.entry.operations.invariants import check_invariants
from tests.support import until
from tests.wire import Got, Wire
from tests.world import Happening, Party, Person, Process, World, free_port

pytestmark = pytest.mark.chaos

#: People who take a seat each, and how many of them ask at the same time.
PEOPLE, AT_ONCE = 240, 12
#: A longer silence after a kill is an outage.
MAX_GAP = 10.0


class Supervised(World):
    """`convite run` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.data_dir = folder / "data"
        self.output = folder / "out"
        self.port = free_port()
        self.run: subprocess.Popen[bytes] | None = None
        self.processes = []

    async def launch(self) -> None:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("CONVITE_")}
        environment = {
            **kept,
            "CONVITE_DATA_DIR": str(self.data_dir),
            "CONVITE_PORT": str(self.port),
            "CONVITE_LIMITS": "off",
            "CONVITE_DEMO": "0",
        }
        command = [sys.executable, "-m", "convite.entry.cli", "run"]
        with self.output.open("wb") as out:
            self.run = subprocess.Popen(  # noqa: ASYNC220 (nothing else runs meanwhile)
                command, env=environment, cwd="/", stdout=out, stderr=out
            )
        http = httpx2.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", timeout=30)
        self.processes = [Process(self.port, self.run, http)]
        await until(self.processes[0].is_ready, limit=60)
        self.dsns = read_dsns(Settings(data_dir=self.data_dir, _env_file=None))

    def child(self, word: str) -> psutil.Process:
        """A living child of the supervisor by a word of its command line."""
        assert self.run is not None
        for child in psutil.Process(self.run.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):  # ended a moment ago, not yet reaped
                if word in " ".join(child.cmdline()):
                    return child
        raise AssertionError(f"no child runs {word}")

    async def end(self) -> None:
        assert self.run is not None
        await self.processes[0].http.aclose()
        self.run.terminate()
        self.run.wait(30)


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="cvkill"))
    made.chmod(0o777)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
async def supervised(folder: Path) -> AsyncIterator[Supervised]:
    made = Supervised(folder)
    await made.launch()
    yield made
    await made.end()


class Crowd:
    """People who hold a seat and confirm it, asking again while nobody answers."""

    def __init__(self, event: Happening, parties: list[Party], seats: list[str]) -> None:
        self.event = event
        self.waiting = list(zip(parties, seats, strict=False))
        self.confirmed: dict[str, str] = {}
        self.moments: list[float] = []
        self.failures: Counter[str] = Counter()

    async def ask(self, wire: Wire, method: str, path: str, body: object) -> Got:
        """The answer, asked for again through outages."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                got = await asyncio.wait_for(wire.ask(method, path, body), 8)
            except (OSError, asyncio.IncompleteReadError, TimeoutError, ValueError) as error:
                self.failures[type(error).__name__] += 1
                wire.close()
                await asyncio.sleep(0.05)
                continue
            if got.status not in (500, 503):
                return got
            self.failures[str(got.status)] += 1
            await asyncio.sleep(0.05)
        raise AssertionError(f"no answer for 30 s: {self.failures}")

    async def work(self) -> None:
        while self.waiting:
            party, seat = self.waiting.pop()
            wire = party.bearer.wire()
            held = await self.ask(wire, "POST", f"{self.event.path}/holds", {"seat_ids": [seat]})
            assert held.status == 201, held
            choice = {"seats": [{"guest": party.guests[0], "seat_id": seat}]}
            taken = await self.ask(wire, "POST", f"{party.rsvp}/seats", choice)
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
