"""Removes batches that can't be undone any more."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import every
from convite.core.tidying import remove

# Removals are kept: people and invitations are restored by them at any time.
OLD_BATCHES = """
DELETE FROM batches WHERE id IN (
  SELECT id FROM batches
  WHERE kind <> 'removed' AND object_id IS NULL AND created_at < now() - interval '7 days' LIMIT $1)
"""


@every(timedelta(days=1), "remove_old_batches")
async def remove_old_batches(system: Database) -> None:
    """Removes replies and seats entered for many people at once, a week after."""
    await remove(system, OLD_BATCHES)
