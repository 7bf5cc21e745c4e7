"""Scheduling options for the jobs that a fact triggers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

#: Lanes with separate worker slots, so that one kind of work never blocks another: `urgent` for codes
#: and tickets, `bulk` for mass messages, `files` for reading and generating files, `seating` for
#: seat assignments that compute for minutes, `push` for calls to push services, which may be slow.
Lane = Literal["urgent", "normal", "bulk", "files", "seating", "push"]


@dataclass(frozen=True, kw_only=True)
class JobOptions:
    """Options of the jobs that one fact triggers.

    A new job replaces a waiting job with the same `key`, including its fact and time: to reschedule,
    record the fact again. If the old job is running, the new one starts when it ends, so two jobs
    with the same name and key never run at once.
    """

    #: Not before this moment.
    run_after: datetime | None = None
    #: The key for `cancel_jobs`; unique per tenant and job name.
    key: str | None = None
    #: Priority within the tenant and lane; tenants never overtake each other.
    priority: Literal[-1, 0, 1] = 0
    #: Overrides the lane that its function declares.
    lane: Lane | None = None


AT_ONCE = JobOptions()
