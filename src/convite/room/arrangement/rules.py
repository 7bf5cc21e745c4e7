"""Computes the cost of a seating arrangement, and a greedy first one.

A *spot* is what a party can sit on together: the free chairs of a table, or a stretch of adjacent
free seats in a row. Wishes are about tables and rows (*lines*): two parties are together if they
sit at the same line or at neighbouring ones, and apart if they share no line.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from convite.room.blocks.rules import Lines, Point, Run

#: Penalties: per person without a seat, per pair that should be apart but shares a table, per
#: extra piece a party is split into, per pair that should be together but isn't, and per single
#: seat left in a row. FAR is a small penalty per person for distance from the focus.
UNSEATED, NOT_APART, SPLIT, NOT_TOGETHER, GAP, FAR = 10_000, 1_500, 300, 200, 20, 3
#: Two lines are neighbours if their centres are no farther apart than this multiple of the
#: distance to the nearest line.
NEAR = 1.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """A set of free seats that a party can sit on together, in order."""

    seats: list[int]
    #: Index of its row or table.
    line: int
    is_table: bool
    #: Relative distance from the focus: 0 is nearest, 1 is farthest.
    far: float


@dataclass(frozen=True, kw_only=True)
class Task:
    """The arrangement to solve.

    Parties are numbered; those already seated come after the others.
    """

    #: Number of people in each party who need a seat.
    sizes: list[int]
    spots: list[Spot]
    #: The neighbours of each line, including the line itself.
    beside: dict[int, set[int]]
    #: Pairs of parties.
    together: list[tuple[int, int]]
    apart: list[tuple[int, int]]
    #: The lines at which already seated parties sit.
    fixed: dict[int, set[int]] = field(default_factory=dict)


#: Number of people per spot, for each party.
Placement = dict[int, dict[int, int]]


def spots_of(lines: Lines, letters: bytes) -> tuple[list[Spot], dict[int, set[int]]]:
    """Returns a plan's free spots, and the neighbours of each of its lines."""
    spots: list[Spot] = []
    farthest = max((away for away, _ in lines.order), default=0.0) or 1.0
    far = {number: (away / farthest) ** 0.5 for away, number in lines.order}
    for number, run in enumerate(lines.runs):
        is_table = run.table_number is not None
        free = [at for at in range(run.start, run.end) if letters[at] == ord("f")]
        parts = ([free] if free else []) if is_table else stretches(free)
        spots += [Spot(seats=s, line=number, is_table=is_table, far=far[number]) for s in parts]
    return spots, neighbours(lines.runs)


def stretches(free: Sequence[int]) -> list[list[int]]:
    """Groups consecutive numbers into stretches."""
    parts: list[list[int]] = []
    for at in free:
        if parts and parts[-1][-1] == at - 1:
            parts[-1].append(at)
        else:
            parts.append([at])
    return parts


def middle(run: Run) -> Point:
    """Returns the centre of a line's bounding box."""
    return (run.box[0] + run.box[2]) / 2, (run.box[1] + run.box[3]) / 2


