"""Writes of an event's parts.

Each locks the event, so that no reply comes between a part and the questions about it, then its pool,
as every reply does.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from convite.core.db import Tx, load
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict, NotFound
from convite.core.shapes import patch
from convite.events.event.actions import change_event
from convite.events.event.models import Event
from convite.events.event.queries import wait_for_turn
from convite.events.parts.facts import PartAdded, PartChanged, PartRemoved
from convite.events.parts.models import EventPart
from convite.events.parts.queries import MAX_PARTS, parts_of
from convite.events.parts.schemas import PartFields
from convite.room.attendees.actions import Reply, answer, move_up
from convite.room.capacity.actions import lock_pool
from convite.room.entitlements.queries import unsettled


async def lock_event(tx: Tx, event: Event) -> Event:
    """The event, locked for a change of its parts, and its pool."""
    await wait_for_turn(tx, event.id)
    found = await load(tx, Event, event.id, lock=True)
    if found is None:
        raise NotFound
    await lock_pool(tx, event.id)
    return found


async def add_part(tx: Tx, actor: Actor, event: Event, body: PartFields) -> EventPart:
    """Adds a part. If it is for all, everybody invited without a choice of their own is asked.

    Replies to the event stay; the answer for the new part is open. The event's end moves if the part ends
    later.

    Raises:
        Conflict: there are too many parts.
    """
    event = await lock_event(tx, event)
    if len(await parts_of(tx, event.id)) >= MAX_PARTS:
        raise Conflict(f"An event can have at most {MAX_PARTS} parts.", name="too-many-parts")
    part = EventPart(
        id=new_id(), organization_id=event.organization_id, event_id=event.id, **body.model_dump()
    )
    tx.add(part)
    event.has_parts = True
    await tx.flush()
    await ask_again(tx, actor, event, None)
    await record(tx, actor, PartAdded.of(part, title=part.title))
    await extend_event(tx, actor, event, part)
    return part


async def change_part(
    tx: Tx, actor: Actor, event: Event, part: EventPart, values: dict[str, Any]
) -> EventPart:
    """Changes a part; more places go to those who wait for them, and the event's end moves if it must.

    Raises:
        Conflict: more people are coming than the new capacity allows.
    """
    event = await lock_event(tx, event)
    changed = patch(part, values)
    if changed:
        await tx.flush()
        if "for_all" in changed:
            await ask_again(tx, actor, event, None)
        if "capacity" in changed:
            await move_up(tx, event)
        await tx.refresh(part)
        await record(tx, actor, PartChanged.of(part, title=part.title, changes=changed))
        await extend_event(tx, actor, event, part)
    return part


async def extend_event(tx: Tx, actor: Actor, event: Event, part: EventPart) -> None:
    """Moves the event's end if the part ends later, so that a brunch on the next day can be answered."""
    end = part.ends_at or part.starts_at
    is_open = event.status not in {"canceled", "completed"}
    if is_open and event.ends_at is not None and end > event.ends_at:
        await change_event(tx, actor, event, {"ends_at": end})


async def remove_part(tx: Tx, actor: Actor, event: Event, part: EventPart) -> None:
    """Removes a part with the answers to it; replies to the event stay as far as other parts allow.

    Whoever declined everything that is left has declined the event.
    """
    event = await lock_event(tx, event)
    await record(tx, actor, PartRemoved.of(part, title=part.title))
    await tx.delete(part)
    event.has_parts = len(await parts_of(tx, event.id)) > 0
    await tx.flush()
    if event.has_parts:
        await ask_again(tx, actor, event, None)


async def ask_again(tx: Tx, actor: Actor, event: Event, people: list[UUID] | None) -> None:
    """Asks people (all, if None) about the parts they are invited to now; answers they gave stay.

    The event's pool is locked by the caller.
    """
    await tx.execute(select(func.ask_parts(event.id, people)))
    people = await unsettled(tx, event.id)
    if people:
        # their status follows from the parts that are left
        reply = Reply(status="declined", parts={}, actor=actor)
        await answer(tx, event, dict.fromkeys(people, reply))
    await move_up(tx, event)
