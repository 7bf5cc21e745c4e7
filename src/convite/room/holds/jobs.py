"""What tidies up holds."""

from convite.core.db import Database
from convite.core.queue import every
from convite.room.holds.actions import sweep


@every("every:1", "expire_holds")
async def expire_holds(system: Database) -> None:
    """Tells the watchers which seats came free by the clock."""
    await sweep(system)
