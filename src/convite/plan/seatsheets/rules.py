"""Converts a plan's seats to CSV and back."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from convite.core.ids import new_id
from convite.core.problems import FieldText
from convite.core.sheet_text import bad_file
from convite.core.sheet_writing import MARK, csv_piece
from convite.core.sheets import Sheet, read_sheet
from convite.plan.seating.rules import MAX_SEATS, TOO_MANY_SEATS

COLUMNS = (
    "seat_number", "zone", "row", "table", "number", "category", "x", "y", "accessible", "companion",
    "blocked", "blocked_reason", "guid",
)  # fmt: skip
#: Aliases of the columns.
ALIASES = {
    "seat": "seat_number", "label": "seat_number", "table_number": "table", "section": "zone",
    "reason": "blocked_reason", "seat_guid": "guid",
}  # fmt: skip
YES = frozenset({"1", "yes", "true", "y", "x", "sí", "si", "نعم"})
NO = frozenset({"", "0", "no", "false", "n", "لا"})

Document = Mapping[str, Any]


def to_csv(document: Document) -> bytes:
    """Returns every seat, in plan order, as a CSV file."""
    zones = {zone["id"]: zone["name"] for zone in document["zones"]}
    rows = {row["id"]: row for row in document["rows"]}
    tables = {table["id"]: table for table in document["tables"]}
    lines = [list(COLUMNS)]
    for seat in document["seats"]:
        row, table = rows.get(seat["line"], {}), tables.get(seat["line"], {})
        lines.append(
            [
                seat["seat_number"],
                zones.get((row or table).get("zone"), ""),
                row.get("label", ""),
                table.get("table_number", ""),
                seat["number"] or "",
                seat["category"],
                *(str(round(seat[name], 3)) for name in ("x", "y")),
                *("yes" if seat[name] else "" for name in ("accessible", "companion", "blocked")),
                seat["blocked_reason"] or "",
                seat["guid"],
            ]
        )
    return MARK + csv_piece(lines)


@dataclass
class PlanBuilder:
    """A plan that is being built from a file. Zones, rows and tables are looked up by name."""

    document: dict[str, Any]
    seats: list[dict[str, Any]] = field(default_factory=list)
    ids: dict[tuple[str, str | None, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kind, name in (("zones", "name"), ("rows", "label"), ("tables", "table_number")):
            for item in self.document[kind]:
                self.ids.setdefault((kind, item.get("zone"), item[name]), item["id"])

    def find_or_add(self, kind: str, zone: str | None, name: str, made: Mapping[str, Any]) -> str:
        """Returns the id of a zone, row or table, and adds it if the name is new."""
        known = self.ids.get((kind, zone, name))
        if known is None:
            known = self.ids[kind, zone, name] = str(new_id())
            home = {} if kind == "zones" else {"zone": zone}
            self.document[kind].append({"id": known, **home, **made})
        return known


def from_csv(content: bytes, document: Document) -> dict[str, Any]:
    """Replaces the plan's seats with the file's. Returns a body that still has to be validated.

    Existing seats keep the values that the file doesn't contain. CPU-bound: call it in a thread.

    Raises:
        Invalid: the file isn't a table, has no `seat_number` column, or a cell has an invalid
            value.
    """
    sheet = read_sheet(content)
    columns = [column_of(name) for name in sheet.columns]
    if "seat_number" not in columns:
        known = ", ".join(COLUMNS)
        english = f"The file needs a column seat_number; it may have {known}."
        raise bad_file(
            FieldText(name="seatsheet.no-column", english=english, values={"columns": known})
        )
    if len(sheet.rows) > MAX_SEATS:
        raise bad_file(TOO_MANY_SEATS)
    lists = ("zones", "rows", "tables", "areas", "categories")
    body = {name: [dict(item) for item in document[name]] for name in lists}
    builder = PlanBuilder({**body, "name": document["name"] or "Plan"})
    present = {seat["seat_number"]: seat for seat in document["seats"]}
    read_rows(sheet, columns, builder, present)
    return {**builder.document, "seats": builder.seats}


def column_of(name: str) -> str:
    """Returns the canonical name of a column."""
    plain = name.strip().lower().replace(" ", "_")
    return ALIASES.get(plain, plain)


def read_rows(
    sheet: Sheet, columns: list[str], builder: PlanBuilder, present: Mapping[str, Mapping[str, Any]]
) -> None:
    """Reads every row of the file."""
    for line, cells in sheet.rows:
        values = {
            column: cells[place]
            for place, column in enumerate(columns)
            if place < len(cells) and column in COLUMNS
        }
        label = values.get("seat_number", "")
        if not label:
            english = f"Line {line} has no seat_number."
            raise bad_file(
                FieldText(name="seatsheet.no-label", english=english, values={"row": line})
            )
        builder.seats.append(seat_of(values, dict(present.get(label, {})), builder, line))


def seat_of(
    values: Mapping[str, str], before: dict[str, Any], builder: PlanBuilder, line: int
) -> dict[str, Any]:
    """Returns one seat: the file's values on top of the previous ones."""
    seat = {**before, "seat_number": values["seat_number"]}
    for name, read in READERS.items():
        if name in values and (values[name] or name not in ("x", "y", "category", "guid")):
            seat[name] = read(values[name], name, line)
    zone_name, row, table = (values.get(name, "") for name in ("zone", "row", "table"))
    if row or table:
        zone = (
            builder.find_or_add("zones", None, zone_name, {"name": zone_name})
            if zone_name
            else None
        )
        if table:
            made = {"table_number": table, "x": seat.get("x") or 0, "y": seat.get("y") or 0}
            seat["line"] = builder.find_or_add("tables", zone, table, made)
            seat["table_number"], seat["row"] = table, None
        else:
            made = {"label": row, "x": seat.get("x") or 0, "y": seat.get("y") or 0}
            seat["line"] = builder.find_or_add("rows", zone, row, made)
            seat["table_number"], seat["row"] = None, seat.get("row") or row
    return seat


def read_text(text: str, _name: str, _line: int) -> str | None:
    """Returns the text, or None if it is empty."""
    return text or None


def read_number(text: str, name: str, line: int) -> float:
    """Parses a number, with a decimal point or comma."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        english = f"Line {line}: {name} must be a number, not {text[:40]!r}."
        raise bad_file(
            FieldText(
                name="seatsheet.number",
                english=english,
                values={"row": line, "column": name, "value": text[:40]},
            )
        )
    return value


def read_flag(text: str, name: str, line: int) -> bool:
    """Parses yes or no."""
    plain = text.strip().lower()
    if plain not in YES | NO:
        english = f"Line {line}: {name} must be yes or no, not {text[:40]!r}."
        raise bad_file(
            FieldText(
                name="seatsheet.flag",
                english=english,
                values={"row": line, "column": name, "value": text[:40]},
            )
        )
    return plain in YES


READERS: dict[str, Callable[[str, str, int], Any]] = {
    "number": read_text, "category": read_text, "blocked_reason": read_text, "guid": read_text,
    "x": read_number, "y": read_number,
    "accessible": read_flag, "companion": read_flag, "blocked": read_flag,
}  # fmt: skip
