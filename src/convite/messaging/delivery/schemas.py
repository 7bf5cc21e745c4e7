"""Schemas of deliveries."""

from datetime import datetime
from uuid import UUID

from convite.core.shapes import Output


class OutboxItem(Output):
    """What would have been sent, had a provider been set."""

    id: UUID
    channel: str
    to: str
    subject: str
    text: str
    links: list[str]
    created_at: datetime
