"""Arrangements of parties on tables and rows: what they cost, and that the search never makes it worse."""

import math
import random
from uuid import UUID

import pytest

from convite.room.arrangement.rules import (
    Greedy,
    Placement,
    Task,
    cost_of,
    seats_for,
    spots_of,
    unmet_wishes,
)
from convite.room.autoseat.rules import improve
from convite.room.blocks.rules import Lines, PlanSeat, lines_of


def tables(count: int, chairs: int) -> Lines:
    """Round tables in lines of ten."""
    seats = []
    for table in range(count):
        x, y = (table % 10) * 300, (table // 10) * 300
        for chair in range(chairs):
            angle = math.tau * chair / chairs
            seats.append(
                PlanSeat(
                    id=UUID(int=len(seats)),
                    line=f"t{table}",
                    row=None,
                    table_number=f"T{table}",
                    section="",
                    category="regular",
                    x=x + 90 * math.cos(angle),
                    y=y + 90 * math.sin(angle),
                )
            )
    return lines_of(seats, None)


def task_of(
    lines: Lines,
    sizes: list[int],
    *,
    together: list[tuple[int, int]] | None = None,
    apart: list[tuple[int, int]] | None = None,
    fixed: dict[int, set[int]] | None = None,
) -> Task:
    spots, beside = spots_of(lines, b"f" * len(lines.ids))
    return Task(
        sizes=sizes, spots=spots, beside=beside, together=together or [], apart=apart or [],
        fixed=fixed or {},
    )  # fmt: skip


def check(task: Task, placement: Placement) -> None:
    """No spot takes more than it has, nobody sits twice, each seat is given once."""
    used = [0] * len(task.spots)
    for party, parts in placement.items():
        assert sum(parts.values()) <= task.sizes[party]
        for spot, count in parts.items():
            used[spot] += count
    assert all(taken <= len(s.seats) for taken, s in zip(used, task.spots, strict=True))
    seats = [at for given in seats_for(task, placement).values() for at in given]
    assert len(seats) == len(set(seats)) == sum(used)


def test_parties_stay_whole_while_there_is_room() -> None:
    task = task_of(tables(3, 6), [4, 4, 4, 2, 2, 2])

    placement = Greedy(task).run()

    check(task, placement)
    assert all(len(parts) == 1 for parts in placement.values())


def test_party_larger_than_a_table_sits_at_neighbouring_ones() -> None:
    task = task_of(tables(6, 6), [14])

    placement = Greedy(task).run()

    check(task, placement)
    assert sum(placement[0].values()) == 14
    assert len(placement[0]) == 3


def test_who_wants_to_be_apart_is() -> None:
    task = task_of(tables(2, 8), [4, 4, 4, 4], apart=[(0, 1), (2, 3)])

    placement = Greedy(task).run()

    check(task, placement)
    assert unmet_wishes(task, placement) == {"together": [], "apart": []}


def test_friends_of_those_who_sit_already_come_beside_them() -> None:
    lines = tables(40, 8)
    task = task_of(lines, [3], together=[(0, 1)], fixed={1: {33}})

    placement = Greedy(task).run()

    spot = next(iter(placement[0]))
    assert task.spots[spot].line in task.beside[33]


def test_who_finds_no_seat_costs_most() -> None:
    task = task_of(tables(1, 4), [3, 3])

    placement = Greedy(task).run()

    check(task, placement)
    assert sum(sum(parts.values()) for parts in placement.values()) == 4
    assert cost_of(task, placement) >= 20_000


@pytest.mark.parametrize("seed", [1, 2])
def test_search_makes_it_better_and_never_worse(seed: int) -> None:
    chance = random.Random(seed)
    sizes = [chance.choice([1, 2, 2, 3, 4, 5]) for _ in range(60)]
    pairs = [tuple(chance.sample(range(60), 2)) for _ in range(40)]
    lines = tables(math.ceil(sum(sizes) / 8) + 2, 8)
    task = task_of(lines, sizes, together=pairs[:28], apart=pairs[28:])  # type: ignore[arg-type]
    first = Greedy(task).run()
    gains: list[int] = []

    best = improve(task, first, 5.0, gains.append)

    check(task, best)
    assert cost_of(task, best) <= cost_of(task, first)
    assert gains == sorted(gains, reverse=True)
    assert not gains or gains[-1] == cost_of(task, best)
