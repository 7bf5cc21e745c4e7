"""What gives house seats free."""

from datetime import timedelta

from convite.core.db import Database
from convite.core.queue import every
from convite.room.house.actions import release_due


@every(timedelta(seconds=5), "free_house_seats")
async def free_house_seats(system: Database) -> None:
    """Gives free what the host kept back until now."""
    await release_due(system)
