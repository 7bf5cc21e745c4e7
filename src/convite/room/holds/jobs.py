"""What tidies up holds."""

from datetime import timedelta

from convite.core.db import Database
from convite.core.queue import every
from convite.room.holds.actions import sweep


@every(timedelta(seconds=1), "expire_holds")
async def expire_holds(system: Database) -> None:
    """Tells the watchers which seats came free by the clock."""
    await sweep(system)
