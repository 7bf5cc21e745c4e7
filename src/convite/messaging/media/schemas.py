"""Schemas of messages' files."""

from uuid import UUID

from convite.core.shapes import Output
from convite.gateways.channels import MediaKind


class MessageFileOut(Output):
    """A file of a message; it can be read once it has a size."""

    id: UUID
    kind: MediaKind
    name: str
    content_type: str
    size: int
    error: str | None
