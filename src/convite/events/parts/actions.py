"""Writes of parts that need nobody's answers: their copies."""

from datetime import datetime
from zoneinfo import ZoneInfo

from convite.core.clock import to_local
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor
from convite.events.event.models import Event
from convite.events.parts.models import EventPart
from convite.events.parts.queries import shown_parts

COPIED = ("title", "venue_text", "capacity", "for_all", "position", "translations")


async def copy_parts(tx: Tx, _: Actor, source: Event, target: Event) -> None:
    """Copies the parts to a duplicated event; they keep their distance from its start."""
    for part in await shown_parts(tx, source):
        tx.add(
            EventPart(
                id=new_id(),
                organization_id=target.organization_id,
                event_id=target.id,
                starts_at=moved(part.starts_at, source, target),
                ends_at=moved(part.ends_at, source, target) if part.ends_at else None,
                **{name: getattr(part, name) for name in COPIED},
            )
        )
    await tx.flush()


def moved(moment: datetime, source: Event, target: Event) -> datetime:
    """The moment of a copied part, by local time: a dinner at 19:00 stays at 19:00."""
    if source.starts_at is None or target.starts_at is None:
        return moment
    distance = to_local(moment, source.timezone) - to_local(source.starts_at, source.timezone)
    start = to_local(target.starts_at, target.timezone)
    return (start + distance).replace(tzinfo=ZoneInfo(target.timezone))
