"""Jobs that tell of tickets that were passed on."""

from convite.core.queue import Job, on
from convite.doors.transfers.facts import TicketTransferred
from convite.messaging.ticketnews import actions


@on(TicketTransferred, "tell_ticket_holders", lane="urgent")
async def tell_ticket_holders(job: Job) -> None:
    """The new holder gets their ticket, the former one a confirmation."""
    async with job.tx() as tx:
        await actions.tell_holders(tx, job.fact)
