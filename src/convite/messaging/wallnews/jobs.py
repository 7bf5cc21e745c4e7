"""Jobs that tell of walls."""

from convite.core.queue import Job, on
from convite.doors.wall.facts import WallPosted, WallPostReported
from convite.messaging.wallnews import actions


@on(WallPosted, "tell_of_wall_post")
async def tell_of_wall_post(job: Job) -> None:
    """A team is told that guests put something on the wall."""
    await actions.tell_team(job.database, job.fact, is_report=False)


@on(WallPostReported, "tell_of_wall_report")
async def tell_of_wall_report(job: Job) -> None:
    """A team is told that something on the wall was reported."""
    await actions.tell_team(job.database, job.fact, is_report=True)
