"""A pool of the driver's connections for transactions.

The driver's own pool runs a task at every return and forgets the prepared statements that others keep
for a connection; both cost more than the statements of a short request.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

import asyncpg

ConnectionT = TypeVar("ConnectionT", bound="asyncpg.Connection[Any]")


class ConnectionPool(Generic[ConnectionT]):
    """Lends connections, the one that was returned last first, and opens more when all are lent."""

    def __init__(
        self, connect: Callable[[], Awaitable[ConnectionT]], *, size: int, wait_seconds: float
    ) -> None:
        self.connect = connect
        self.wait_seconds = wait_seconds
        self.free: list[ConnectionT] = []
        self.lent: set[ConnectionT] = set()
        self.places = asyncio.Semaphore(size)

    @asynccontextmanager
    async def lend(self) -> AsyncIterator[ConnectionT]:
        """A connection; the borrower ends its transaction.

        Raises:
            TimeoutError: none was returned in time.
        """
        if self.places.locked():
            async with asyncio.timeout(self.wait_seconds):
                await self.places.acquire()
        else:
            await self.places.acquire()
        try:
            connection = self.take_free() or await self.connect()
            self.lent.add(connection)
            try:
                yield connection
            finally:
                self.lent.discard(connection)
                if not connection.is_closed():
                    self.free.append(connection)
        finally:
            self.places.release()

    def take_free(self) -> ConnectionT | None:
        """A free connection that the server hasn't closed meanwhile."""
        while self.free:
            connection = self.free.pop()
            if not connection.is_closed():
                return connection
        return None

    async def close(self) -> None:
        """Closes the free connections and cuts the lent ones."""
        for connection in self.lent:
            connection.terminate()
        free, self.free = self.free, []
        await asyncio.gather(*(connection.close(timeout=5) for connection in free))
