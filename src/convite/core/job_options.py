"""How a job waits for its turn, as whoever records its fact may ask."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

#: Kinds of work, each with slots of its own, so that none waits for another: `urgent` for codes and
#: tickets, `bulk` for what goes to many people, `files` for what is read or made, `seating` for
#: arrangements that compute for minutes.
Lane = Literal["urgent", "normal", "bulk", "files", "seating"]


@dataclass(frozen=True, kw_only=True)
class JobOptions:
    """Options of the jobs that one fact causes.

    A job whose `key` still waits is replaced by the newer one, with its fact and its time: moving
    what was planned is recording it again. While it runs, the newer one starts when it has ended, so
    two jobs of one name and key never run at once.
    """

    #: Not before this moment.
    run_after: datetime | None = None
    #: What `cancel_jobs` finds it by; unique among the jobs of its tenant and name.
    key: str | None = None
    #: Among the jobs of its tenant and lane; it never lets one tenant overtake another.
    priority: Literal[-1, 0, 1] = 0
    #: Instead of the lane that its function declares.
    lane: Lane | None = None


AT_ONCE = JobOptions()
