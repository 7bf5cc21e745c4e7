"""Cleanup of pictures that no profile shows."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import every
from convite.doors.profiles.actions import remove_unused


@every(timedelta(hours=6), "remove_unused_profile_pictures")
async def remove_unused_profile_pictures(system: Database) -> None:
    """Removes pictures a day after they were uploaded, unless their owner's profile shows them."""
    while await remove_unused(system):
        pass
