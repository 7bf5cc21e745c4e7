"""Finds adjacent seats and picks the best block. Pure functions over a plan's lines."""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from uuid import UUID

FREE = b"f"
FREE_STRETCH = re.compile(rb"f+")
#: Neighbours farther apart than this multiple of the line's median step have an aisle between
#: them.
AISLE = 1.75
#: The two parts of a split block may be at most this many steps apart.
BEHIND = 3.5
#: Windows tried for the first part of a block that is split over two rows.
MAX_PARTS = 300

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanSeat:
    """The fields of a seat that lines are built from, in plan order."""

    id: UUID
    #: Id of its row or table in the drawing.
    line: str
    row: str | None
    table_number: str | None
    section: str
    category: str
    x: float
    y: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Adjacent seats without an aisle: indexes `start` to `end` (exclusive) in plan order."""

    start: int
    end: int
    #: Seats around a table: the last is next to the first.
    is_ring: bool
    row: str | None
    table_number: str | None
    section: str
    #: Median distance between two neighbours.
    step: float
    #: Bounding box: left, top, right, bottom.
    box: tuple[float, float, float, float]

    def distance_to(self, point: Point) -> float:
        """Returns the squared distance from a point to the bounding box."""
        across = max(self.box[0] - point[0], 0.0, point[0] - self.box[2])
        down = max(self.box[1] - point[1], 0.0, point[1] - self.box[3])
        return across * across + down * down


@dataclass(frozen=True, kw_only=True, slots=True)
class Lines:
    """A plan as runs of seats. Per-seat lists are indexed by plan order."""

    ids: list[UUID]
    xs: "array[float]"
    ys: "array[float]"
    runs: list[Run]
    #: Seat indexes by category.
    categories: dict[str, list[int]]
    #: What guests look at: the stage, or the middle of the top edge.
    focus: Point
    index: dict[UUID, int]
    #: Runs as (squared distance to the focus, index), nearest first.
    order: list[tuple[float, int]]

    def point_of(self, seat_id: UUID) -> Point | None:
        """Returns a seat's position, or None if it isn't on the plan."""
        at = self.index.get(seat_id)
        return None if at is None else (self.xs[at], self.ys[at])


def lines_of(seats: Sequence[PlanSeat], stage: Point | None) -> Lines:
    """Builds the runs from seats in plan order."""
    xs = array("d", (seat.x for seat in seats))
    ys = array("d", (seat.y for seat in seats))
    categories: dict[str, list[int]] = {}
    for at, seat in enumerate(seats):
        categories.setdefault(seat.category, []).append(at)
    runs: list[Run] = []
    start = 0
    for at in range(1, len(seats) + 1):
        if at == len(seats) or line_key(seats[at]) != line_key(seats[start]):
            runs += split_at_aisles(seats, xs, ys, start, at)
            start = at
    top = (((min(xs) + max(xs)) / 2, min(ys)) if seats else (0.0, 0.0)) if stage is None else stage
    ids = [seat.id for seat in seats]
    return Lines(
        ids=ids, xs=xs, ys=ys, runs=runs, categories=categories, focus=top,
        index={seat_id: at for at, seat_id in enumerate(ids)},
        order=sorted((run.distance_to(top), number) for number, run in enumerate(runs)),
    )  # fmt: skip


def line_key(seat: PlanSeat) -> tuple[str, str | None, str | None, str]:
    """Returns the key that distinguishes lines."""
    return seat.line, seat.row, seat.table_number, seat.section


def split_at_aisles(
    seats: Sequence[PlanSeat], xs: "array[float]", ys: "array[float]", start: int, end: int
) -> list[Run]:
    """Splits one line at its aisles. A table whose last chair is next to its first stays a ring."""

    def apart(one: int, other: int) -> float:
        return float(((xs[one] - xs[other]) ** 2 + (ys[one] - ys[other]) ** 2) ** 0.5)

    steps = [apart(at, at + 1) for at in range(start, end - 1)]
    step = median(steps) if steps else 0.0
    cuts = [start + n + 1 for n, length in enumerate(steps) if length > AISLE * step]
    is_ring = (
        not cuts
        and seats[start].table_number is not None
        and end - start > 2
        and apart(start, end - 1) <= AISLE * step
    )
    edges = [start, *cuts, end]
    return [
        Run(
            start=first, end=last, is_ring=is_ring, row=seats[start].row,
            table_number=seats[start].table_number, section=seats[start].section, step=step,
            box=(min(xs[first:last]), min(ys[first:last]), max(xs[first:last]), max(ys[first:last])),
        )
        for first, last in pairwise(edges)
    ]  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockCriteria:
    """What kind of block is requested."""

    places: int
    near: Point | None = None
    section: str | None = None
    row: str | None = None
    table_number: str | None = None
    #: Whether the block may be split over two rows.
    may_split: bool = True

    def matches(self, run: Run) -> bool:
        """Whether the block may be in this run."""
        return (
            (self.section is None or run.section == self.section)
            and (self.row is None or run.row == self.row)
            and (self.table_number is None or run.table_number == self.table_number)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ChosenSeats:
    """Indexes of a block's seats, in line order."""

    seats: list[int]
    is_split: bool = False


