"""Blocks on small plans, drawn as text: `f` is free, `a` taken, a blank an aisle."""

import math
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from convite.room.blocks.rules import (
    BlockCriteria,
    Lines,
    PlanSeat,
    choose,
    lines_of,
    longest_free_run,
    orphaned_seats,
)


def drawn(*rows: str) -> tuple[Lines, bytearray]:
    """Rows one behind the other, a step apart; the stage is in the middle above them."""
    seats, letters = [], bytearray()
    for y, row in enumerate(rows):
        for x, letter in enumerate(row):
            if letter != " ":
                seats.append(seat(len(seats), line=f"row{y}", row=chr(65 + y), x=x, y=y))
                letters.append(ord(letter))
    return lines_of(seats, None), letters


def seat(number: int, *, line: str, x: float, y: float, **more: str) -> PlanSeat:
    return PlanSeat(
        id=UUID(int=number),
        line=line,
        row=more.get("row"),
        table_number=more.get("table_number"),
        section=more.get("section", ""),
        category="regular",
        x=x,
        y=y,
    )


def table(letters: str) -> tuple[Lines, bytearray]:
    """A round table."""
    turn = math.tau / len(letters)
    seats = [
        seat(n, line="t", table_number="T", x=math.cos(n * turn), y=math.sin(n * turn))
        for n in range(len(letters))
    ]
    return lines_of(seats, None), bytearray(letters.encode())


def chosen(plan: tuple[Lines, bytearray], places: int, **more: object) -> list[int] | None:
    found = choose(*plan, BlockCriteria(places=places, **more))  # type: ignore[arg-type]
    return found.seats if found else None


def test_block_is_in_front_in_the_middle() -> None:
    assert chosen(drawn("fffffff", "fffffff"), 3) == [2, 3, 4]


def test_block_leaves_nobody_a_single_seat() -> None:
    # in the middle it would leave one on each side
    assert chosen(drawn("afffffa"), 3) in ([1, 2, 3], [3, 4, 5])
    # a whole gap is better than a nearer one that leaves a single seat
    assert chosen(drawn("aaffffaa", "aaafffaa"), 3) == [11, 12, 13]


def test_block_does_not_cross_an_aisle() -> None:
    assert chosen(drawn("ff  ff", "aaaaff"), 3, may_split=False) is None
    assert chosen(drawn("ff  fff"), 3) == [2, 3, 4]


def test_block_goes_around_a_table() -> None:
    assert sorted(chosen(table("ffaaaaff"), 4) or []) == [0, 1, 6, 7]


def test_block_is_near_a_point_or_within_a_row() -> None:
    plan = drawn("ffffff", "ffffff", "ffffff")

    assert chosen(plan, 2, near=(5.0, 2.0)) == [16, 17]
    assert chosen(plan, 2, row="B") == [8, 9]


def test_block_is_split_over_two_rows_as_evenly_as_can_be() -> None:
    found = choose(*drawn("affffa", "afffaa", "ffaaaa"), BlockCriteria(places=6))

    assert found is not None
    assert (sorted(found.seats), found.is_split) == ([2, 3, 4, 7, 8, 9], True)


def test_the_most_side_by_side_is_told() -> None:
    assert longest_free_run(*drawn("affa", "fffa"), BlockCriteria(places=9)) == 3
    assert longest_free_run(*table("ffaaaaff"), BlockCriteria(places=9)) == 4


def test_a_choice_that_leaves_one_alone_is_noticed() -> None:
    def alone(row: str, *taken: int) -> list[int]:
        return orphaned_seats(*drawn(row), list(taken))

    assert alone("affffffa", 2) == [1]
    assert alone("affffffa", 1, 3) == [2]
    assert alone("affffffa", 3) == []
    assert alone("ffff", 1) == []  # at the end of a row it isn't between two
    assert alone("affa", 1) == []  # whichever of the two is taken, one stays
    assert alone("afaffa", 3, 4) == []  # that one was alone before


LETTERS = some.text(alphabet="fa ", min_size=1, max_size=14)


@given(some.lists(LETTERS, min_size=1, max_size=5), some.integers(1, 6))
def test_block_is_found_wherever_there_is_one(rows: list[str], places: int) -> None:
    plan = drawn(*(row.strip() or "a" for row in rows))
    lines, letters = plan
    stretches = [
        at
        for run in lines.runs
        for at in range(run.start, run.end - places + 1)
        if letters[at : at + places] == b"f" * places
    ]

    found = choose(lines, letters, BlockCriteria(places=places))

    if found is None:
        assert not stretches
        return
    assert len(set(found.seats)) == places
    assert all(letters[at] == ord("f") for at in found.seats)
    assert found.is_split == (not stretches)
    if not found.is_split:
        assert found.seats[0] in stretches
