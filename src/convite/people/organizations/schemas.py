"""Schemas of organizations."""

from uuid import UUID

from convite.core.shapes import Output


class OrganizationOut(Output):
    """An organization the caller is a member of."""

    id: UUID
    name: str
    kind: str
    currency: str
    country: str | None
