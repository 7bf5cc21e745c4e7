"""Schemas of moves."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from convite.core.shapes import CleanText, Input, Output

MOST_MOVES = 500


class Move(Input):
    """Who goes to which seat; None takes them off theirs."""

    attendee_id: UUID
    seat_id: UUID | None


class Moves(Input):
    """Moves that happen together or not at all; two people of them may change places."""

    moves: Annotated[list[Move], Field(min_length=1, max_length=MOST_MOVES)]


class Place(Input):
    """A point on the plan, in its own units."""

    x: Annotated[float, Field(allow_inf_nan=False)]
    y: Annotated[float, Field(allow_inf_nan=False)]


class Gather(Input):
    """Seats a whole party together: near a seat or point, in a section, row or at a table."""

    invitation_id: UUID
    near: UUID | Place | None = None
    section: CleanText | None = None
    row: CleanText | None = None
    table_number: CleanText | None = None
    #: Whether two rows, one behind the other, will do.
    split: bool = True


class Seated(Output):
    """Who sits where now."""

    attendee_id: UUID
    seat_id: UUID | None
    seat_number: str | None


class SeatedAll(Output):
    """Who sits where now, in the order of the moves."""

    seats: list[Seated]
    #: A party that didn't fit into one row.
    is_split: bool = False
