"""Jobs that send broadcasts, and stop those of a canceled event."""

import logging
from datetime import timedelta
from uuid import UUID

from convite.core.clock import now
from convite.core.database import Database
from convite.core.db import DATABASE_FAULTS, Principal, load
from convite.core.log import SYSTEM
from convite.core.machine import move
from convite.core.problems import Invalid
from convite.core.queue import Job, every, on
from convite.events.event.facts import EventCanceled
from convite.events.event.queries import event_by_id
from convite.events.takedown.facts import EventTakenDown
from convite.messaging.broadcasts import actions
from convite.messaging.broadcasts.facts import BroadcastSent
from convite.messaging.broadcasts.models import Broadcast
from convite.messaging.broadcasts.queries import DUE, next_recipients, open_broadcast

log = logging.getLogger("convite.messages")

#: People per transaction.
BATCH = 500


@every(timedelta(seconds=2), "send_broadcasts")
async def send_broadcasts(system: Database) -> None:
    """Queues the messages of every broadcast that is being sent or due."""
    for row in await system.pool.fetch(DUE):
        principal = Principal(organization_id=row["organization_id"])
        try:
            while await queue_batch(system, principal, row["id"]):
                continue
        except Invalid as error:
            log.warning("broadcast %s is a draft again: %s", row["id"], error)
            await give_back(system, principal, row["id"])
        except DATABASE_FAULTS:
            raise
        except Exception:  # one that can't be queued doesn't hold up the others
            log.exception("broadcast %s can't be queued", row["id"])


async def give_back(system: Database, principal: Principal, broadcast_id: UUID) -> None:
    """Makes a scheduled broadcast a draft again that by now reaches nobody, or too many."""
    async with system.tx(principal) as tx:
        broadcast = await load(tx, Broadcast, broadcast_id, lock=True)
        if broadcast is not None and broadcast.status == "scheduled":
            await actions.stop_schedule(tx, SYSTEM, broadcast)


async def queue_batch(system: Database, principal: Principal, broadcast_id: UUID) -> bool:
    """Queues messages to a broadcast's next people; returns whether there are more.

    Locks the broadcast for the whole batch; other workers skip it.
    """
    async with system.tx(principal) as tx:
        broadcast = await open_broadcast(tx, broadcast_id)
        event = await event_by_id(tx, broadcast.event_id) if broadcast else None
        if broadcast is None or event is None:
            return False
        if broadcast.status == "scheduled":
            await actions.settle_audience(tx, broadcast)
            await actions.start(tx, SYSTEM, broadcast)
            return True
        people = await next_recipients(tx, broadcast, BATCH)
        if people:
            await actions.write(tx, event, broadcast, people)
            return True
        broadcast.sent_at = now()
        await move(tx, SYSTEM, broadcast, "sent", BroadcastSent)
        return False


@on(EventCanceled, "cancel_broadcasts")
async def cancel_broadcasts(job: Job) -> None:
    """Cancels the broadcasts of a canceled event."""
    async with job.tx() as tx:
        await actions.cancel_open(tx, job.fact.object_id)


@on(EventTakenDown, "pause_broadcasts")
async def pause_broadcasts(job: Job) -> None:
    """Holds back what of an event's broadcasts hasn't gone out when it is taken down."""
    async with job.tx() as tx:
        await actions.pause_open(tx, job.fact.object_id)
