"""Writes of orders that concern their buyers in the address book."""

from collections.abc import Sequence
from uuid import UUID

from convite.core.db import Tx
from convite.core.log import Actor
from convite.people.guests.models import Guest

MOVE = """
UPDATE orders SET guest_id = $2, updated_at = now()
WHERE guest_id = $1 AND ($3::uuid[] IS NULL OR id = ANY ($3)) RETURNING id
"""


async def move_orders(tx: Tx, _: Actor, kept: Guest, removed: Guest) -> list[str]:
    """Makes the kept guest the buyer of the removed one's orders; returns which."""
    rows = await tx.driver.fetch(MOVE, removed.id, kept.id, None)
    return [str(row["id"]) for row in rows]


async def move_orders_back(
    tx: Tx, _: Actor, kept: Guest, removed: Guest, moved: Sequence[str]
) -> None:
    """Gives the removed guest their orders back, as far as they are still the kept guest's."""
    await tx.driver.fetch(MOVE, kept.id, removed.id, [UUID(key) for key in moved])
