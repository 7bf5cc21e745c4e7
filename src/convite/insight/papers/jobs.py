"""The long work of making papers, and of forgetting old ones."""

from datetime import timedelta
from typing import Any

from convite.core.db import Database
from convite.core.queue import every
from convite.core.tasks import Running, task
from convite.insight.papers.actions import KIND, forget_old, make


@task(KIND)
async def make_paper(running: Running) -> dict[str, Any]:
    """Makes a paper."""
    return await make(running)


@every(timedelta(days=1), "forget_old_papers")
async def forget_old_papers(system: Database) -> None:
    """A finished paper can be fetched for a week."""
    await forget_old(system)
