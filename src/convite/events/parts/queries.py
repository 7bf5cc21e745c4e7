"""Queries of an event's parts."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import bindparam, select

from convite.core.db import ReadTx, locked
from convite.core.prepared import Prepared
from convite.core.problems import FieldText, invalid
from convite.events.event.models import Event
from convite.events.parts.models import EventPart

#: Most parts per event.
MAX_PARTS = 50

OF_EVENT = (
    select(EventPart)
    .where(EventPart.event_id == bindparam("event_id"))
    .order_by(EventPart.position, EventPart.starts_at, EventPart.id)
    .limit(MAX_PARTS)
)
PARTS = Prepared(OF_EVENT, refresh=True)
LOCKED = Prepared(locked(OF_EVENT), refresh=True)


async def parts_of(tx: ReadTx, event_id: UUID) -> list[EventPart]:
    """The event's parts, in order."""
    return [row[0] for row in await PARTS.all(tx, event_id=event_id)]


async def lock_parts(tx: ReadTx, event_id: UUID) -> list[EventPart]:
    """The event's parts, locked until the end of the transaction; taken after the event's pool."""
    return [row[0] for row in await LOCKED.all(tx, event_id=event_id)]


async def shown_parts(tx: ReadTx, event: Event) -> list[EventPart]:
    """The event's parts in order, without asking for those of an event that has none."""
    return await parts_of(tx, event.id) if event.has_parts else []


async def part_by_id(tx: ReadTx, event_id: UUID, part_id: UUID) -> EventPart | None:
    """One part of the event."""
    found = await tx.execute(
        select(EventPart).where(EventPart.event_id == event_id, EventPart.id == part_id)
    )
    return found.scalar_one_or_none()


async def check_parts(tx: ReadTx, event: Event, ids: Sequence[UUID], field: str) -> None:
    """Rejects an empty choice of parts, and parts of other events.

    Raises:
        Invalid: names the field.
    """
    if not ids:
        english = "Choose at least one part of the event."
        raise invalid(field, FieldText(name="part.none", english=english))
    known = {part.id for part in await shown_parts(tx, event)}
    if set(ids) - known:
        english = "The event has no such part. Reload the page and choose again."
        raise invalid(field, FieldText(name="part.unknown", english=english))
