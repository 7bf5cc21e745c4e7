"""Improves an arrangement with constraint programming (OR-Tools CP-SAT).

It starts from the greedy arrangement and runs in its own process, so that it can be terminated at
any time and its memory is freed. The model follows the table-seating problem of Bellows &
Peterson, "Finding an Optimal Seating Chart" (2012), with parties instead of persons and pairs of
wishes instead of a matrix.
"""

import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from convite.core.problems import FieldText
from convite.room.arrangement.rules import (
    FAR,
    GAP,
    NOT_APART,
    NOT_TOGETHER,
    SPLIT,
    UNSEATED,
    Placement,
    Task,
    are_close,
    cost_of,
    lines_at,
    unmet_wishes,
)

#: Parties moved in one step, and the time limit of a step in seconds.
STEP_PARTIES, STEP_SECONDS = 36, 2.0
#: Spots considered in a step, besides those its parties vacate.
STEP_SPOTS = 14
#: Stop after this many steps without improvement.
PATIENCE = 60

OnImprovement = Callable[[int], None]


def improve(
    task: Task, start: Placement, seconds: float, on_improvement: OnImprovement
) -> Placement:
    """Returns the best arrangement found within the time limit; never worse than the start.

    Large neighbourhood search: each step lifts some parties around an unmet wish, keeps the others
    fixed, and lets the solver place the lifted ones again. Calls `on_improvement` with each new,
    lower cost.
    """
    rng = random.Random(7)  # noqa: S311  (fixed seed: results are reproducible)
    best, cost = start, cost_of(task, start)
    end, fruitless = time.monotonic() + seconds, 0
    while time.monotonic() < end and fruitless < PATIENCE:
        lifted = pick_neighbourhood(task, best, rng)
        part, numbers, spots = subproblem(task, best, lifted, rng)
        own = {
            place: {spots.index(spot): count for spot, count in best.get(party, {}).items()}
            for place, party in enumerate(numbers[: len(part.sizes)])
        }
        solution = solve(part, own, min(STEP_SECONDS, max(0.1, end - time.monotonic())))
        fruitless += 1
        if solution is None:
            continue
        candidate = {party: parts for party, parts in best.items() if party not in lifted}
        for place, parts in solution.items():
            candidate[numbers[place]] = {spots[spot]: count for spot, count in parts.items()}
        candidate_cost = cost_of(task, candidate)
        if candidate_cost < cost:
            best, cost, fruitless = candidate, candidate_cost, 0
            on_improvement(cost)
    return best


