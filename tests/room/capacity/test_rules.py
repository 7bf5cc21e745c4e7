"""Places over several pools: all or none, and why not."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest

from convite.room.capacity.rules import Shortage, find_shortages

pytestmark = pytest.mark.unit


@dataclass
class Places:
    capacity: int | None
    taken: int = 0
    held: int = 0
    id: UUID = field(default_factory=uuid4)


def test_a_wish_that_fits_every_pool_has_no_shortage() -> None:
    event, early = Places(100, taken=97, held=1), Places(10, taken=8)

    assert find_shortages([event, early], {event.id: 2, early.id: 2}) == []


def test_every_short_pool_says_what_is_left() -> None:
    event, early, session = Places(100, taken=99), Places(10), Places(20, taken=12, held=8)

    short = find_shortages([event, early, session], {event.id: 2, early.id: 2, session.id: 2})

    assert short == [
        Shortage(pool_id=event.id, wanted=2, left=1),
        Shortage(pool_id=session.id, wanted=2, left=0),
    ]


def test_a_pool_without_a_limit_is_never_short() -> None:
    event = Places(None, taken=1_000_000)

    assert find_shortages([event], {event.id: 500}) == []


def test_giving_back_fits_even_when_the_limit_was_lowered_below_what_is_taken() -> None:
    event = Places(10, taken=14)

    assert find_shortages([event], {event.id: -1}) == []
    assert find_shortages([event], {event.id: 0}) == []
    assert find_shortages([event], {event.id: 1}) == [Shortage(pool_id=event.id, wanted=1, left=0)]


def test_a_pool_that_isnt_locked_cant_be_judged() -> None:
    with pytest.raises(KeyError):
        find_shortages([Places(1)], {uuid4(): 1})
