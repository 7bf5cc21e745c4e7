"""Jobs of minimum numbers of people."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import every
from convite.doors.minimum.actions import look_at_due


@every(timedelta(seconds=5), "look_at_minimums")
async def look_at_minimums(system: Database) -> None:
    """Cancels events to which too few people come, and tells hosts a day before."""
    await look_at_due(system)
