"""HTTP routes of reports."""

from uuid import UUID

from fastapi import APIRouter, Request

from convite.core.budgets import spend
from convite.core.idempotency import KeyedRoute
from convite.core.request import LoggedIn, Write
from convite.doors.reports import actions
from convite.doors.reports.schemas import ReportCreate, ReportMade

router = APIRouter(prefix="/api", tags=["Trust"], route_class=KeyedRoute)


@router.post("/events/{event_id}/reports", status_code=201)
async def report_event(
    event_id: UUID, request: Request, token: LoggedIn, tx: Write, body: ReportCreate
) -> ReportMade:
    """Reports an event to the platform's admins. Its team isn't told."""
    await spend(request, "report", str(token.user_id))
    row = await actions.report_event(tx, token.actor, token.user_id, event_id, body)
    return ReportMade.model_validate(row)


@router.post("/users/{user_id}/reports", status_code=201)
async def report_user(
    user_id: UUID, request: Request, token: LoggedIn, tx: Write, body: ReportCreate
) -> ReportMade:
    """Reports somebody to the platform's admins. They aren't told."""
    await spend(request, "report", str(token.user_id))
    row = await actions.report_person(tx, token.actor, token.user_id, user_id, body)
    return ReportMade.model_validate(row)
