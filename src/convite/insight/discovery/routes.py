"""HTTP routes of finding public events."""

from fastapi import APIRouter, Depends, Request

from convite.core.language import accepted_locale
from convite.core.paging import Page, Paging
from convite.core.request import Public, Read
from convite.core.responses import DirectRoute
from convite.insight.discovery.policy import Searched, limited
from convite.insight.discovery.queries import events_page
from convite.insight.discovery.schemas import PublicEventItem

router = APIRouter(prefix="/api/events", tags=["Discovery"], route_class=DirectRoute)


@router.get("/discover", dependencies=[Public, Depends(limited)])
async def discover(
    request: Request, found: Searched, tx: Read, query: Paging
) -> Page[PublicEventItem]:
    """Public events that aren't over, of every organization, by start; or by distance from `near`.

    Whoever is logged in doesn't see the events of people they blocked, nor of those who blocked them.
    """
    return await events_page(tx, found, query, accepted_locale(request.headers.raw))
