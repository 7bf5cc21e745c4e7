"""Schemas of notifications."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import field_validator

from convite.core.paging import Page
from convite.core.shapes import Input, Output, PartialInput, not_null
from convite.messaging.notifications.models import NotificationType
from convite.messaging.notifications.rules import Kind, MailChoice, choices_of


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


class ChoiceOut(Output):
    """How the caller is told of one kind of news, besides in the web app."""

    #: At once (messages of guests at most hourly for each event), at 8 in the morning, or not at all.
    mail: MailChoice
    #: On the devices on which notifications are on.
    push: bool


class ChoicesOut(Output):
    """How the caller is told of each kind of news. What keeps their account safe is always told."""

    kinds: dict[Kind, ChoiceOut]


def choices_out(preferences: Mapping[str, Any]) -> ChoicesOut:
    """What somebody chose, defaults included."""
    chosen = choices_of(preferences)
    return ChoicesOut(
        kinds={kind: ChoiceOut.model_validate(choice) for kind, choice in chosen.items()}
    )


class ChoiceUpdate(PartialInput):
    """What is to be changed for one kind of news."""

    mail: MailChoice | None = None
    push: bool | None = None

    filled = field_validator("mail", "push", mode="before")(not_null)


class ChoicesUpdate(Input):
    """The kinds for which something is to be changed."""

    kinds: dict[Kind, ChoiceUpdate]
