"""HTTP routes of reports and takedowns for the platform's admins."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from convite.core.paging import Page, Paging
from convite.core.request import system_of
from convite.doors.moderation import actions
from convite.doors.moderation.queries import reports_page
from convite.doors.moderation.schemas import ReportOut, ReportVerdict, Takedown, TakedownState
from convite.doors.reports.models import ReportStatus
from convite.events.event.models import Event
from convite.people.identity.policy import Admin

router = APIRouter(prefix="/api", tags=["Trust"])


@router.get("/reports")
async def list_reports(
    request: Request, _: Admin, query: Paging, status: ReportStatus | None = None
) -> Page[ReportOut]:
    """All reports, the newest first (admins)."""
    async with system_of(request).read() as tx:
        return await reports_page(tx, query, status=status)


@router.post("/reports/{report_id}/dismiss", status_code=204)
async def dismiss_report(
    report_id: UUID, token: Admin, request: Request, body: ReportVerdict | None = None
) -> Response:
    """Closes a report without doing anything (admins)."""
    words = body.message if body else ""
    await actions.decide(system_of(request), token, report_id, "dismissed", words)
    return Response(status_code=204)


@router.post("/reports/{report_id}/uphold", status_code=204)
async def uphold_report(
    report_id: UUID, token: Admin, request: Request, body: ReportVerdict | None = None
) -> Response:
    """Closes a report as right; whoever reported is told (admins)."""
    words = body.message if body else ""
    await actions.decide(system_of(request), token, report_id, "upheld", words)
    return Response(status_code=204)


@router.post("/events/{event_id}/take-down")
async def take_down_event(
    event_id: UUID, token: Admin, request: Request, body: Takedown
) -> TakedownState:
    """Takes an event down and upholds its open reports; its team sees the reason (admins)."""
    event = await actions.take_down_reported(system_of(request), token, event_id, body.reason)
    return state_of(event)


@router.post("/events/{event_id}/put-back")
async def put_event_back(event_id: UUID, token: Admin, request: Request) -> TakedownState:
    """Puts an event back that was taken down (admins)."""
    return state_of(await actions.restore(system_of(request), token, event_id))


def state_of(event: Event) -> TakedownState:
    """Whether an event is taken down."""
    return TakedownState(
        event_id=event.id,
        taken_down_at=event.taken_down_at,
        takedown_reason=event.takedown_reason,
    )
