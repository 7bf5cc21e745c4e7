"""Facts of reports, in the stream of whoever reported."""

from uuid import UUID

from convite.core.log import Fact


class ThingReported(Fact, frozen=True, kw_only=True):
    """Somebody reported an event or a person."""

    action = "thing_reported"
    object_type = "report"
    report_id: UUID
    reason: str
