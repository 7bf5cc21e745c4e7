"""Jobs that send broadcasts, and stop those of a canceled event."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import Job, every, on
from convite.events.event.facts import EventCanceled
from convite.messaging.broadcasts import actions


@every(timedelta(seconds=2), "send_broadcasts")
async def send_broadcasts(system: Database) -> None:
    """Queues the messages of broadcasts that are being sent or due."""
    await actions.queue_due(system)


@on(EventCanceled, "cancel_broadcasts")
async def cancel_broadcasts(job: Job) -> None:
    """Cancels the broadcasts of a canceled event."""
    async with job.tx() as tx:
        await actions.cancel_open(tx, job.fact.object_id)
