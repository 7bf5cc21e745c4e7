"""The desk: generic request batching for hot verbs.

While a batch for an (event, verb) commits, requests that arrive form the next batch, at most 512. There
is no timer: the commit in flight sets the pace. If a batch fails, its requests are retried one by one,
so one bad request never fails the others.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)
RequestT = TypeVar("RequestT")
ResultT = TypeVar("ResultT")

#: Most requests in one batch.
MAX_IN_BATCH = 512
#: Most requests waiting at one desk; beyond this, callers are asked to retry later.
MAX_WAITING = 20_000

#: Runs a batch in its own transaction and returns a result or an exception per request, in order.
Run = Callable[[KeyT, Sequence[RequestT]], Awaitable[Sequence[ResultT | Exception]]]


class DeskFull(Exception):
    """The desk's queue is full."""


class Desk(Generic[KeyT, RequestT, ResultT]):
    """Batches requests of one verb by key, usually the event."""

    def __init__(self, run: Run[KeyT, RequestT, ResultT]) -> None:
        self.run = run
        self.waiting: dict[KeyT, list[tuple[RequestT, asyncio.Future[ResultT]]]] = {}
        self.working: set[asyncio.Task[None]] = set()

    def ask(self, key: KeyT, request: RequestT) -> asyncio.Future[ResultT]:
        """Queues a request; the future gets its result or its problem.

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
        if len(queue) >= MAX_WAITING:
            raise DeskFull
        queue.append((request, future))
        return future

    async def work(self, key: KeyT) -> None:
        """Processes the key's batches until its queue is empty."""
        while self.waiting[key]:
            batch = self.waiting[key][:MAX_IN_BATCH]
            del self.waiting[key][:MAX_IN_BATCH]
            await self.serve(key, batch)
        del self.waiting[key]

    async def serve(self, key: KeyT, batch: list[tuple[RequestT, asyncio.Future[ResultT]]]) -> None:
        """Runs a batch; if it fails as a whole, runs its requests one by one."""
        try:
            results = await self.run(key, [request for request, _ in batch])
        except Exception as error:  # each future below gets this error, or its own retry
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
