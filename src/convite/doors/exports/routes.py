"""HTTP routes of exports."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from convite.core.budgets import spend
from convite.core.request import Read, database_of
from convite.core.responses import DirectRoute
from convite.doors.exports.queries import (
    csv_file,
    excel_file,
    export_rows,
    parts_of_event,
    questions_of_event,
)
from convite.doors.exports.rules import ExportColumns, format_of
from convite.events.event.policy import EventAccess, event_access

router = APIRouter(prefix="/api", tags=["Guest list"], route_class=DirectRoute)

Export = Annotated[EventAccess, Depends(event_access("export_guests"))]

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": EXCEL}
RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}} for kind in ("text/csv", EXCEL)
        }
    }
}


@router.get(
    "/events/{event_id}/guests/export", response_class=StreamingResponse, responses=RESPONSES
)
async def export(
    request: Request,
    access: Export,
    tx: Read,
    format_: Annotated[
        str, Query(alias="format", max_length=20, description="csv or xlsx")
    ] = "xlsx",
) -> StreamingResponse:
    """Exports the guest list, by name: details, party, reply, answers, seat, attendance.

    Links and codes are included for callers who may edit invitations.
    """
    kind = format_of(format_)
    await spend(request, "export", str(access.user_id))
    columns = ExportColumns(
        contacts=access.can("see_contacts"),
        codes=access.can("edit_invitations"),
        questions=await questions_of_event(tx, access.event.id)
        if access.can("see_answers")
        else (),
        parts=await parts_of_event(tx, access.event),
    )
    rows = export_rows(database_of(request), tx.trace.principal, access.event.id, columns)
    pieces = csv_file(columns.header, rows) if kind == "csv" else excel_file(columns.header, rows)
    name = quote(f"{access.event.slug}-guests.{kind}")
    headers = {
        "content-disposition": (f"attachment; filename=\"guests.{kind}\"; filename*=UTF-8''{name}"),
        "cache-control": "no-store",
    }
    return StreamingResponse(pieces, media_type=TYPES[kind], headers=headers)
