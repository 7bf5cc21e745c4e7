"""Shapes of holds: what the hot door reads and answers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

MOST_SEATS = 100

Places = Annotated[int, msgspec.Meta(ge=1, le=MOST_SEATS)]


class Block(msgspec.Struct, forbid_unknown_fields=True):
    """Seats side by side, chosen by the server."""

    places: Places
    #: A seat to be near to.
    near: UUID | None = None
    table_number: str | None = None


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