def choose(lines: Lines, letters: bytearray, criteria: BlockCriteria) -> ChosenSeats | None:
    """Returns the best block: adjacent seats, no single seat left over, nearest to the target.

    If no run has enough free seats, it tries two rows, one behind the other. Returns None if that
    fails too.
    """
    target = criteria.near or lines.focus
    order = nearest_first(lines, target)
    best: tuple[bool, float] | None = None
    best_seats: list[int] = []
    for away, number in order:
        if best is not None and not best[0] and away >= best[1]:
            break  # all remaining runs are farther away
        run = lines.runs[number]
        if not criteria.matches(run):
            continue
        for seats, leaves_one in windows(run, letters, criteria.places):
            score = (leaves_one, distance(lines, seats, target))
            if best is None or score < best:
                best, best_seats = score, seats
    if best_seats:
        return ChosenSeats(seats=best_seats)
    if not criteria.may_split or criteria.places < 2:
        return None
    return split(
        lines, letters, criteria, [run for _, n in order if criteria.matches(run := lines.runs[n])]
    )


def nearest_first(lines: Lines, target: Point) -> list[tuple[float, int]]:
    """Returns the runs by distance to a point. Precomputed for the focus."""
    if target == lines.focus:
        return lines.order
    return sorted((run.distance_to(target), number) for number, run in enumerate(lines.runs))


def windows(run: Run, letters: bytearray, places: int) -> list[tuple[list[int], bool]]:
    """Returns all windows of `places` free seats in a run, and whether each orphans a seat."""
    size = run.end - run.start
    if places > size:
        return []
    if run.is_ring:
        return ring_windows(run, bytes(letters[run.start : run.end]), places)
    pattern = FREE * places
    at = letters.find(pattern, run.start, run.end)
    options = []
    while at >= 0:
        end = at + places
        alone = (
            at - 1 >= run.start
            and letters[at - 1] == FREE[0]
            and (at - 1 == run.start or letters[at - 2] != FREE[0])
        ) or (
            end < run.end
            and letters[end] == FREE[0]
            and (end + 1 == run.end or letters[end + 1] != FREE[0])
        )
        options.append((list(range(at, end)), alone))
        at = letters.find(pattern, at + 1, run.end)
    return options


def ring_windows(run: Run, part: bytes, places: int) -> list[tuple[list[int], bool]]:
    """Like `windows`, for a table where the last chair is next to the first."""
    size = len(part)
    twice = part + part
    options = []
    for at in range(size if places < size else 1):
        if twice.startswith(FREE * places, at):
            rest = twice[at + places : at + size]  # the other seats, in order around the table
            alone = len(rest) > 1 and (
                (rest[:1] == FREE != rest[1:2]) or (rest[-1:] == FREE != rest[-2:-1])
            )
            options.append(([run.start + (at + n) % size for n in range(places)], alone))
    return options


