"""HTTP routes of previews."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from convite.core.budgets import spend
from convite.core.idempotency import KeyedRoute
from convite.core.request import Write
from convite.events.event.policy import EventAccess, event_access
from convite.messaging.previews import actions
from convite.messaging.previews.queries import preview as show
from convite.messaging.previews.schemas import (
    BroadcastPreview,
    BroadcastPreviewRequest,
    TestSent,
)

router = APIRouter(
    prefix="/api/events/{event_id}/broadcasts", tags=["Messages"], route_class=KeyedRoute
)

Send = Annotated[EventAccess, Depends(event_access("send_messages"))]


@router.post("/preview", openapi_extra={"x-sends": False})
async def preview(body: BroadcastPreviewRequest, access: Send, tx: Write) -> BroadcastPreview:
    """The message a guest would get, how many would get one, and why others wouldn't; sends nothing."""
    sees_links = access.can("edit_invitations")
    return await show(tx, access.event, body, sees_links=sees_links)


@router.post("/test")
async def send_test(
    body: BroadcastPreviewRequest, access: Send, tx: Write, request: Request
) -> TestSent:
    """Mails the message to the caller, as one of the audience would get it."""
    await spend(request, "broadcast-test", str(access.actor.id))
    sees_links = access.can("edit_invitations")
    to, status = await actions.send_test(
        tx, access.actor, access.event, body, sees_links=sees_links
    )
    return TestSent(to=to, status=status)
