"""Parties and the free stretches they can sit on: cost of an arrangement, and a greedy first one.

A *spot* is what a party can sit on together: the free chairs of a table, or free seats side by side in
a row. Wishes are about tables and rows (*lines*): two parties are together at one line or at
neighbouring ones, and apart when they share none.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from convite.room.blocks.rules import Lines, Point, Run

#: What an arrangement costs: a person without a seat, two who should be apart at one table, a party in
#: more pieces than one, two who should be together and aren't, a single seat left in a row; and a
#: little for being far from what one looks at, a person.
UNSEATED, NOT_APART, SPLIT, NOT_TOGETHER, GAP, FAR = 10_000, 1_500, 300, 200, 20, 3
#: Two lines are neighbours when their middles lie within so many usual steps between lines.
NEAR = 1.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """Free seats that a party can sit on together, in their order."""

    seats: list[int]
    #: Its row or table, by number.
    line: int
    is_table: bool
    #: 0 for what is nearest to what one looks at, 1 for the farthest.
    far: float


@dataclass(frozen=True, kw_only=True)
class Task:
    """What has to be arranged. Parties are numbered; those that sit already come after the others."""

    #: How many of each party want a seat.
    sizes: list[int]
    spots: list[Spot]
    #: Lines that lie beside each line, itself among them.
    beside: dict[int, set[int]]
    #: Pairs of parties.
    together: list[tuple[int, int]]
    apart: list[tuple[int, int]]
    #: Lines at which a party sits already.
    fixed: dict[int, set[int]] = field(default_factory=dict)


#: How many of each party sit on which spot.
Placement = dict[int, dict[int, int]]


def spots_of(lines: Lines, letters: bytes) -> tuple[list[Spot], dict[int, set[int]]]:
    """The free stretches of a plan, and which of its lines are neighbours."""
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
    """Numbers that follow one another, each stretch for itself."""
    parts: list[list[int]] = []
    for at in free:
        if parts and parts[-1][-1] == at - 1:
            parts[-1].append(at)
        else:
            parts.append([at])
    return parts


def middle(run: Run) -> Point:
    """The middle of a line's box."""
    return (run.box[0] + run.box[2]) / 2, (run.box[1] + run.box[3]) / 2


def neighbours(runs: Sequence[Run]) -> dict[int, set[int]]:
    """The lines around each: as near as the nearest one, give or take. Looked up in a coarse grid."""
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
    """About how far lines are from the next, from some of them."""
    some = middles[:: max(1, len(middles) // 40)]
    gaps = [
        min((((x - a) ** 2 + (y - b) ** 2) ** 0.5 for a, b in middles if (a, b) != (x, y)), default=0.0)
        for x, y in some
    ]  # fmt: skip
    return sorted(gaps)[len(gaps) // 2] if gaps else 0.0


def lines_at(task: Task, placement: Placement, party: int) -> set[int]:
    """The lines at which a party sits."""
    own = {task.spots[spot].line for spot, count in placement.get(party, {}).items() if count}
    return own | task.fixed.get(party, set())


def are_close(task: Task, one: Iterable[int], other: set[int]) -> bool:
    """Whether two sets of lines share one, or lie beside each other."""
    return any(task.beside[line] & other for line in one)


def cost_of(task: Task, placement: Placement) -> int:
    """What an arrangement costs; less is better."""
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
    """The pairs that aren't as they were wished; who has no seat can't be."""
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
    """The first arrangement: friends' parties one after the other, the largest first, best fit."""

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
        """Places everybody, in pieces where it must be; whoever is left has no seat."""
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
        """Parties by circles of friends: the largest circle first, in it the largest party."""
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
        """Seats so many of a party on a spot."""
        self.left[spot] -= count
        self.placement.setdefault(party, {})[spot] = count

    def lines_of(self, parties: Iterable[int]) -> set[int]:
        """Where some parties sit by now."""
        return {line for party in parties for line in lines_at(self.task, self.placement, party)}

    def best_spot(self, party: int, size: int) -> int | None:
        """The spot that fits best: near friends, away from foes, nothing or more than one left."""
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
        """The spot for a part of a party: beside its other parts, else the largest one."""
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
    """The seats of each party's people: parties one after the other along each spot."""
    taken: dict[int, list[int]] = defaultdict(list)
    used = [0] * len(task.spots)
    for party in sorted(placement, key=lambda one: (-task.sizes[one], one)):
        for spot, count in sorted(placement[party].items()):
            seats = task.spots[spot].seats
            taken[party] += seats[used[spot] : used[spot] + count]
            used[spot] += count
    return dict(taken)
