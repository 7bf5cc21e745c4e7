"""What sends reminders, and what stops them."""

from datetime import timedelta

from convite.core.db import Database
from convite.core.queue import Job, every, on
from convite.doors.invitations.facts import PartyAnswered
from convite.events.event.facts import EventCanceled
from convite.messaging.reminders import actions


@every(timedelta(seconds=5), "send_reminders")
async def send_reminders(system: Database) -> None:
    """Writes the reminders whose time has come."""
    await actions.send_due(system)
    await actions.to_outbox(system)


@on(PartyAnswered, "stop_reminders")
async def stop_reminders(job: Job) -> None:
    """Whoever has answered isn't asked any more."""
    async with job.tx() as tx:
        await actions.stop_answered(tx, job.happened.object_id)


@on(EventCanceled, "forget_reminders")
async def forget_reminders(job: Job) -> None:
    """Nobody is reminded of what won't take place."""
    async with job.tx() as tx:
        await actions.forget_open(tx, job.happened.object_id)