def neighbours(runs: Sequence[Run]) -> dict[int, set[int]]:
    """Returns the neighbours of each line: the lines about as near as the nearest one.

    Looks them up in a coarse grid.
    """
    middles = [middle(run) for run in runs]
    grid: dict[tuple[int, int], list[int]] = defaultdict(list)
    cell = typical_gap(middles) * NEAR * 1.5 or 1.0
    for number, (x, y) in enumerate(middles):
        grid[int(x // cell), int(y // cell)].append(number)
    beside: dict[int, set[int]] = {}
    for number, (x, y) in enumerate(middles):
        column, row = int(x // cell), int(y // cell)
        around = [
            other
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in grid.get((column + across, row + down), ())
        ]
        away = {o: ((middles[o][0] - x) ** 2 + (middles[o][1] - y) ** 2) ** 0.5 for o in around}
        nearest = min((d for other, d in away.items() if other != number), default=0.0)
        beside[number] = {o for o, d in away.items() if d <= nearest * NEAR} | {number}
    return beside


def typical_gap(middles: Sequence[Point]) -> float:
    """Returns the median distance from a line to its nearest neighbour, from a sample of lines."""
    some = middles[:: max(1, len(middles) // 40)]
    gaps = [
        min((((x - a) ** 2 + (y - b) ** 2) ** 0.5 for a, b in middles if (a, b) != (x, y)), default=0.0)
        for x, y in some
    ]  # fmt: skip
    return sorted(gaps)[len(gaps) // 2] if gaps else 0.0


def lines_at(task: Task, placement: Placement, party: int) -> set[int]:
    """Returns the lines at which a party sits."""
    own = {task.spots[spot].line for spot, count in placement.get(party, {}).items() if count}
    return own | task.fixed.get(party, set())


def are_close(task: Task, one: Iterable[int], other: set[int]) -> bool:
    """Whether any line of one set equals or neighbours a line of the other."""
    return any(task.beside[line] & other for line in one)


def cost_of(task: Task, placement: Placement) -> int:
    """Returns the cost of an arrangement. Lower is better."""
    cost, used = 0, [0] * len(task.spots)
    for party, size in enumerate(task.sizes):
        parts = {spot: count for spot, count in placement.get(party, {}).items() if count}
        cost += UNSEATED * (size - sum(parts.values())) + SPLIT * max(0, len(parts) - 1)
        for spot, count in parts.items():
            used[spot] += count
            cost += round(FAR * task.spots[spot].far) * count
    cost += GAP * sum(
        1
        for spot, taken in zip(task.spots, used, strict=True)
        if taken and not spot.is_table and len(spot.seats) - taken == 1
    )
    unmet = unmet_wishes(task, placement)
    return cost + NOT_TOGETHER * len(unmet["together"]) + NOT_APART * len(unmet["apart"])


def unmet_wishes(task: Task, placement: Placement) -> dict[str, list[tuple[int, int]]]:
    """Returns the pairs whose wish isn't met. Parties without a seat are left out."""
    where = {
        party: lines_at(task, placement, party)
        for pair in (*task.together, *task.apart)
        for party in pair
    }
    return {
        "together": [
            (a, b)
            for a, b in task.together
            if where[a] and where[b] and not are_close(task, where[a], where[b])
        ],
        "apart": [(a, b) for a, b in task.apart if where[a] & where[b]],
    }


class Greedy:
    """Builds the first arrangement: groups of friends in turn, largest party first, best fit."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.left = [len(spot.seats) for spot in task.spots]
        self.placement: Placement = {}
        self.friends: dict[int, set[int]] = defaultdict(set)
        self.foes: dict[int, set[int]] = defaultdict(set)
        for pairs, known in ((task.together, self.friends), (task.apart, self.foes)):
            for one, other in pairs:
                known[one].add(other)
                known[other].add(one)

    def run(self) -> Placement:
        """Places every party, split up if necessary. People who don't fit stay without a seat."""
        for party in self.order():
            wanted = self.task.sizes[party]
            whole = self.best_spot(party, wanted)
            if whole is not None:
                self.place(party, whole, wanted)
                continue
            while wanted:
                spot = self.best_partial_spot(party)
                if spot is None:
                    break
                count = min(wanted, self.left[spot])
                self.place(party, spot, count)
                wanted -= count
        return self.placement

    def order(self) -> list[int]:
        """Orders parties by group of friends: largest group first, and its largest party first."""
        seen: set[int] = set()
        circles: list[list[int]] = []
        for party in range(len(self.task.sizes)):
            if party in seen:
                continue
            circle, pending = [], [party]
            seen.add(party)
            while pending:
                one = pending.pop()
                circle.append(one)
                unseen = {f for f in self.friends[one] if f < len(self.task.sizes)} - seen
                seen |= unseen
                pending += sorted(unseen)
            circles.append(sorted(circle, key=lambda one: (-self.task.sizes[one], one)))
        circles.sort(key=lambda circle: (-sum(self.task.sizes[one] for one in circle), circle[0]))
        return [party for circle in circles for party in circle]

    def place(self, party: int, spot: int, count: int) -> None:
        """Puts `count` people of a party on a spot."""
        self.left[spot] -= count
        self.placement.setdefault(party, {})[spot] = count

    def lines_of(self, parties: Iterable[int]) -> set[int]:
        """Returns the lines at which the given parties currently sit."""
        return {line for party in parties for line in lines_at(self.task, self.placement, party)}

    def best_spot(self, party: int, size: int) -> int | None:
        """Returns the best spot for a whole party.

        Prefers spots near friends and away from foes that don't leave a single seat over.
        """
        friends = self.lines_of(self.friends[party])
        foes = self.lines_of(self.foes[party])
        choices = []
        for number, spot in enumerate(self.task.spots):
            rest = self.left[number] - size
            if rest < 0:
                continue
            lonely = bool(friends) and not self.task.beside[spot.line] & friends
            gap = rest == 1 and not spot.is_table
            cost = NOT_APART * (spot.line in foes) + NOT_TOGETHER * lonely + GAP * gap
            choices.append((cost + round(FAR * spot.far) * size, rest, number))
        return min(choices)[2] if choices else None

    def best_partial_spot(self, party: int) -> int | None:
        """Returns the spot for part of a party: next to its other parts, otherwise the largest."""
        own = self.lines_of([party])
        foes = self.lines_of(self.foes[party])
        choices = [
            (
                spot.line in foes,
                bool(own) and not self.task.beside[spot.line] & own,
                -self.left[number],
                number,
            )
            for number, spot in enumerate(self.task.spots)
            if self.left[number] and number not in self.placement.get(party, {})
        ]
        return min(choices)[3] if choices else None


def seats_for(task: Task, placement: Placement) -> dict[int, list[int]]:
    """Assigns each party its seats: along each spot, one party after the other."""
    taken: dict[int, list[int]] = defaultdict(list)
    used = [0] * len(task.spots)
    for party in sorted(placement, key=lambda one: (-task.sizes[one], one)):
        for spot, count in sorted(placement[party].items()):
            seats = task.spots[spot].seats
            taken[party] += seats[used[spot] : used[spot] + count]
            used[spot] += count
    return dict(taken)
