"""What an event sells to anybody."""

from uuid import UUID

from convite.core.db import ReadTx

#: Most places that one visitor holds, whatever an order may have.
MAX_HELD = 100

MOST = """
SELECT least($2, coalesce(sum(max_per_order * admits), 0)) FROM ticket_types
WHERE event_id = $1 AND is_on_sale AND NOT is_addon
"""


async def most_held(tx: ReadTx, event_id: UUID) -> int:
    """How many places one order can have, all types together; 0 if nothing is sold."""
    return int(await tx.driver.fetchval(MOST, event_id, MAX_HELD) or 0)
