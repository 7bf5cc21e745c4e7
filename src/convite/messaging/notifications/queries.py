"""Queries of notifications, and of who gets them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from convite.core.db import ReadTx, load
from convite.core.language import translator
from convite.core.paging import Page, PageQuery, page
from convite.doors.invitations.queries import invitation_by_id
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.events.team.queries import readers_of
from convite.messaging.conversations.queries import assigned_to
from convite.messaging.delivery.models import Message
from convite.messaging.delivery.rules import title_in
from convite.messaging.notifications.models import Notification
from convite.messaging.notifications.rules import (
    FOR_THE_TEAM,
    Collected,
    excerpt,
    path_of,
    shown_title,
)
from convite.messaging.notifications.schemas import NotificationOut
from convite.people.guests.models import Guest
from convite.people.identity.models import User
from convite.people.identity.queries import profile_of

# Mails that are due: a user and an event with notifications that no mail has collected, an hour after
# the last mail at the earliest. Served by notifications_to_mail and notifications_mailed.
DUE = """
SELECT DISTINCT n.user_id, n.event_id, e.organization_id AS tenant
FROM notifications n JOIN events e ON e.id = n.event_id JOIN users u ON u.id = n.user_id
JOIN profiles p ON p.user_id = u.id
WHERE n.mailed_at IS NULL AND NOT n.is_read AND n.reference_type = 'message'
  AND coalesce(p.notification_preferences #>> '{messages,mail}', 'at_once') = 'at_once'
  AND e.deleted_at IS NULL AND u.deleted_at IS NULL AND u.is_active AND u.email IS NOT NULL
  AND NOT EXISTS (SELECT FROM notifications m WHERE m.user_id = n.user_id AND m.event_id = n.event_id
    AND m.reference_type = 'message' AND m.mailed_at > now() - interval '1 hour')
LIMIT 200
"""

# Users whose mail that collects a day is due. Index: profiles_digest.
DIGEST_DUE = """
SELECT p.user_id, u.organization_id FROM profiles p JOIN users u ON u.id = p.user_id
WHERE p.digest_at <= now() AND u.deleted_at IS NULL AND u.is_active ORDER BY p.digest_at LIMIT $1
"""
# One that can't be written is tried again, and keeps nobody else waiting until then.
DIGEST_LATER = "UPDATE profiles SET digest_at = now() + interval '1 hour' WHERE user_id = $1"
DIGEST_BATCH, DIGEST_BATCHES = 200, 500


async def notices_of(tx: ReadTx, message_id: UUID) -> tuple[list[User], dict[str, Any]]:
    """Who is told about a guest's message, and what; nobody if it is gone or has been read.

    Told is who answers the conversation, while they may read it; otherwise everybody who may.
    """
    message = await load(tx, Message, message_id)
    if message is None or message.read_at is not None or message.event_id is None:
        return [], {}
    key, guest_id = message.invitation_id, message.guest_id
    invitation = await invitation_by_id(tx, key) if key else None
    guest = await load(tx, Guest, guest_id) if guest_id else None
    name = guest.name if guest else ""
    values = {
        "event_id": message.event_id,
        "type": "system",
        "title": (invitation.label if invitation else "") or name,
        "message": excerpt(message.text),
        "reference_type": "message",
        "reference_id": message.id,
        "details": {"invitation_id": str(key) if key else None, "name": name},
    }
    readers = await readers_of(tx, message.event_id, message.organization_id)
    answering = await assigned_to(tx, message.conversation_id)
    return [user for user in readers if user.id == answering] or readers, values


def notification_out(row: Any) -> NotificationOut:
    """A row as its user sees it."""
    one = row[0]
    names = NotificationOut.model_fields.keys() - {"metadata", "path"}
    path = path_of(one.reference_type, one.event_id, one.details)
    kept = {name: getattr(one, name) for name in names}
    return NotificationOut(**kept, metadata=one.details, path=path)


async def notifications_page(
    tx: ReadTx, user_id: UUID, query: PageQuery, *, is_read: bool | None
) -> Page[NotificationOut]:
    """A user's notifications, newest first."""
    statement = select(Notification).where(Notification.user_id == user_id)
    if is_read is not None:
        statement = statement.where(Notification.is_read.is_(is_read))
    by = [Notification.created_at, Notification.id]
    return await page(tx, statement, query, by, notification_out, descending=True)


async def count_unread(tx: ReadTx, user_id: UUID) -> int:
    """How many of a user's notifications are unread. Served by `notifications_unread`."""
    statement = select(func.count()).where(
        Notification.user_id == user_id, Notification.is_read.is_(False)
    )
    return (await tx.execute(statement)).scalar_one()


async def tellable(system: ReadTx, user_id: UUID, rows: Sequence[Any]) -> list[Collected]:
    """These notifications for a mail, without those about guests that their user may no longer read."""
    events: dict[UUID | None, tuple[Event, bool]] = {}
    locale = (await profile_of(system, user_id)).locale
    for event_id in {row.event_id for row in rows if row.event_id is not None}:
        event = await event_by_id(system, event_id)
        if event is not None:
            team = await readers_of(system, event_id, event.organization_id)
            events[event_id] = event, user_id in {one.id for one in team}
    words, told = translator(locale), []
    for row in rows:
        event, is_reader = events.get(row.event_id, (None, False))
        if row.event_id is not None and event is None:
            continue
        if row.reference_type in FOR_THE_TEAM and not is_reader:
            continue
        told.append(
            Collected(
                event=title_in(event, locale) if event else "",
                title=shown_title(words, row.reference_type, row.title),
                message=row.message,
            )
        )
    return told
