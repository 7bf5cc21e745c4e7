"""Jobs that free held seats."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.log import SYSTEM
from convite.core.queue import Job, every, on
from convite.events.event.facts import EventCanceled
from convite.room.holds.actions import end_event_holds, sweep


@on(EventCanceled, "free_canceled", lane="urgent")
async def free_canceled(job: Job) -> None:
    """Frees all held seats of a canceled event."""
    is_done = False
    while not is_done:
        async with job.tx() as tx:
            is_done = await end_event_holds(tx, SYSTEM, job.fact.object_id)


@every(timedelta(seconds=1), "expire_holds")
async def expire_holds(system: Database) -> None:
    """Notifies clients of seats whose hold expired."""
    await sweep(system)
