"""HTTP routes of exported orders."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from convite.core.budgets import spend
from convite.core.request import Read, database_of
from convite.core.responses import DirectRoute
from convite.core.sheet_files import MEDIA_TYPES, SheetFormat, sheet_file
from convite.doors.orderexport.queries import exported_rows
from convite.doors.orderexport.rules import HEADER
from convite.doors.orders.policy import Filtered
from convite.events.event.policy import EventAccess, event_access

router = APIRouter(prefix="/api", tags=["Orders"], route_class=DirectRoute)

Money = Annotated[EventAccess, Depends(event_access("see_money"))]
Format = Annotated[SheetFormat, Query(alias="format")]


@router.get("/events/{event_id}/orders/export", response_class=StreamingResponse)
async def export_orders(
    request: Request, access: Money, tx: Read, filters: Filtered, format_: Format = "xlsx"
) -> StreamingResponse:
    """The event's orders that match as a file, the newest first, with their buyers and amounts."""
    await spend(request, "export", str(access.user_id))
    rows = exported_rows(database_of(request), tx.trace.principal, access.event, filters)
    name = quote(f"{access.event.slug}-orders.{format_}")
    headers = {
        "content-disposition": f"attachment; filename=\"orders.{format_}\"; filename*=UTF-8''{name}",
        "cache-control": "no-store",
    }
    chunks = sheet_file(format_, "Orders", HEADER, rows)
    return StreamingResponse(chunks, media_type=MEDIA_TYPES[format_], headers=headers)
