"""The relay between processes, on a database of its own."""

import asyncio
from contextlib import suppress
from uuid import uuid4

from convite.core.endings import end
from convite.live.relay import Relay
from tests.world import World


async def test_it_ends_even_if_a_stream_moves_at_the_same_moment(world: World) -> None:
    """A stopping worker settles its last jobs, which notifies, and ends the relay right after."""
    for rounds in range(6):
        connected = asyncio.Event()
        relay = Relay(world.dsns.system, lambda _, connected=connected: connected.set())
        running = asyncio.create_task(relay.run())
        await asyncio.wait_for(connected.wait(), 10)
        await pass_by(3)

        relay.notify({uuid4()})
        await pass_by(rounds)
        running.cancel()
        await asyncio.wait({running}, timeout=5)

        assert running.cancelled()


async def test_ending_a_task_that_goes_on_has_a_limit() -> None:
    asked, over = asyncio.Event(), asyncio.Event()

    async def stubborn() -> None:
        while not over.is_set():
            with suppress(asyncio.CancelledError):
                await over.wait()
            asked.set()

    task = asyncio.create_task(stubborn())
    await pass_by(1)
    await end([task], seconds=0.1)

    assert asked.is_set()
    assert not task.done()
    over.set()
    await task


async def pass_by(rounds: int) -> None:
    """So many rounds of the loop."""
    for _ in range(rounds):
        await asyncio.sleep(0)
