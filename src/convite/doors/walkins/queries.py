"""Queries for walk-ins."""

from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.entrance.checkin.models import Checkin
from convite.plan.seating.models import Seat
from convite.plan.seating.queries import STATUS


async def attendee_by_nonce(tx: ReadTx, event_id: UUID, nonce: str) -> UUID | None:
    """The attendee who was checked in with this nonce, or None."""
    result = await tx.execute(
        select(Checkin.attendee_id).where(Checkin.event_id == event_id, Checkin.nonce == nonce)
    )
    return result.scalars().first()


async def free_seat(tx: ReadTx, event_id: UUID) -> UUID | None:
    """The plan's first free seat, or None."""
    result = await tx.execute(
        select(Seat.id)
        .where(Seat.event_id == event_id, STATUS == "free")
        .order_by(Seat.place)
        .limit(1)
    )
    return result.scalar_one_or_none()
