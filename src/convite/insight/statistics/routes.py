"""HTTP routes of figures and of a user's list of events."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from convite.core.db import Principal
from convite.core.paging import Page, Paging
from convite.core.request import LoggedIn, Read
from convite.core.responses import DirectRoute
from convite.events.event.models import EventStatus
from convite.events.event.policy import EventAccess, event_access
from convite.insight.statistics.queries import breakdown_of, events_page, stats_of
from convite.insight.statistics.schemas import Breakdown, EventItem, Stats

router = APIRouter(prefix="/api/events", tags=["Figures"], route_class=DirectRoute)

View = Annotated[EventAccess, Depends(event_access("view_event"))]


@router.get("")
async def events(
    token: LoggedIn,
    tx: Read,
    query: Paging,
    status: EventStatus | None = None,
    organization_id: UUID | None = None,
    q: Annotated[str | None, Query(max_length=200)] = None,
    deleted: bool = False,
) -> Page[EventItem]:
    """The caller's events, newest first; `deleted` shows those that can be restored."""
    await tx.enter(Principal(user_id=token.user_id))
    return await events_page(
        tx, query, status=status, text_=q, deleted=deleted, organization_id=organization_id
    )


@router.get("/{event_id}/stats")
async def stats(access: View, tx: Read) -> Stats:
    """The event's figures."""
    return await stats_of(tx, access.event)


@router.get("/{event_id}/stats/breakdown")
async def breakdown(access: View, tx: Read) -> Breakdown:
    """The event's people by tag, answer, day of their reply and step from invitation to entrance."""
    access.need("see_answers")
    return await breakdown_of(tx, access.event)
