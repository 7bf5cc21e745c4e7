"""Cleanup of uploads that became no picture of their event."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import every
from convite.events.images.actions import remove_unused


@every(timedelta(hours=6), "remove_unused_event_images")
async def remove_unused_event_images(system: Database) -> None:
    """Removes files a day after they were uploaded, unless their event shows them."""
    while await remove_unused(system):
        pass
