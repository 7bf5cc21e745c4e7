"""Jobs that tell of takedowns and reports."""

from uuid import UUID

from convite.core.queue import Job, on
from convite.doors.moderation.facts import ReportsDecided
from convite.events.takedown.facts import EventPutBack, EventTakenDown
from convite.messaging.reportnews import actions


@on(EventTakenDown, "tell_taken_down")
async def tell_taken_down(job: Job) -> None:
    """An event's team is told why it was taken down."""
    await actions.tell_team(job.database, job.fact, is_back=False)


@on(EventPutBack, "tell_put_back")
async def tell_put_back(job: Job) -> None:
    """An event's team is told that it can be seen again."""
    await actions.tell_team(job.database, job.fact, is_back=True)


@on(ReportsDecided, "tell_reporters")
async def tell_reporters(job: Job) -> None:
    """Whoever made a report that was upheld is told; of those that were dismissed nobody is."""
    data = job.fact.data
    if data["status"] == "upheld":
        for report_id, reporter_id in zip(data["report_ids"], data["reporter_ids"], strict=True):
            await actions.tell_reporter(job.database, UUID(report_id), UUID(reporter_id))
