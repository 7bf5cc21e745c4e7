"""Reads for walk-ins."""

from uuid import UUID

from sqlalchemy import func, or_, select

from convite.core.db import ReadTx
from convite.entrance.checkin.models import Checkin
from convite.plan.seating.models import Seat


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
            Seat.attendee_id.is_(None),
            or_(Seat.held_until.is_(None), Seat.held_until < func.now()),
            Seat.blocked.is_(False),
            Seat.house.is_(None),
        )
        .order_by(Seat.place)
        .limit(1)
    )
    return found.scalar_one_or_none()
