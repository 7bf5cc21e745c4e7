"""The desk: one generic gatherer for hot verbs.

While one batch per (event, verb) commits, what arrives meanwhile is the next batch, 512 at most. No
timer: the commit in flight is the clock. On an error the batch is retried one by one, so one bad
request never takes its neighbours down.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)
RequestT = TypeVar("RequestT")
ResultT = TypeVar("ResultT")

#: Requests in one batch at the most.
MOST_IN_BATCH = 512
#: Requests waiting at one desk at the most; above it the caller is told to come back.
MOST_WAITING = 20_000

#: Runs one batch in its own transaction, answers each request in order: a result or an exception.
Run = Callable[[KeyT, Sequence[RequestT]], Awaitable[Sequence[ResultT | Exception]]]


class DeskFull(Exception):
    """More is waiting than the desk takes."""


class Desk(Generic[KeyT, RequestT, ResultT]):
    """Gathers requests of one verb, by event (or whatever the key tells apart)."""

    def __init__(self, run: Run[KeyT, RequestT, ResultT]) -> None:
        self.run = run
        self.waiting: dict[KeyT, list[tuple[RequestT, asyncio.Future[ResultT]]]] = {}
        self.working: set[asyncio.Task[None]] = set()

    def ask(self, key: KeyT, request: RequestT) -> asyncio.Future[ResultT]:
        """Puts a request on the key's desk; the future carries its answer or its refusal.

        Raises:
            DeskFull: too many are waiting.
        """
        future: asyncio.Future[ResultT] = asyncio.get_running_loop().create_future()
        queue = self.waiting.get(key)
        if queue is None:
            self.waiting[key] = [(request, future)]
            task = asyncio.create_task(self.work(key))
            self.working.add(task)
            task.add_done_callback(self.working.discard)
            return future
        if len(queue) >= MOST_WAITING:
            raise DeskFull
        queue.append((request, future))
        return future

    async def work(self, key: KeyT) -> None:
        """Serves the key's desk until nobody waits."""
        while self.waiting[key]:
            batch = self.waiting[key][:MOST_IN_BATCH]
            del self.waiting[key][:MOST_IN_BATCH]
            await self.serve(key, batch)
        del self.waiting[key]

    async def serve(self, key: KeyT, batch: list[tuple[RequestT, asyncio.Future[ResultT]]]) -> None:
        """Runs one batch; where it fails as a whole, one by one."""
        try:
            results = await self.run(key, [request for request, _ in batch])
        except Exception as error:  # every future below gets it, or its own retry
            if len(batch) > 1:
                for one in batch:
                    await self.serve(key, [one])
                return
            results = [error]
        for (_, future), result in zip(batch, results, strict=True):
            if future.cancelled():
                continue
            if isinstance(result, Exception):
                future.set_exception(result)
            else:
                future.set_result(result)
