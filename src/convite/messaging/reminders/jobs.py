"""Jobs that send and stop reminders."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import Job, every, on
from convite.doors.invitations.facts import PartyAnswered
from convite.events.event.facts import EventCanceled
from convite.messaging.reminders import actions


@every(timedelta(seconds=5), "send_reminders")
async def send_reminders(system: Database) -> None:
    """Queues the messages of reminders that are due."""
    await actions.queue_due(system)
    await actions.to_outbox(system)


@on(PartyAnswered, "stop_reminders")
async def stop_reminders(job: Job) -> None:
    """Stops reminders to people who have replied."""
    async with job.tx() as tx:
        await actions.stop_answered(tx, job.fact.object_id)


@on(EventCanceled, "forget_reminders")
async def forget_reminders(job: Job) -> None:
    """Stops the reminders of a canceled event."""
    async with job.tx() as tx:
        await actions.cancel_open(tx, job.fact.object_id)
