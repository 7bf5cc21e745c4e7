"""Looks at whether enough people come, and cancels events that too few come to."""

from uuid import UUID

from convite.core.database import Database
from convite.core.db import Tx, load
from convite.core.language import translator
from convite.core.log import SYSTEM, record
from convite.doors.minimum.facts import MinimumMissed, MinimumNear, MinimumReached
from convite.doors.minimum.queries import DUE, NEAR, SOME, look_at
from convite.doors.minimum.rules import too_few_text
from convite.events.event.actions import cancel
from convite.events.event.models import Event
from convite.events.event.queries import wait_for_turn


async def look_at_due(system: Database) -> None:
    """Looks at events whose moment has come, and tells of those whose moment comes within a day."""
    failed = "the minimum of event %s can't be looked at"
    await system.each_event(f"{DUE} {SOME}", look, failed)
    await system.each_event(f"{NEAR} {SOME}", warn, failed)


async def look(tx: Tx, event_id: UUID) -> None:
    """Cancels an event to which too few people come; does nothing if it isn't due any more.

    Nobody replies, and nobody changes it, between the look and the end of the transaction.
    """
    await wait_for_turn(tx, event_id)
    found = await look_at(tx, event_id, DUE)
    event = await load(tx, Event, event_id, lock=True)
    if found is None or event is None:
        return
    event.minimum_looked_for = found.moment
    if found.coming >= found.needed:
        fact = MinimumReached.of(event, needed=found.needed, coming=found.coming)
        await record(tx, SYSTEM, fact)
        return
    words = translator(event.locale)
    reason = too_few_text(words, needed=found.needed, coming=found.coming)
    await cancel(tx, SYSTEM, event, reason=reason)
    missed = MinimumMissed.of(event, needed=found.needed, coming=found.coming)
    await record(tx, SYSTEM, missed)


async def warn(tx: Tx, event_id: UUID) -> None:
    """Records that people are missing a day before the moment; once for each moment."""
    await wait_for_turn(tx, event_id)
    found = await look_at(tx, event_id, NEAR)
    event = await load(tx, Event, event_id, lock=True)
    if found is not None and event is not None:
        event.minimum_told_for = found.moment
        await record(tx, SYSTEM, MinimumNear.of(event, needed=found.needed, coming=found.coming))
