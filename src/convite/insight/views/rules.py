"""A view of the guest list on paper: one column for each of the view's, in the reader's language."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from convite.core.bidi import word
from convite.core.language import Say
from convite.doors.exports.rules import ExportColumns, ExportRow
from convite.plan.seating.rules import seat_name
from convite.room.attendees.rules import ATTENDANCES, REMOVED, REPLIES

#: The columns of the page when none were chosen.
USUAL = ("party", "status", "email", "seat", "attendance")
#: Columns whose cells are words of the product.
SPOKEN = frozenset({"status", "attendance", "child"})
#: How narrow and wide a column can be, in letters.
NARROWEST, WIDEST = 8, 28
#: Room beside them.
MARGIN = 2


class Replied(Protocol):
    """Somebody on the list, with their reply and whether they have come."""

    @property
    def status(self) -> str:
        """Their reply as it is stored."""

    @property
    def attendance(self) -> str:
        """Whether they are here."""


def totals(people: Iterable[Replied], say: Say) -> str:
    """How many have which reply, and how many have arrived: "Coming: 12 · No reply yet: 3"."""
    listed = list(people)
    replies = Counter(one.status for one in listed)
    came = Counter(one.attendance for one in listed if one.attendance != "not_checked_in")
    counted = [
        *((REPLIES[key], replies[key]) for key in REPLIES if replies[key]),
        *([(REMOVED, replies["canceled"])] if replies["canceled"] else []),
        *((ATTENDANCES[key], came[key]) for key in ATTENDANCES if came[key]),
    ]
    return " · ".join(f"{say(label)}: {number}" for label, number in counted)


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """The people of a view in its order, with the columns that its reader may see."""

    rows: Sequence[ExportRow]
    columns: ExportColumns
    timezone: str


def head_of(view: View, say: Say) -> list[str]:
    """The columns' names; those of questions and parts are the host's own words."""
    own = {str(one.id) for one in view.columns.questions} | part_ids(view)
    heads = [
        # a party is known by its name, not by the key that it has in files
        "Party" if key == "party" else names[0]
        for key, names, _ in view.columns.named
    ]
    keys = [key for key, _, _ in view.columns.named]
    return [
        say("Name"),
        *(head if key in own else say(head) for key, head in zip(keys, heads, strict=True)),
    ]


def part_ids(view: View) -> set[str]:
    """The columns of the event's parts."""
    return {str(part.id) for part in view.columns.parts}


def cells_of(row: ExportRow, view: View, say: Say) -> list[str]:
    """A person's cells; what a file has in several columns stands on several lines."""
    spoken = SPOKEN | part_ids(view)
    zone = ZoneInfo(view.timezone)
    told = [f"{row.first_name} {row.last_name}".strip()]
    for key, _, cells in view.columns.named:
        if key == "seat":
            told.append(seat_name(row.seat_number, say))
        elif key == "party":
            told.append(row.invitation or "")
        elif key in ("replied", "added"):
            moment = row.replied if key == "replied" else row.added
            told.append(moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") if moment else "")
        elif isinstance(ticked := row.answers.get(key), bool):
            told.append(say("Yes") if ticked else say("No"))
        else:
            said = [cell for cell in cells(row) if cell]
            told.append("\n".join(map(say, said) if key in spoken else said))
    return told


def view_rows(view: View, say: Say) -> list[list[str]]:
    """The view as spreadsheet rows."""
    return [head_of(view, say), *(cells_of(row, view, say) for row in view.rows)]


def view_values(view: View, say: Say) -> dict[str, Any]:
    """The values for the template."""
    head, *rows = view_rows(view, say)
    return {
        "totals": word(totals(view.rows, say)),
        "columns": [word(name) for name in head],
        "widths": [width_of(column) for column in zip(head, *rows, strict=True)],
        "rows": [[word(cell) for cell in row] for row in rows],
    }


def width_of(cells: Sequence[str]) -> int:
    """How much of the page's width a column gets: as many letters as most of its cells have."""
    lengths = sorted(max(map(len, cell.splitlines()), default=0) for cell in cells)
    return min(
        WIDEST, max(NARROWEST, MARGIN + len(cells[0]), MARGIN + lengths[len(lengths) * 9 // 10])
    )
