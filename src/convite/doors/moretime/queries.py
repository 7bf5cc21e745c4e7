"""Whether an order can still get more time."""

from uuid import UUID

from convite.core.db import ReadTx
from convite.doors.orders.models import OPEN, Order
from convite.events.event.models import Event
from convite.events.event.schemas import settings_in_force

EXTENDABLE = """
SELECT EXISTS (SELECT FROM reservations
  WHERE id = $1 AND ended_at IS NULL AND extended = 0 AND expires_at > now())
"""


def allows_more(event: Event) -> bool:
    """Whether the event lets holds be extended."""
    return settings_in_force(None, event.settings).hold_extension


async def can_extend(tx: ReadTx, event: Event, order: Order) -> bool:
    """Whether the order's buyer can have more time now."""
    if order.status not in OPEN or order.reservation_id is None or not allows_more(event):
        return False
    return await is_extendable(tx, order.reservation_id)


async def is_extendable(tx: ReadTx, reservation_id: UUID) -> bool:
    """Whether a hold is still there and wasn't extended before."""
    return bool(await tx.driver.fetchval(EXTENDABLE, reservation_id))
