"""Schemas of deliveries."""

from datetime import datetime
from uuid import UUID

from convite.core.paging import Page
from convite.core.shapes import Output


class OutboxItem(Output):
    """What would have been sent if a provider were configured."""

    id: UUID
    channel: str
    to: str
    subject: str
    text: str
    links: list[str]
    created_at: datetime


class OutboxPage(Page[OutboxItem]):
    """A page of the outbox."""

    #: Whether anybody on this machine may read it, without logging in: only in a demo.
    is_open: bool = False
