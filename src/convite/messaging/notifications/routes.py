"""HTTP routes of the caller's notifications."""

from uuid import UUID

from fastapi import APIRouter

from convite.core.paging import Paging
from convite.core.request import LoggedIn, Read, Write
from convite.core.responses import DirectRoute
from convite.messaging.notifications import actions
from convite.messaging.notifications.policy import own
from convite.messaging.notifications.queries import count_unread, notifications_page
from convite.messaging.notifications.schemas import (
    ChoicesOut,
    ChoicesUpdate,
    NotificationsPage,
    choices_out,
)
from convite.people.identity.queries import profile_of

router = APIRouter(prefix="/api", tags=["Notifications"], route_class=DirectRoute)


@router.get("/notifications")
async def notifications(
    token: LoggedIn, tx: Read, query: Paging, is_read: bool | None = None
) -> NotificationsPage:
    """The caller's notifications, newest first."""
    await tx.enter(own(token))
    found = await notifications_page(tx, token.user_id, query, is_read=is_read)
    return NotificationsPage(**found.__dict__, unread=await count_unread(tx, token.user_id))


@router.post("/notifications/{notification_id}/read", status_code=204)
async def read(notification_id: UUID, token: LoggedIn, tx: Write) -> None:
    """Marks one of the caller's notifications as read."""
    await tx.enter(own(token))
    organization_id = token.organization_id
    await actions.mark_one_read(tx, token.actor, token.user_id, organization_id, notification_id)


@router.post("/notifications/read-all", status_code=204)
async def read_all(token: LoggedIn, tx: Write) -> None:
    """Marks all of the caller's notifications as read."""
    await tx.enter(own(token))
    await actions.mark_read(tx, token.actor, token.user_id, token.organization_id)


@router.get("/me/notifications")
async def my_choices(token: LoggedIn, tx: Read) -> ChoicesOut:
    """How the caller is told of each kind of news, besides in the web app."""
    await tx.enter(own(token))
    return choices_out((await profile_of(tx, token.user_id)).notification_preferences)


@router.patch("/me/notifications")
async def change_choices(body: ChoicesUpdate, token: LoggedIn, tx: Write) -> ChoicesOut:
    """Changes what was sent of how the caller is told."""
    await tx.enter(own(token))
    sent = {kind: choice.sent() for kind, choice in body.kinds.items()}
    return choices_out(await actions.choose(tx, token, sent))
