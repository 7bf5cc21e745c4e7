"""Jobs of date polls."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import every
from convite.doors.polls.actions import end_due


@every(timedelta(seconds=5), "end_polls")
async def end_polls(system: Database) -> None:
    """Ends polls whose deadline has passed."""
    await end_due(system)
