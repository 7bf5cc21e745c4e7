"""Facts of decisions about reports, in the stream of the admin who decided."""

from uuid import UUID

from convite.core.log import Fact


class ReportsDecided(Fact, frozen=True, kw_only=True):
    """An admin dismissed or upheld reports."""

    action = "reports_decided"
    object_type = "report"
    report_ids: tuple[UUID, ...]
    #: Who made each of them, in the same order: only they can read theirs.
    reporter_ids: tuple[UUID, ...]
    status: str
