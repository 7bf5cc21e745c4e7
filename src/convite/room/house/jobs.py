"""The job that releases house seats."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import every
from convite.room.house.actions import release_due


@every(timedelta(seconds=5), "free_house_seats")
async def free_house_seats(system: Database) -> None:
    """Releases house seats whose time is up."""
    await release_due(system)
