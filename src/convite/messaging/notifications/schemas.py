"""Schemas of notifications."""

from datetime import datetime
from typing import Any
from uuid import UUID

from convite.core.paging import Page
from convite.core.shapes import Output
from convite.messaging.notifications.models import NotificationType


class NotificationOut(Output):
    """What the caller is told about; of a guest's message its party and its beginning."""

    id: UUID
    type: NotificationType
    title: str
    message: str
    sender_id: UUID | None
    event_id: UUID | None
    reference_type: str
    reference_id: UUID
    is_read: bool
    metadata: dict[str, Any]
    #: The page of what it is about.
    path: str | None
    created_at: datetime


class NotificationsPage(Page[NotificationOut]):
    """The caller's notifications, and how many are unread, whatever is filtered."""

    unread: int
