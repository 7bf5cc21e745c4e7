"""Schemas of deliveries."""

from datetime import datetime
from uuid import UUID

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
