"""Looks at whether enough people come, and cancels events that too few come to."""

import logging
from collections.abc import Awaitable, Callable
from uuid import UUID

from convite.core.database import Database
from convite.core.db import Principal, Tx, load
from convite.core.language import translator
from convite.core.log import SYSTEM, record
from convite.doors.minimum.facts import MinimumMissed, MinimumNear, MinimumReached
from convite.doors.minimum.queries import DUE, NEAR, SOME, look_at, look_of
from convite.doors.minimum.rules import too_few_text
from convite.events.event.actions import cancel
from convite.events.event.models import Event
from convite.events.event.queries import wait_for_turn

log = logging.getLogger("convite")


async def look_at_due(system: Database) -> None:
    """Looks at events whose moment has come, and tells of those whose moment comes within a day."""
    await each(system, DUE, look)
    await each(system, NEAR, warn)


async def each(system: Database, which: str, do: Callable[[Tx, UUID], Awaitable[None]]) -> None:
    """Does something with each event that is due, some at a time.

    One with which it fails is logged, and doesn't keep the others waiting.
    """
    for row in await system.pool.fetch(f"{which} {SOME}"):
        due = look_of(row)
        try:
            async with system.tx(Principal(organization_id=due.organization_id)) as tx:
                await do(tx, due.event_id)
        except Exception:
            log.exception("the minimum of event %s can't be looked at", due.event_id)


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
