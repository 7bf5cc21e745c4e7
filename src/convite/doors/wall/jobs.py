"""Cleanup of walls."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import every
from convite.doors.wall.actions import remove_deleted


@every(timedelta(minutes=30), "remove_deleted_wall_posts")
async def remove_deleted_wall_posts(system: Database) -> None:
    """Removes what was deleted a day ago, and the files of photos that are gone."""
    await remove_deleted(system)
