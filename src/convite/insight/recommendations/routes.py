"""HTTP routes of recommendations."""

from fastapi import APIRouter, Request

from convite.core.language import accepted_locale
from convite.core.paging import Page, Paging
from convite.core.request import LoggedIn, Read
from convite.core.responses import DirectRoute
from convite.insight.discovery.schemas import RecommendedEvent
from convite.insight.recommendations.queries import recommended_page

router = APIRouter(prefix="/api/events", tags=["Discovery"], route_class=DirectRoute)


@router.get("/recommended")
async def recommended(
    request: Request, token: LoggedIn, tx: Read, query: Paging
) -> Page[RecommendedEvent]:
    """Public events that the caller may like, by start, each with the reason.

    By their interests, the hosts of events they were at, and the town of their profile.
    """
    return await recommended_page(tx, token, query, accepted_locale(request.headers.raw))
