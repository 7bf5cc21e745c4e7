"""Regular work, run by the one worker that holds the advisory lock.

The lock belongs to a connection, so it is released as soon as its worker dies.
"""

import asyncio
import logging
from collections.abc import Mapping
from datetime import timedelta

import asyncpg

from convite.core.database import Database
from convite.core.db import DATABASE_FAULTS, Connection
from convite.core.endings import end
from convite.core.queue import REGULAR, Regular

log = logging.getLogger("convite.worker")

#: The advisory lock: "regular" on a phone keypad.
LOCK = 7348527
#: How often other workers try to get it and the holder checks that it still has it, in seconds.
ASK_EVERY = 2.0


class IntervalJobs:
    """Runs every regular function at its interval while this worker holds the lock."""

    def __init__(
        self,
        system: Database,
        dsn: str,
        regular: Mapping[str, tuple[timedelta, Regular]] | None = None,
    ) -> None:
        self.system = system
        self.dsn = dsn
        self.regular = REGULAR if regular is None else regular

    async def run(self) -> None:
        """Waits for the lock and works while it is held, forever."""
        while True:
            try:
                await self.hold()
            except DATABASE_FAULTS as error:
                log.warning("regular work waits for the database: %s", error)
            await asyncio.sleep(ASK_EVERY)

    async def hold(self) -> None:
        """Works until the connection that holds the lock is lost."""
        connection = await asyncpg.connect(self.dsn, timeout=5, command_timeout=10)
        try:
            ask = "SELECT pg_try_advisory_lock($1)"
            while not await connection.fetchval(ask, LOCK):  # noqa: ASYNC110 (another process's lock)
                await asyncio.sleep(ASK_EVERY)
            await self.work(connection)
        finally:
            connection.terminate()

    async def work(self, connection: Connection) -> None:
        """Starts a loop for each function; ends them all when the lock is lost."""
        loops = [
            asyncio.create_task(self.repeat(name, interval, function))
            for name, (interval, function) in self.regular.items()
        ]
        try:
            while True:
                await connection.execute("SELECT 1")
                await asyncio.sleep(ASK_EVERY)
        finally:
            await end(loops)

    async def repeat(self, name: str, interval: timedelta, function: Regular) -> None:
        """Runs one function now and after each interval; logs errors and continues."""
        while True:
            try:
                await function(self.system)
            except DATABASE_FAULTS as error:
                log.warning("regular work %s: %s", name, error)
            except Exception:
                log.exception("regular work %s failed", name)
            await asyncio.sleep(interval.total_seconds())
