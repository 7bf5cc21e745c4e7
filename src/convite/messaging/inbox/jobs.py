"""The job that puts what guests write in the inbox."""

from convite.core.queue import Job, on
from convite.doors.invitations.facts import GuestWrote
from convite.messaging.inbox import actions


@on(GuestWrote, "receive_message", lane="urgent")
async def receive_message(job: Job) -> None:
    """Puts what a party wrote in the inbox of its event."""
    async with job.tx() as tx:
        await actions.receive(tx, job.fact)
