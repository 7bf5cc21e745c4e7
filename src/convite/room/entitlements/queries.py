"""Queries of what people come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from convite.core.db import ReadTx
from convite.events.parts.models import EventPart
from convite.room.entitlements.models import Entitlement
from convite.room.entitlements.rules import Waiting


@dataclass(frozen=True, kw_only=True, slots=True)
class PartAnswered:
    """A person's answer for a part, as stored."""

    part_id: UUID
    title: str
    state: str
    starts_at: datetime
    ends_at: datetime | None
    venue_text: str
    #: The titles that the host wrote in other languages.
    translations: Mapping[str, Any] = field(default_factory=dict)

    def in_language(self, locale: str) -> "PartAnswered":
        """The same with the part's title in a language, if its host wrote one."""
        return replace(self, title=self.translations.get(locale, {}).get("title", self.title))


def answers_of(attendee_id: ColumnElement[UUID]) -> ScalarSelect[Any]:
    """Selects a person's answers for their parts, in order, as one value: lists need no statement more."""
    order: Any = aggregate_order_by(
        func.jsonb_build_array(
            *(Entitlement.part_id, EventPart.title, Entitlement.state),
            *(EventPart.starts_at, EventPart.ends_at, EventPart.venue_text),
            EventPart.translations,
        ),
        EventPart.position,
        EventPart.starts_at,
        EventPart.id,
    )
    return (
        select(func.jsonb_agg(order, type_=JSONB))
        .select_from(Entitlement)
        .join(EventPart, EventPart.id == Entitlement.part_id)
        .where(Entitlement.attendee_id == attendee_id)
        .correlate_except(Entitlement, EventPart)
        .scalar_subquery()
    )


def parts_answered(value: list[list[Any]] | None) -> tuple[PartAnswered, ...]:
    """The value that `answers_of` selects."""
    return tuple(
        PartAnswered(
            part_id=UUID(key),
            title=title,
            state=state,
            starts_at=datetime.fromisoformat(starts),
            ends_at=datetime.fromisoformat(ends) if ends else None,
            venue_text=venue,
            translations=translations,
        )
        for key, title, state, starts, ends, venue, translations in value or ()
    )


STATES = """
SELECT attendee_id, part_id, state FROM entitlements WHERE attendee_id = ANY ($1)
ORDER BY attendee_id, part_id FOR NO KEY UPDATE
"""


async def lock_states(tx: ReadTx, ids: Sequence[UUID]) -> dict[tuple[UUID, UUID], str]:
    """The people's answers by person and part, locked."""
    rows = await tx.driver.fetch(STATES, list(ids))
    return {(row["attendee_id"], row["part_id"]): row["state"] for row in rows}


# Whoever waits for a part that has places, longest first; with the reply to the event.
WAITING = """
SELECT e.attendee_id, e.part_id, a.status, p.capacity - p.taken - p.held AS room
FROM event_parts p JOIN entitlements e ON e.part_id = p.id AND e.state = 'waitlisted'
JOIN attendees a ON a.id = e.attendee_id
WHERE p.event_id = $1 AND (p.capacity IS NULL OR p.taken + p.held < p.capacity)
ORDER BY e.waiting_since, e.id LIMIT $2
"""


async def waiting_for_places(tx: ReadTx, event_id: UUID, most: int) -> list[Waiting]:
    """Those who wait for parts with places, longest first."""
    return [Waiting(**row) for row in await tx.driver.fetch(WAITING, event_id, most)]


# Everything that is left to them was declined, or nothing is left that they wait for, though their reply
# to the event says otherwise.
UNSETTLED = """
SELECT a.id FROM attendees a JOIN entitlements e ON e.attendee_id = a.id
WHERE a.event_id = $1 AND a.status IN ('going', 'pending', 'waitlisted')
GROUP BY a.id HAVING bool_and(e.state = 'declined')
  OR a.status = 'waitlisted' AND NOT bool_or(e.state IN ('going', 'waitlisted'))
ORDER BY a.id
"""


async def unsettled(tx: ReadTx, event_id: UUID) -> list[UUID]:
    """People whose reply to the event isn't any more what their answers for its parts come to."""
    return [row["id"] for row in await tx.driver.fetch(UNSETTLED, event_id)]
