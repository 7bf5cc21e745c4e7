"""Which holds are asked for in one statement."""

from uuid import UUID

import pytest

from convite.core.ids import new_id
from convite.core.log import SYSTEM
from convite.room.holds.rules import HoldRequest, next_turn

pytestmark = pytest.mark.unit

ONE, OTHER, THIRD = new_id(), new_id(), new_id()


def request(*seats: UUID, holder: UUID | None = None) -> HoldRequest:
    """A guest's request, with a limit; an organizer's without a holder."""
    return HoldRequest(
        key=new_id(), actor=SYSTEM, holder_kind="guest" if holder else "user",
        holder_id=holder or ONE, seat_ids=seats, seconds=60,
        max_seats=4 if holder else None, is_staff=holder is None,
    )  # fmt: skip


def test_requests_that_share_a_seat_take_turns() -> None:
    requests = [request(ONE, OTHER), request(OTHER), request(THIRD)]

    assert next_turn(requests, [0, 1, 2]) == ([0, 2], [1])
    assert next_turn(requests, [1]) == ([1], [])


def test_requests_that_share_a_limit_take_turns() -> None:
    holder = new_id()
    limited = [request(ONE, holder=holder), request(OTHER, holder=holder)]

    assert next_turn(limited, [0, 1]) == ([0], [1])
    assert next_turn([request(ONE), request(OTHER)], [0, 1]) == ([0, 1], [])
