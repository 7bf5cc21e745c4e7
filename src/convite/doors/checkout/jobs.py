"""Jobs of the checkout."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import every
from convite.doors.checkout.actions import expire_orders


@every(timedelta(seconds=1), "expire_orders")
async def free_places(system: Database) -> None:
    """Frees the places of orders that weren't paid in time."""
    await expire_orders(system)
