"""Queries of orders by their number, in all organizations."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from convite.core.db import Tx

FOUND = "SELECT * FROM orders_by_reference($1)"


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundOrder:
    """An order with a number, and how its buyer can be reached."""

    organization_id: UUID
    event_id: UUID
    order_id: UUID
    email_key: str | None
    phone: str | None


async def orders_called(tx: Tx, reference: str) -> Sequence[FoundOrder]:
    """The orders with this number, one of each organization at the most, 20 in all."""
    rows = await tx.driver.fetch(FOUND, reference)
    return [FoundOrder(**dict(row)) for row in rows]
