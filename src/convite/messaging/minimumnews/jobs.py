"""Jobs that tell of minimum numbers of people."""

from convite.core.queue import Job, on
from convite.doors.minimum.facts import MinimumMissed, MinimumNear
from convite.messaging.minimumnews import actions


@on(MinimumNear, "tell_minimum_near")
async def tell_minimum_near(job: Job) -> None:
    """The team is told how many people are missing."""
    await actions.tell_team(job.database, job.fact, "minimum_near")


@on(MinimumMissed, "tell_minimum_missed")
async def tell_minimum_missed(job: Job) -> None:
    """The team is told that the event was canceled."""
    await actions.tell_team(job.database, job.fact, "minimum_missed")
