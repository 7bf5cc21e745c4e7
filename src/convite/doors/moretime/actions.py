"""Writes of more time. The event's pool is locked first, as by whoever expires orders."""

from datetime import datetime
from uuid import UUID

from convite.core.db import Tx
from convite.core.log import Actor, record
from convite.core.problems import Conflict, NotFound
from convite.doors.checkout.actions import expire_due
from convite.doors.moretime.queries import allows_more
from convite.doors.orders.facts import OrderExtended
from convite.doors.orders.models import OPEN
from convite.doors.orders.queries import lock_order
from convite.doors.orderseats.actions import hold_until
from convite.events.event.models import Event
from convite.room.capacity.actions import lock_pool

LONGER = """
UPDATE reservations SET expires_at = expires_at + make_interval(secs => $2), extended = extended + 1,
  updated_at = now()
WHERE id = $1 AND ended_at IS NULL AND extended = 0 AND expires_at > statement_timestamp()
RETURNING expires_at
"""


async def extend_order(tx: Tx, actor: Actor, event: Event, order_id: UUID) -> datetime:
    """Holds an unpaid order's places and seats for another `hold_seconds` of its event, once.

    Returns the new end.

    Raises:
        NotFound: there is no such order.
        Conflict: it is paid or over, had more time before, or the event allows none.
    """
    if not allows_more(event):
        raise Conflict("The host allows no extensions.", name="not-extendable").with_text("host")
    await lock_pool(tx, event.id)
    await expire_due(tx, event.id)
    whole = await lock_order(tx, order_id)
    if whole is None:
        raise NotFound
    order = whole.order
    if order.status not in OPEN or order.reservation_id is None:
        text = "Only orders that are still open can get more time."
        raise Conflict(text, name="not-extendable").with_text("over")
    until: datetime | None = await tx.driver.fetchval(
        LONGER, order.reservation_id, event.hold_seconds
    )
    if until is None:
        text = "You can only get more time once."
        raise Conflict(text, name="not-extendable").with_text("twice")
    before, order.expires_at = order.expires_at, until
    await hold_until(tx, order.reservation_id, until)
    await tx.flush()
    await record(tx, actor, OrderExtended.of(order, changes={"expires_at": (before, until)}))
    return until
