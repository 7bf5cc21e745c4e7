"""The HTTP route of the preview of an event's page."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import HTMLResponse

from convite.core.pages import PAGE_HEADERS
from convite.core.request import Read, page_language
from convite.doors.eventpage.policy import page_text
from convite.doors.eventpage.queries import shown_event
from convite.events.event.policy import EventAccess, event_access

router = APIRouter(prefix="/api/events/{event_id}/preview", tags=["Pages"], include_in_schema=False)

View = Annotated[EventAccess, Depends(event_access("view_event"))]


@router.get("")
async def preview_page(access: View, request: Request, tx: Read) -> Response:
    """The event's page as it is saved now, for its team."""
    locale = page_language(request, fallback=access.event.locale)
    shown = await shown_event(tx, access.event, is_preview=True)
    return HTMLResponse(page_text(shown, locale, is_preview=True), headers=PAGE_HEADERS)