def pick_neighbourhood(task: Task, placement: Placement, rng: random.Random) -> set[int]:
    """Picks the parties to lift in one step.

    These are a party that is split up or has an unmet wish, parties around it, and some random
    ones.
    """
    count = len(task.sizes)
    unmet = unmet_wishes(task, placement)
    candidates: list[tuple[int, ...]] = [pair for pairs in unmet.values() for pair in pairs]
    alone: list[tuple[int, ...]] = [
        (party,)
        for party, size in enumerate(task.sizes)
        if len(placement.get(party, {})) > 1 or sum(placement.get(party, {}).values()) < size
    ]
    candidates += alone
    lifted = set(rng.choice(candidates)) if candidates else {rng.randrange(count)}
    lines = {line for party in lifted for line in lines_at(task, placement, party)}
    lines |= {near for line in lines for near in task.beside[line]}
    around = [p for p in range(count) if lines_at(task, placement, p) & lines]
    rng.shuffle(around)
    lifted |= set(around[: STEP_PARTIES * 2 // 3])
    while len({p for p in lifted if p < count}) < min(STEP_PARTIES, count):
        lifted.add(rng.randrange(count))
    return {party for party in lifted if party < count}


def subproblem(
    task: Task, placement: Placement, lifted: set[int], rng: random.Random
) -> tuple[Task, list[int], list[int]]:
    """Reduces the task to the lifted parties.

    Also returns which parties and spots of the full task its numbers stand for.
    """
    used = [0] * len(task.spots)
    for party, parts in placement.items():
        if party not in lifted:
            for spot, count in parts.items():
                used[spot] += count
    left = {spot for party in lifted for spot in placement.get(party, {})}
    others = [n for n, spot in enumerate(task.spots) if n not in left and used[n] < len(spot.seats)]
    rng.shuffle(others)
    spots = sorted(left | set(others[:STEP_SPOTS]))
    wishes = [pair for pair in (*task.together, *task.apart) if lifted & set(pair)]
    known = sorted({party for pair in wishes for party in pair} - lifted)
    numbers = [*sorted(lifted), *known]
    renumbered = {party: place for place, party in enumerate(numbers)}

    def among(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        return [(renumbered[a], renumbered[b]) for a, b in pairs if a in lifted or b in lifted]

    part = Task(
        sizes=[task.sizes[party] for party in numbers[: len(lifted)]],
        spots=[replace(task.spots[n], seats=task.spots[n].seats[used[n] :]) for n in spots],
        beside=task.beside,
        together=among(task.together),
        apart=among(task.apart),
        fixed={renumbered[party]: lines_at(task, placement, party) for party in known},
    )
    return part, numbers, spots


def solve(task: Task, start: Placement, seconds: float) -> Placement | None:
    """Returns the best arrangement found within the time limit, or None."""
    from ortools.sat.python import cp_model  # slow import, needed only in this process

    model = cp_model.CpModel()
    builder = ModelBuilder(task, start, model)
    builder.build()
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = 7
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return builder.read_solution(solver)


class ModelBuilder:
    """Builds the CP-SAT model: which party sits on which spot, and with how many people."""

    def __init__(self, task: Task, start: Placement, model: Any) -> None:
        self.task = task
        self.start = start
        self.model = model
        self.spots = range(len(task.spots))
        self.sits: dict[tuple[int, int], Any] = {}
        self.by_party: list[dict[int, Any]] = [{} for _ in task.sizes]
        self.count: dict[tuple[int, int], Any] = {}
        self.cost: list[Any] = []

    def build(self) -> None:
        """Adds all variables, constraints and costs."""
        for party, size in enumerate(self.task.sizes):
            self.add_party(party, size)
        for spot in self.spots:
            self.add_spot(spot)
        for one, other in self.task.together:
            self.keep_together(one, other)
        for one, other in self.task.apart:
            self.keep_apart(one, other)
        self.model.minimize(sum(self.cost))

    def add_party(self, party: int, size: int) -> None:
        """Keeps a party on one spot. Only a party that the start had to split may be split."""
        parts = self.start.get(party, {})
        may_split = len(parts) > 1 or sum(parts.values()) < size
        for spot in self.spots:
            capacity = len(self.task.spots[spot].seats)
            if not may_split and capacity < size:
                continue
            sits = self.model.new_bool_var("")
            self.model.add_hint(sits, bool(parts.get(spot)))
            self.sits[party, spot] = self.by_party[party][spot] = sits
            if may_split:
                count = self.model.new_int_var(0, min(size, capacity), "")
                self.model.add(count >= sits)
                self.model.add(count <= min(size, capacity) * sits)
                self.model.add_hint(count, parts.get(spot, 0))
                self.count[party, spot] = count
            else:
                self.count[party, spot] = size * sits
            self.cost.append(round(FAR * self.task.spots[spot].far) * self.count[party, spot])
        own = self.by_party[party]
        seated = sum(self.count[party, spot] for spot in own)
        pieces = sum(own.values())
        self.model.add(seated <= size)
        self.cost.append(UNSEATED * (size - seated))
        if may_split:
            more = self.model.new_int_var(0, max(0, len(self.spots) - 1), "")
            self.model.add(more >= pieces - 1)
            self.model.add_hint(more, max(0, len(parts) - 1))
            self.cost.append(SPLIT * more)
        else:
            self.model.add(pieces <= 1)

    def add_spot(self, spot: int) -> None:
        """Limits a spot to its seats, with a small cost for a single seat left in a row."""
        capacity = len(self.task.spots[spot].seats)
        used = sum(count for key, count in self.count.items() if key[1] == spot)
        self.model.add(used <= capacity)
        if self.task.spots[spot].is_table or capacity < 2:
            return
        taken = sum(parts.get(spot, 0) for parts in self.start.values())
        gap, full = self.model.new_bool_var(""), self.model.new_bool_var("")
        self.model.add(used == capacity).only_enforce_if(full)
        self.model.add(used <= capacity - 2).only_enforce_if([gap.negated(), full.negated()])
        self.model.add_hint(full, taken == capacity)
        self.model.add_hint(gap, taken == capacity - 1)
        self.cost.append(GAP * gap)

    def seated_at(self, party: int, lines: Iterable[int]) -> list[Any]:
        """Returns the variables that say whether a party sits at one of these lines."""
        wanted = set(lines)
        return [
            sits
            for spot, sits in self.by_party[party].items()
            if self.task.spots[spot].line in wanted
        ]

    def possible_lines(self, party: int) -> set[int]:
        """Returns the lines where a party could sit, or sits already."""
        if party in self.task.fixed and party >= len(self.task.sizes):
            return self.task.fixed[party]
        return {self.task.spots[spot].line for spot in self.by_party[party]}

    def keep_together(self, one: int, other: int) -> None:
        """Adds a cost unless both parties share a line or sit at neighbouring ones."""
        if one >= len(self.task.sizes):
            one, other = other, one
        met = []
        mine, theirs = lines_at(self.task, self.start, one), lines_at(self.task, self.start, other)
        for line in self.possible_lines(one):
            here = self.seated_at(one, [line])
            near = self.task.beside[line]
            if other >= len(self.task.sizes):
                if near & self.task.fixed[other]:
                    met += here
                continue
            both = self.model.new_bool_var("")
            self.model.add_hint(both, line in mine and bool(near & theirs))
            self.model.add(sum(here) >= both)
            self.model.add(sum(self.seated_at(other, near)) >= both)
            met.append(both)
        missed = self.model.new_bool_var("")
        self.model.add_hint(missed, not are_close(self.task, mine, theirs))
        self.model.add(sum(met) + missed >= 1)
        self.cost.append(NOT_TOGETHER * missed)

    def keep_apart(self, one: int, other: int) -> None:
        """Adds a cost if both parties share a line."""
        if one >= len(self.task.sizes):
            one, other = other, one
        shared = self.model.new_bool_var("")
        clash = lines_at(self.task, self.start, one) & lines_at(self.task, self.start, other)
        self.model.add_hint(shared, bool(clash))
        for line in self.possible_lines(one) & self.possible_lines(other):
            for here in self.seated_at(one, [line]):
                if other >= len(self.task.sizes):
                    self.model.add(here <= shared)
                for there in self.seated_at(other, [line]) if other < len(self.task.sizes) else []:
                    self.model.add(here + there <= 1 + shared)
        self.cost.append(NOT_APART * shared)

    def read_solution(self, solver: Any) -> Placement:
        """Converts the solver's values to an arrangement."""
        placement: Placement = {}
        for (party, spot), count in self.count.items():
            value = int(solver.value(count))
            if value:
                placement.setdefault(party, {})[spot] = value
        return placement


def no_sections(known: Iterable[str | None]) -> FieldText:
    """The plan doesn't have all of the chosen sections; says which it has."""
    names = ", ".join(sorted(name for name in known if name))
    english = f"The plan doesn't have this section; it has {names}."
    return FieldText(name="plan.no-sections", english=english, values={"known": names})
