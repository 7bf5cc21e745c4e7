"""The task that merges many guests, and the end of what can't be undone any more."""

from datetime import timedelta
from typing import Any

from convite.core.database import Database
from convite.core.queue import every
from convite.core.tasks import Running, task
from convite.core.tidying import remove
from convite.doors.duplicates.actions import KIND, merge_pairs
from convite.doors.duplicates.rules import told_in

OLD_MERGES = """
DELETE FROM merges WHERE id IN (
  SELECT id FROM merges WHERE created_at < now() - interval '7 days' LIMIT $1)
"""


@task(KIND, tell=told_in)
async def merge_guests(running: Running) -> dict[str, Any]:
    """Merges many pairs of guests."""
    return await merge_pairs(running)


@every(timedelta(days=1), "remove_old_merges")
async def remove_old_merges(system: Database) -> None:
    """Removes what is kept of merges, a week after."""
    await remove(system, OLD_MERGES)
