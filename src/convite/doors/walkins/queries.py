"""Queries for walk-ins."""

from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.entrance.checkin.models import Checkin
from convite.plan.seating.models import Seat
from convite.plan.seating.queries import STATUS


async def walked_in_by(tx: ReadTx, event_id: UUID, nonce: str) -> UUID | None:
    """Who came in by this nonce already."""
    found = await tx.execute(
        select(Checkin.attendee_id).where(Checkin.event_id == event_id, Checkin.nonce == nonce)
    )
    return found.scalars().first()


async def free_seat(tx: ReadTx, event_id: UUID) -> UUID | None:
    """The first seat of the plan that is nobody's: not held, blocked or kept back."""
    found = await tx.execute(
        select(Seat.id)
        .where(
            Seat.event_id == event_id,
            STATUS == "free",
        )
        .order_by(Seat.place)
        .limit(1)
    )
    return found.scalar_one_or_none()
