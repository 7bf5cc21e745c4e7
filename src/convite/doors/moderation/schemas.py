"""Schemas of what the platform's admins see of reports, and do."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from convite.core.shapes import CleanText, Input, Output
from convite.doors.reports.schemas import ReportMade


class ReportVerdict(Input):
    """What whoever reported is told."""

    message: Annotated[CleanText, Field(max_length=2000)] = ""


class Takedown(Input):
    """Why an event is taken down, for its team."""

    reason: Annotated[CleanText, Field(min_length=1, max_length=1000)]


class TakedownState(Output):
    """Whether an event is taken down."""

    event_id: UUID
    taken_down_at: datetime | None
    takedown_reason: str | None


class ReportedEvent(Output):
    """An event that was reported."""

    id: UUID
    title: str
    slug: str
    host: str
    taken_down_at: datetime | None
    takedown_reason: str | None


class ReportedPerson(Output):
    """Somebody who reported, or was reported."""

    id: UUID
    name: str


class ReportOut(ReportMade):
    """A report, for the platform's admins."""

    reporter: ReportedPerson
    event: ReportedEvent | None
    person: ReportedPerson | None
    #: How many people have reported the same event or person and wait for a decision.
    open_reports: int
    message: str
    decided_at: datetime | None
