"""How often an ordinary request asks the database: counted on the wire, pinned here.

Each statement costs a request more than the work it does, so that one more is a decision: whoever adds
one changes the number and says why.
"""

import asyncio
import contextlib
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx2
import pytest
from bench.wire import CountingProxy

from tests.support import until
from tests.world import Happening, Party, Person, Process, World, free_port

#: Requests of each kind; the process's own polls fall between some of them.
ASKED = 7


@contextlib.asynccontextmanager
async def counted(world: World, proxy: CountingProxy) -> AsyncIterator[Process]:
    """One more API process, which reaches the database through the proxy."""
    port = free_port()
    environment = {**world.environment(port), "CONVITE_DATABASE_URL": proxy.dsn}
    command = [sys.executable, "-m", "convite.entry.cli", "api"]
    running = subprocess.Popen(command, env=environment, cwd=world.files)  # noqa: ASYNC220
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as http:
        process = Process(port, running, http)
        try:
            await until(process.is_ready, limit=60)
            yield process
        finally:
            running.terminate()
            await asyncio.to_thread(running.wait, 15)


class Counting:
    """Asks through the proxy and counts."""

    def __init__(
        self, proxy: CountingProxy, process: Process, event: Happening, party: Party
    ) -> None:
        self.proxy, self.process = proxy, process
        self.event, self.party = event, party

    async def ask(self, person: Person, method: str, path: str, body: object = None) -> None:
        """One request that must go well."""
        answer = await self.process.http.request(method, path, headers=person.headers, json=body)
        assert answer.status_code < 400, answer.text

    async def statements(self, ask: Callable[[int], Awaitable[None]]) -> int:
        """The usual number of statements of a request."""
        found: Counter[int] = Counter()
        for number in range(ASKED):
            before = self.proxy.statements
            await ask(number)
            found[self.proxy.statements - before] += 1
        return found.most_common(1)[0][0]


@pytest.fixture(scope="module")
async def counting(world: World) -> AsyncIterator[Counting]:
    host = await world.organizer()
    event = await host.event()
    party = await event.party("Jo Smith", "Al Smith", "Eva Smith", "Max Smith")
    with CountingProxy(world.dsns.app) as proxy:
        async with counted(world, proxy) as process:
            yield Counting(proxy, process, event, party)


READS = {
    "/api/events/{event}": 1,
    "/api/me": 3,
    "/api/events": 2,
    "/api/events/{event}/guests?limit=50": 3,
    "/api/events/{event}/guests/{guest}": 3,
    "/api/events/{event}/invitations?limit=50": 3,
    "/api/invitations/{invitation}": 3,
    "/api/events/{event}/stats": 3,
    "/api/events/{event}/questions": 2,
    "/api/activity?event={event}": 2,
    "/api/activity?event={event}&guest={guest}": 3,
    "/api/guests": 3,
    "/api/rsvp/{code}": 2,
    "/r/{code}": 2,
}


@pytest.mark.parametrize("path", READS)
async def test_reading(counting: Counting, path: str) -> None:
    party = counting.party
    filled = path.format(
        event=counting.event.id, guest=party.guests[0], invitation=party.id, code=party.code
    )
    host = counting.event.host

    assert await counting.statements(lambda _: counting.ask(host, "GET", filled)) == READS[path]


async def test_a_party_answers(counting: Counting) -> None:
    """Code, begin, event, pool, invitations, people, questions, lock, answer, mark, log, commit."""
    party = counting.party

    def answer(number: int) -> Awaitable[None]:
        status = "accepted" if number % 2 else "declined"
        body = {"guests": [{"id": guest, "status": status} for guest in party.guests]}
        return counting.ask(party.bearer, "PUT", party.rsvp, body)

    # a code that was known two seconds ago is not looked up again
    assert await counting.statements(answer) in (11, 12)


async def test_a_guest_is_added(counting: Counting) -> None:
    """Begin, enter, insert, log, commit."""
    host, path = counting.event.host, f"{counting.event.path}/guests"

    def add(number: int) -> Awaitable[None]:
        return counting.ask(host, "POST", path, {"name": f"Nina Novak {number}"})

    assert await counting.statements(add) == 5