def distance(lines: Lines, seats: Sequence[int], target: Point) -> float:
    """Returns the squared distance from a block's centre to a point."""
    middle = centre(lines, seats)
    return (middle[0] - target[0]) ** 2 + (middle[1] - target[1]) ** 2


def centre(lines: Lines, seats: Sequence[int]) -> Point:
    """Returns the centre of the seats."""
    count = len(seats)
    return sum(lines.xs[at] for at in seats) / count, sum(lines.ys[at] for at in seats) / count


def split(
    lines: Lines, letters: bytearray, criteria: BlockCriteria, runs: Sequence[Run]
) -> ChosenSeats | None:
    """Returns a block in two parts, one behind the other, as equal in size as possible."""
    target = criteria.near or lines.focus
    for larger in range((criteria.places + 1) // 2, criteria.places):
        rest = criteria.places - larger
        tried = 0
        best: tuple[float, list[int]] | None = None
        for run in runs:
            for first, _ in windows(run, letters, larger):
                tried += 1
                second = second_part(lines, letters, runs, run, first, rest)
                if second is not None:
                    score = distance(lines, [*first, *second], target)
                    if best is None or score < best[0]:
                        best = score, [*first, *second]
            if tried > MAX_PARTS:
                break
        if best is not None:
            return ChosenSeats(seats=best[1], is_split=True)
    return None


def second_part(
    lines: Lines,
    letters: bytearray,
    runs: Sequence[Run],
    own: Run,
    first: Sequence[int],
    places: int,
) -> list[int] | None:
    """Returns free seats in another run, close to the centre of the first part."""
    middle = centre(lines, first)
    reach = (BEHIND * own.step) ** 2
    best: tuple[float, list[int]] | None = None
    for run in runs:
        if run is own or run.distance_to(middle) > reach:
            continue
        for seats, _ in windows(run, letters, places):
            away = distance(lines, seats, middle)
            if away <= reach * max(1, len(first)) and (best is None or away < best[0]):
                best = away, seats
    return best[1] if best else None


def longest_free_run(lines: Lines, letters: bytearray, criteria: BlockCriteria) -> int:
    """Returns the largest number of adjacent free seats where the block may be."""
    most = 0
    for run in lines.runs:
        if criteria.matches(run):
            size = run.end - run.start
            part = bytes(letters[run.start : run.end])
            pieces = FREE_STRETCH.findall(part + part if run.is_ring else part)
            most = max([most, *(min(size, len(piece)) for piece in pieces)])
    return most


def orphaned_seats(lines: Lines, letters: bytearray, taken: Sequence[int]) -> list[int]:
    """Returns the free seats that taking these would orphan between two taken ones.

    A gap that any choice of the same size in the same free stretch would leave doesn't count.
    """
    after = bytearray(letters)
    for at in taken:
        after[at] = ord("a")
    chosen = set(taken)
    touched = [run for run in lines.runs if any(run.start <= at < run.end for at in chosen)]
    return [
        at
        for run in touched
        for at in range(run.start + 1, run.end - 1)
        if after[at - 1] != FREE[0] == after[at] != after[at + 1]
        and (at - 1 in chosen or at + 1 in chosen)
        and is_avoidable(run, letters, chosen, at)
    ]


def is_avoidable(run: Run, letters: bytearray, chosen: set[int], at: int) -> bool:
    """Whether the same number of seats fits into the free stretch without orphaning this seat."""
    start = end = at
    while start > run.start and (letters[start - 1] == FREE[0] or start - 1 in chosen):
        start -= 1
    while end < run.end - 1 and (letters[end + 1] == FREE[0] or end + 1 in chosen):
        end += 1
    own = sum(1 for seat in chosen if start <= seat <= end)
    return (end - start + 1) - own != 1
