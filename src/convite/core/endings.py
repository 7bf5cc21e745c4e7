"""Ends tasks that run until the process does."""

import asyncio
import logging
from collections.abc import Iterable
from typing import Any

log = logging.getLogger("convite")


async def end(tasks: Iterable["asyncio.Task[Any]"], *, seconds: float = 3.0) -> None:
    """Cancels tasks and waits until they have ended, for so long at most.

    A task that goes on, because something in it swallowed the cancellation, is named in the log; it
    ends with the loop.
    """
    canceled = list(tasks)
    for task in canceled:
        task.cancel()
    if canceled:
        _, late = await asyncio.wait(canceled, timeout=seconds)
        for task in late:
            log.warning("a task didn't end within %g s: %s", seconds, task)
