"""The follower survives whatever happens around it: who leaves, who joins, what breaks."""

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from convite.live import follower as following
from convite.live.channels import Grant
from convite.live.follower import Follower, Frame
from tests.support import until


class Listener:
    """Keeps what it is told."""

    user_id = None

    def __init__(self) -> None:
        self.told: list[bytes] = []

    def deliver(self, message: Frame) -> None:
        self.told.append(message.text)

    def reauthorize(self, channel: str) -> None:
        raise AssertionError(channel)

    def heard(self, action: str) -> bool:
        return any(f'"action":"{action}"'.encode() in text for text in self.told)


class Log:
    """A log in memory, in place of the database: rows of one stream."""

    def __init__(self, stream: UUID) -> None:
        self.stream = stream
        self.rows: list[dict[str, Any]] = []
        #: Runs while positions are read.
        self.meanwhile: Callable[[], Awaitable[None]] | None = None

    def add(self, action: str) -> None:
        row = {"position": len(self.rows) + 1, "action": action, "channels": ["seats"]}
        self.rows.append({**row, "public": "{}", "staff": "{}"})

    async def fetchval(self, _: str) -> int:
        return 1

    async def fetch(self, statement: str, *values: Any) -> list[dict[str, Any]]:
        await asyncio.sleep(0)
        if statement == following.POSITIONS:
            if self.meanwhile is not None:
                await self.meanwhile()
            return [{"id": self.stream, "position": len(self.rows)}]
        return self.rows[values[1] :]


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Log:
    monkeypatch.setattr(following, "POLL_SECONDS", 0.01)
    return Log(uuid4())


def made(log: Log) -> tuple[Follower, Grant]:
    database: Any = SimpleNamespace(pool=log)
    return Follower(database), Grant(stream_id=log.stream, audience="staff")


async def test_stream_forgotten_while_positions_are_read(log: Log) -> None:
    """The last listener leaves in the middle of a poll; the next one hears everything."""
    follower, grant = made(log)
    first, second = Listener(), Listener()
    await follower.subscribe(first, "seats", grant, None)

    async def leave() -> None:
        follower.unsubscribe(first, "seats")

    log.meanwhile = leave
    running = asyncio.create_task(follower.run())
    await until(lambda: at(not follower.streams), limit=2)
    log.meanwhile = None
    await follower.subscribe(second, "seats", grant, None)
    log.add("seat_locked")

    await until(lambda: at(second.heard("seat_locked")), limit=2)
    assert not running.done()
    running.cancel()


async def test_listener_who_waited_for_the_lock_is_not_lost(log: Log) -> None:
    """The stream is forgotten between a subscription's look-up and its turn."""
    follower, grant = made(log)
    first, second = Listener(), Listener()
    await follower.subscribe(first, "seats", grant, None)
    stream = follower.streams[log.stream]
    await stream.lock.acquire()
    joining = asyncio.create_task(follower.subscribe(second, "seats", grant, None))
    await asyncio.sleep(0)
    stream.lock.release()
    follower.unsubscribe(first, "seats")
    await joining
    running = asyncio.create_task(follower.run())
    log.add("seat_locked")

    await until(lambda: at(second.heard("seat_locked")), limit=2)
    running.cancel()


async def test_fault_is_told_and_survived(log: Log) -> None:
    follower, grant = made(log)
    listener = Listener()
    await follower.subscribe(listener, "seats", grant, None)
    faults = 0

    async def break_once() -> None:
        nonlocal faults
        faults += 1
        if faults == 1:
            raise KeyError("something nobody thought of")

    log.meanwhile = break_once
    running = asyncio.create_task(follower.run())
    await until(lambda: at(faults > 0), limit=2)
    log.add("seat_freed")

    await until(lambda: at(listener.heard("seat_freed")), limit=3)
    running.cancel()


async def at(value: bool) -> bool:
    return value
