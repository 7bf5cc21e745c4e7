"""HTTP routes of a user's list of events."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from convite.core.db import Principal
from convite.core.paging import Page, Paging
from convite.core.request import LoggedIn, Read
from convite.core.responses import DirectRoute
from convite.events.event.models import EventStatus
from convite.insight.eventlist.queries import EventFilters, events_page
from convite.insight.eventlist.schemas import EventItem, Span

router = APIRouter(prefix="/api/events", tags=["Figures"], route_class=DirectRoute)


@router.get("")
async def events(
    token: LoggedIn,
    tx: Read,
    query: Paging,
    status: EventStatus | None = None,
    organization_id: UUID | None = None,
    q: Annotated[str | None, Query(max_length=200)] = None,
    when: Span | None = None,
    mine: bool = False,
    archived: bool = False,
    deleted: bool = False,
) -> Page[EventItem]:
    """The caller's events, today's first, with figures and alerts.

    `archived` shows those that were put away, `deleted` those that can be restored.
    """
    await tx.enter(Principal(user_id=token.user_id))
    filters = EventFilters(
        q=q, when=when, status=status, organization_id=token.bound_to or organization_id, mine=mine,
        archived=archived, deleted=deleted,
    )  # fmt: skip
    return await events_page(tx, query, filters, user_id=token.user_id)
