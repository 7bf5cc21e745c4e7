"""Schemas of holds: requests and responses of the hot routes."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

MAX_SEATS = 100

Places = Annotated[int, msgspec.Meta(ge=1, le=MAX_SEATS)]


class Point(msgspec.Struct, forbid_unknown_fields=True):
    """A point on the plan, in plan units."""

    x: float
    y: float


class Block(msgspec.Struct, forbid_unknown_fields=True):
    """Adjacent seats chosen by the server: a number of them, or a whole row or table."""

    places: Places | None = None
    #: The seat or point to be close to. Defaults to the stage.
    near: UUID | Point | None = None
    section: str | None = None
    row: str | None = None
    table_number: str | None = None
    category: str | None = None
    #: Requests all seats of the row or table.
    whole: bool = False
    #: Whether the block may be split over two rows, one behind the other.
    split: bool = True


class HoldBody(msgspec.Struct, forbid_unknown_fields=True):
    """What to hold: specific seats, a block of them, or places without seats."""

    seat_ids: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=MAX_SEATS)] | None = None
    block: Block | None = None
    places: Places | None = None
    #: Of which type of tickets the places are; without one they are the event's.
    ticket_type_id: UUID | None = None
    #: The key of the first hold of a buyer without an account, so that later ones are theirs too.
    key: UUID | None = None


class HeldSeat(msgspec.Struct):
    """A held seat."""

    id: UUID
    seat_number: str


class Hold(msgspec.Struct):
    """A hold. Use `key` to free or extend it."""

    key: UUID
    seats: list[HeldSeat]
    expires_at: datetime
    server_time: datetime
    #: Whether the block had to be split over two rows.
    is_split: bool = False
