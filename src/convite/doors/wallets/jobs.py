"""Jobs that tell phones that a pass changed."""

from convite.core.queue import Job, on
from convite.doors.transfers.facts import TicketTransferred
from convite.doors.wallets import actions
from convite.entrance.tickets.facts import TicketReissued
from convite.events.event.facts import EventCanceled, EventChanged


@on(TicketReissued, "tell_wallets_reissued", lane="push")
async def tell_wallets_reissued(job: Job) -> None:
    """The pass of the former code is void."""
    await of_attendee(job)


@on(TicketTransferred, "tell_wallets_transferred", lane="push")
async def tell_wallets_transferred(job: Job) -> None:
    """The former holder's pass is void."""
    await of_attendee(job)


@on(EventChanged, "tell_wallets_event", lane="push")
async def tell_wallets_event(job: Job) -> None:
    """All passes of the event show what it is now."""
    await actions.tell_phones(job.database, job.fact.organization_id, job.fact.object_id)


@on(EventCanceled, "tell_wallets_canceled", lane="push")
async def tell_wallets_canceled(job: Job) -> None:
    """All passes of the event are void."""
    await actions.tell_phones(job.database, job.fact.organization_id, job.fact.object_id)


async def of_attendee(job: Job) -> None:
    """Tells the phones that have the ticket of the fact's attendee."""
    fact = job.fact
    assert fact.event_id is not None
    await actions.tell_phones(job.database, fact.organization_id, fact.event_id, fact.object_id)
