"""Jobs that make papers and delete old ones."""

from datetime import timedelta
from typing import Any

from convite.core.database import Database
from convite.core.queue import every
from convite.core.tasks import Running, task
from convite.insight.papers.actions import KIND, delete_old, make


@task(KIND)
async def make_paper(running: Running) -> dict[str, Any]:
    """Makes a paper."""
    return await make(running)


@every(timedelta(days=1), "forget_old_papers")
async def forget_old_papers(system: Database) -> None:
    """Deletes papers that are older than a week."""
    await delete_old(system)
