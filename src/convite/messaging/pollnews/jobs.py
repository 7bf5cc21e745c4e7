"""Jobs that tell of date polls."""

from convite.core.queue import Job, on
from convite.doors.polls.facts import (
    DatePollClosed,
    DatePollEnded,
    DatePollOptionsAdded,
    DatePollReopened,
)
from convite.messaging.pollnews import actions


@on(DatePollClosed, "tell_date", lane="bulk")
async def tell_date(job: Job) -> None:
    """Everybody who answered is told which date was chosen."""
    await actions.tell_answered(job, "fixed")


@on(DatePollReopened, "tell_date_open", lane="bulk")
async def tell_date_open(job: Job) -> None:
    """Everybody who was told of a date is told that it doesn't hold any more."""
    if job.fact.changes.get("status", ["ended"])[0] == "closed":
        await actions.tell_answered(job, "open_again")


@on(DatePollOptionsAdded, "ask_about_dates", lane="bulk")
async def ask_about_dates(job: Job) -> None:
    """Whoever answered is asked about dates that were added."""
    await actions.tell_answered(job, "asked_again")


@on(DatePollEnded, "tell_poll_ended")
async def tell_poll_ended(job: Job) -> None:
    """Hosts are told that they can choose a date."""
    await actions.tell_hosts(job.database, job.fact)
