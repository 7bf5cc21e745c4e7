"""The relay: notifies the other processes which streams have new rows.

It uses its own connection and sends the first NOTIFY immediately, then at most one every 50 ms: NOTIFY
takes a global lock at commit, so requests and desks never send one.
"""

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable
from uuid import UUID

import asyncpg

from convite.core.db import DATABASE_FAULTS

log = logging.getLogger("convite.live")

CHANNEL = "convite_moved"
PAUSE_SECONDS = 0.05
RETRY_SECONDS = 0.5
#: A payload is limited to 8000 bytes; more streams than this are sent as `*`.
MAX_NAMED = 200

Heard = Callable[[set[UUID] | None], None]


class Relay:
    """Sends and receives. `heard` gets the streams, or None if any may have new rows."""

    def __init__(self, dsn: str, heard: Heard) -> None:
        self.dsn = dsn
        self.heard = heard
        self.moved: set[UUID] = set()
        self.woken = asyncio.Event()
        self.name = f"{os.getpid()}"

    def notify(self, streams: set[UUID]) -> None:
        """Queues streams that moved, after a commit."""
        self.moved |= streams
        self.woken.set()

    async def run(self) -> None:
        """Runs forever; after a reconnect, every stream counts as moved."""
        while True:
            try:
                await self.connected()
            except DATABASE_FAULTS as error:
                log.warning("the relay waits for the database: %s", error)
                self.heard(None)
                await asyncio.sleep(RETRY_SECONDS)
            except Exception:
                log.exception("the relay stumbled")
                self.heard(None)
                await asyncio.sleep(RETRY_SECONDS)

    async def connected(self) -> None:
        """Runs until the connection is lost."""
        connection = await asyncpg.connect(self.dsn, timeout=5, command_timeout=10)
        try:
            await connection.add_listener(CHANNEL, self.on_notify)
            self.heard(None)
            while True:
                # not wait_for: in Python 3.11 it swallows a cancellation that meets the event
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(5):
                        await self.woken.wait()
                self.woken.clear()
                moved, self.moved = self.moved, set()
                await self.send(connection, moved)
                await asyncio.sleep(PAUSE_SECONDS)
        finally:
            connection.terminate()

    async def send(
        self, connection: "asyncpg.Connection[asyncpg.Record]", moved: set[UUID]
    ) -> None:
        """Sends one NOTIFY for all, or a heartbeat."""
        if not moved:
            await connection.execute("SELECT 1")
            return
        named = "*" if len(moved) > MAX_NAMED else ",".join(key.hex for key in moved)
        await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, f"{self.name}:{named}")

    def on_notify(self, _: object, __: int, ___: str, payload: object) -> None:
        """Handles a NOTIFY of another process; ignores our own."""
        sender, _, named = str(payload).partition(":")
        if sender == self.name:
            return
        self.heard(None if named == "*" else {UUID(hex=key) for key in named.split(",")})
