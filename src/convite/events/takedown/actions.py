"""Writes of takedowns. The caller has checked that it is a platform admin who asks."""

from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx, load
from convite.core.log import Actor, record
from convite.core.problems import Conflict, NotFound
from convite.events.event.models import Event
from convite.events.event.queries import wait_for_turn
from convite.events.takedown.facts import EventPutBack, EventTakenDown


async def take_down(tx: Tx, actor: Actor, event_id: UUID, reason: str) -> Event:
    """Takes an event down; the reason is shown to its team.

    Raises:
        NotFound: there is no such event.
        Conflict: it was taken down already.
    """
    event = await lock_event(tx, event_id)
    if event.taken_down_at is not None:
        raise Conflict("This event was taken down already.", name="taken-down-already")
    event.taken_down_at, event.takedown_reason = now(), reason
    event.version += 1
    await record(tx, actor, EventTakenDown.of(event, reason=reason))
    return event


async def put_back(tx: Tx, actor: Actor, event_id: UUID) -> Event:
    """Puts an event back as it was before.

    Raises:
        NotFound: there is no such event.
        Conflict: it wasn't taken down.
    """
    event = await lock_event(tx, event_id)
    if event.taken_down_at is None:
        raise Conflict("This event wasn't taken down.", name="not-taken-down")
    event.taken_down_at = event.takedown_reason = None
    event.version += 1
    await record(tx, actor, EventPutBack.of(event))
    return event


async def lock_event(tx: Tx, event_id: UUID) -> Event:
    """The event, of any tenant the transaction sees, which nobody else changes until it ends.

    Raises:
        NotFound: there is no such event.
    """
    await wait_for_turn(tx, event_id)
    event = await load(tx, Event, event_id, lock=True)
    if event is None or event.deleted_at is not None:
        raise NotFound
    return event
