"""HTTP routes of the outbox page."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from convite.core.config import settings
from convite.core.paging import Paging
from convite.core.request import system_of
from convite.core.responses import DirectRoute
from convite.messaging.delivery.policy import OutboxReader
from convite.messaging.delivery.queries import outbox_page
from convite.messaging.delivery.schemas import OutboxPage

router = APIRouter(prefix="/api/outbox", tags=["Outbox"], route_class=DirectRoute)


@router.get("")
async def outbox(
    request: Request,
    _: OutboxReader,
    query: Paging,
    q: Annotated[str | None, Query(max_length=200)] = None,
) -> OutboxPage:
    """What would have been sent, newest first, of every host; therefore read with system rights."""
    async with system_of(request).read() as tx:
        found = await outbox_page(tx, query, text=q)
    return OutboxPage(**vars(found), is_open=settings().open_outbox)
