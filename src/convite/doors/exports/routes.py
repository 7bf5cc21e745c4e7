"""HTTP routes of exports."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from convite.core.budgets import spend
from convite.core.request import Read, database_of
from convite.core.responses import DirectRoute
from convite.doors.exports.queries import (
    Wanted,
    export_rows,
    list_file,
    parts_of_event,
    questions_of_event,
)
from convite.doors.exports.rules import ExportColumns, format_of
from convite.doors.lists.policy import Filtered
from convite.doors.lists.schemas import Sort
from convite.events.event.policy import EventAccess, event_access

router = APIRouter(prefix="/api", tags=["Guest list"], route_class=DirectRoute)

Export = Annotated[EventAccess, Depends(event_access("export_guests"))]

TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "vcf": "text/vcard",
    "json": "application/json",
}
RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}} for kind in TYPES.values()
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
    filters: Filtered,
    sort: Sort = "name",
    format_: Annotated[
        str, Query(alias="format", max_length=20, description="csv, xlsx, ods, vcf or json")
    ] = "xlsx",
    columns: Annotated[
        str | None, Query(max_length=6000, description="A view's columns, with commas between")
    ] = None,
) -> StreamingResponse:
    """Exports the guest list, or a view of it: details, party, reply, answers, seat, attendance.

    Links and codes are included for callers who may edit invitations.
    """
    kind = format_of(format_)
    await spend(request, "export", str(access.user_id))
    shown = ExportColumns(
        contacts=access.can("see_contacts"),
        codes=access.can("edit_invitations"),
        questions=await questions_of_event(tx, access.event.id)
        if access.can("see_answers")
        else (),
        parts=await parts_of_event(tx, access.event),
        chosen=tuple(filter(None, (columns or "").split(","))),
    )
    wanted = Wanted(event_id=access.event.id, filters=filters, sort=sort)
    rows = export_rows(database_of(request), tx.trace.principal, wanted)
    name = quote(f"{access.event.slug}-guests.{kind}")
    headers = {
        "content-disposition": (f"attachment; filename=\"guests.{kind}\"; filename*=UTF-8''{name}"),
        "cache-control": "no-store",
    }
    return StreamingResponse(list_file(kind, shown, rows), media_type=TYPES[kind], headers=headers)
