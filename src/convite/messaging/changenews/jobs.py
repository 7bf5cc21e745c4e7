"""Jobs that tell of changes."""

from convite.core.queue import Job, on
from convite.events.event.facts import EventCanceled, EventChanged
from convite.events.event.queries import event_by_id
from convite.messaging.changenews import actions
from convite.messaging.changenews.facts import ChangeNoticed


@on(EventChanged, "notice_change")
async def notice_change(job: Job) -> None:
    """A change of time or place is told later, when it can't be undone any more."""
    async with job.tx() as tx:
        await actions.notice(tx, job.fact)


@on(ChangeNoticed, "tell_change", lane="bulk")
async def tell_change(job: Job) -> None:
    """Accounts that come are told what is so now."""
    async with job.tx() as tx:
        telling = await actions.settle(tx, job.fact)
    if telling is not None:
        await actions.tell_all(job.database, telling)
    async with job.tx() as tx:
        await actions.mark_settled(tx, job.fact)


@on(EventCanceled, "tell_accounts_canceled", lane="bulk")
async def tell_accounts_canceled(job: Job) -> None:
    """Accounts that were expected are told that an event is canceled, unless it was a draft."""
    fact = job.fact
    if fact.changes.get("status", ["draft"])[0] == "draft":
        return
    async with job.tx() as tx:
        event = await event_by_id(tx, fact.object_id)
    if event is not None and event.status == "canceled":
        reason = fact.data["reason"]
        await actions.tell_all(
            job.database, actions.Telling(news="canceled", fact=fact, event=event, reason=reason)
        )
