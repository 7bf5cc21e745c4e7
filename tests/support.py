"""What tests of every kind use."""

import asyncio
import time
from collections.abc import Awaitable, Callable


def wait_until(condition: Callable[[], object], limit: float = 10.0, step: float = 0.02) -> None:
    """Waits until the condition holds; fails after `limit` seconds, naming the condition."""
    end = time.monotonic() + limit
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {limit} s: {condition}")
        time.sleep(step)


async def until(
    condition: Callable[[], Awaitable[object]], limit: float = 10.0, step: float = 0.02
) -> None:
    """The same inside a running loop."""
    end = time.monotonic() + limit
    while not await condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {limit} s: {condition}")
        await asyncio.sleep(step)
