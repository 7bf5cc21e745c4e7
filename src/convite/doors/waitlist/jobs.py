"""Jobs of waiting lists."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import every
from convite.doors.waitlist.actions import offer_freed


@every(timedelta(milliseconds=500), "offer_places")
async def offer_places(system: Database) -> None:
    """Offers freed places, and those of offers that ran out, to whoever is next in line."""
    await offer_freed(system)
