"""Schemas of moves."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from convite.core.shapes import CleanText, Input, Output

MAX_MOVES = 500


class Move(Input):
    """Who moves to which seat; null takes them off their seat."""

    attendee_id: UUID
    seat_id: UUID | None


class Moves(Input):
    """Moves that succeed or fail together. Two people can swap seats."""

    moves: Annotated[list[Move], Field(min_length=1, max_length=MAX_MOVES)]


class Place(Input):
    """A point on the plan, in plan units."""

    x: Annotated[float, Field(allow_inf_nan=False)]
    y: Annotated[float, Field(allow_inf_nan=False)]


class Gather(Input):
    """Seats a whole party together: near a seat or point, in a section or row, or at a table."""

    invitation_id: UUID
    near: UUID | Place | None = None
    section: CleanText | None = None
    row: CleanText | None = None
    table_number: CleanText | None = None
    #: Whether the party may be split over two rows.
    split: bool = True


class Seated(Output):
    """Where someone sits now."""

    attendee_id: UUID
    seat_id: UUID | None
    seat_number: str | None


class SeatedAll(Output):
    """Where people sit now, in the order of the moves."""

    seats: list[Seated]
    #: Whether the party had to be split over two rows.
    is_split: bool = False
