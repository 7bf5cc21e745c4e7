"""Queries of gates."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.events.gates.models import Gate

#: Most gates per event.
MAX_GATES = 100


async def gates_of(tx: ReadTx, event_id: UUID) -> Sequence[Gate]:
    """The event's gates, in order."""
    found = await tx.execute(
        select(Gate)
        .where(Gate.event_id == event_id)
        .order_by(Gate.position, Gate.created_at, Gate.id)
        .limit(MAX_GATES)
    )
    return found.scalars().all()


async def gate_by_id(tx: ReadTx, event_id: UUID, gate_id: UUID) -> Gate | None:
    """One gate of the event."""
    found = await tx.execute(select(Gate).where(Gate.event_id == event_id, Gate.id == gate_id))
    return found.scalar_one_or_none()
