"""Marks no-shows when the event is over."""

from convite.core.log import SYSTEM
from convite.core.queue import Job, on
from convite.entrance.presence.actions import mark_no_shows
from convite.events.event.facts import EventCompleted


@on(EventCompleted, "mark_no_shows")
async def mark_absent(job: Job) -> None:
    """Marks everybody who was going and wasn't scanned as a no-show."""
    fact = job.fact
    if fact.event_id is not None:
        async with job.tx() as tx:
            await mark_no_shows(tx, SYSTEM, fact.organization_id, fact.event_id)
