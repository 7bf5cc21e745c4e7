"""Schemas of reports."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from convite.core.shapes import CleanText, Input, Output
from convite.doors.reports.models import ReportReason, ReportStatus


class ReportCreate(Input):
    """What is wrong, in a word and perhaps in more."""

    reason: ReportReason
    text: Annotated[CleanText, Field(max_length=2000)] = ""


class ReportMade(Output):
    """One's own report."""

    id: UUID
    event_id: UUID | None
    reported_user_id: UUID | None
    reason: ReportReason
    text: str
    status: ReportStatus
    created_at: datetime
