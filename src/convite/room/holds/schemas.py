"""Schemas of holds: what the hot door reads and answers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

MOST_SEATS = 100

Places = Annotated[int, msgspec.Meta(ge=1, le=MOST_SEATS)]


class Point(msgspec.Struct, forbid_unknown_fields=True):
    """A place on the plan, in its own units."""

    x: float
    y: float


class Block(msgspec.Struct, forbid_unknown_fields=True):
    """Seats together, chosen by the server: so many, or a whole row or table."""

    places: Places | None = None
    #: A seat or a point to be near to; without it, what is nearest to the stage.
    near: UUID | Point | None = None
    section: str | None = None
    row: str | None = None
    table_number: str | None = None
    category: str | None = None
    #: All seats of the row or table, whatever their number.
    whole: bool = False
    #: Whether two rows, one behind the other, will do when one hasn't so many free.
    split: bool = True


class HoldBody(msgspec.Struct, forbid_unknown_fields=True):
    """Which seats to hold: these, or a block of so many."""

    seat_ids: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=MOST_SEATS)] | None = None
    block: Block | None = None


class HeldSeat(msgspec.Struct):
    """A seat of a hold."""

    id: UUID
    seat_number: str


class Hold(msgspec.Struct):
    """A hold as answered. `key` frees or extends it."""

    key: UUID
    seats: list[HeldSeat]
    expires_at: datetime
    server_time: datetime
    #: A block that didn't fit into one row.
    is_split: bool = False
