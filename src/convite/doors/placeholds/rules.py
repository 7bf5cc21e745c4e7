"""Requests for places without seats."""

from dataclasses import dataclass
from uuid import UUID

from convite.room.holds.rules import HoldRequest


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacesRequest:
    """How many places somebody wants. `hold` contains everything but them."""

    places: int
    ticket_type_id: UUID | None
    hold: HoldRequest
