"""Builds a plan from its drawing and seats, and compares two plans. Pure functions."""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec

from convite.core.ids import new_id
from convite.core.problems import Conflict, FieldText, Invalid, StaleVersion, invalid
from convite.plan.seating.rules import (
    TOO_MANY_SEATS,
    repeated_guid,
    repeated_seat,
    unknown_category,
)
from convite.plan.seating.schemas import PlanBody, SeatFields

#: Fields of a seat in a document. The order is the same everywhere.
FIELDS = (
    "seat_number", "guid", "table_number", "row", "line", "number", "category", "x", "y", "accessible",
    "companion", "blocked", "blocked_reason", "drawn",
)  # fmt: skip
#: Lists that the drawing stores besides its seats.
SHAPES = ("zones", "rows", "tables", "areas")
FORMAT = "convite-plan/1"
#: Seats without a position are placed in lines below the others.
SEAT_STEP, ROW_STEP, SEATS_IN_LINE = 60.0, 90.0, 20
#: How many faults of one plan are listed.
MAX_FAULTS = 20
#: Upper bounds of JSON brackets and commas in a valid plan. Larger bodies aren't parsed.
MAX_OBJECTS, MAX_VALUES = 450_000, 2_500_000

Record = Mapping[str, Any]


def check_not_empty(content: bytes) -> None:
    """Refuses an empty body."""
    if not content.strip():
        english = "Send a plan: own JSON, pretix seating-plan JSON, or CSV of seats."
        raise invalid("", FieldText(name="plan.empty", english=english))


def version_from_etag(if_match: str) -> int:
    """Returns the version given in an `If-Match` header.

    Raises:
        StaleVersion: the header names no version of this plan.
    """
    match = re.fullmatch(r'(?:W/)?"?(?:[0-9a-f-]{36}-)?(\d{1,9})"?', if_match.strip())
    if not match:
        raise StaleVersion("If-Match doesn't name a version of this plan.", current=None)
    return int(match[1])


def check_bounds(content: bytes) -> None:
    """Refuses a body that is far too large for a plan, before it is parsed into memory.

    Raises:
        Invalid: the body is too large.
    """
    opened = content.count(b"{") + content.count(b"[")
    if opened > MAX_OBJECTS or content.count(b",") > MAX_VALUES:
        raise invalid("seats", TOO_MANY_SEATS)


def document_of(
    head: Mapping[str, Any], drawing: Mapping[str, Any], seats: Iterable[Record]
) -> dict[str, Any]:
    """Builds the whole document. Seats added without a drawing get an implied row or table."""
    document: dict[str, Any] = {
        "format": FORMAT,
        **head,
        "size": drawing.get("size"),
        "background": drawing.get("background"),
        **{name: [dict(shape) for shape in drawing.get(name, [])] for name in SHAPES},
    }
    for kind, prefix in (("tables", "t"), ("areas", "a")):
        for number, shape in enumerate(document[kind]):
            name = shape.get("table_number", number)
            shape["id"] = shape.get("id") or f"{prefix}:{name}"
    lines = {shape["id"] for kind in ("rows", "tables") for shape in document[kind]}
    placed = []
    for record in seats:
        seat = {name: record[name] for name in FIELDS}
        if seat["line"] not in lines:
            seat["line"] = implied_line(document, lines, seat)
        placed.append(seat)
    document["seats"] = placed
    return document


def implied_line(document: dict[str, Any], lines: set[str], seat: Record) -> str | None:
    """Returns the id of the row or table that a seat names, and adds it if the drawing has none."""
    if seat["table_number"]:
        key, kind = f"t:{seat['table_number']}", "tables"
        known = next(
            (t["id"] for t in document["tables"] if t["table_number"] == seat["table_number"]), key
        )
        shape: dict[str, Any] = {"table_number": seat["table_number"]}
    elif seat["row"]:
        known, kind, shape = f"r:{seat['row']}", "rows", {"label": seat["row"]}
    else:
        return None
    if known not in lines:
        lines.add(known)
        document[kind].append({"id": known, **shape, "x": seat["x"], "y": seat["y"]})
    return str(known)


def repeated_id(key: str) -> FieldText:
    """Two shapes have the same id."""
    english = f"The id {key!r} is in the plan twice."
    return FieldText(name="plan.same-id", english=english, values={"id": key})


def unknown_zone(zone: str) -> FieldText:
    """A shape names a zone that the plan doesn't have."""
    english = f"The plan has no zone {zone!r}."
    return FieldText(name="plan.no-zone", english=english, values={"zone": zone})


def unknown_line(line: str) -> FieldText:
    """A seat names a row or table that the plan doesn't have."""
    english = f"The plan has no row or table {line!r}."
    return FieldText(name="plan.no-line", english=english, values={"line": line})


def find_faults(body: PlanBody) -> list[tuple[str, FieldText]]:
    """Lists inconsistencies of a document as dotted path and sentence, up to a limit."""
    faults: list[tuple[str, FieldText]] = []
    ids: set[str | None] = set()
    zones = {zone.id for zone in body.zones}
    for kind in SHAPES:
        for number, shape in enumerate(getattr(body, kind)):
            key, zone = getattr(shape, "id", None), getattr(shape, "zone", None)
            if key is not None and key in ids:
                faults.append((f"{kind}.{number}.id", repeated_id(key)))
            ids.add(key)
            if zone is not None and zone not in zones:
                faults.append((f"{kind}.{number}.zone", unknown_zone(zone)))
            if len(faults) >= MAX_FAULTS:
                return faults
    return [*faults, *seat_faults(body)][:MAX_FAULTS]


def seat_faults(body: PlanBody) -> list[tuple[str, FieldText]]:
    """Lists inconsistencies of the seats."""
    faults: list[tuple[str, FieldText]] = []
    kinds = {category.name for category in body.categories}
    lines = {row.id for row in body.rows} | {table.id for table in body.tables}
    labels: set[str] = set()
    guids: set[str] = set()
    for number, seat in enumerate(body.seats):
        path = f"seats.{number}"
        if seat.seat_number in labels:
            faults.append((f"{path}.seat_number", repeated_seat(seat.seat_number)))
        if seat.guid is not None and seat.guid in guids:
            faults.append((f"{path}.guid", repeated_guid(seat.guid)))
        if seat.category not in kinds:
            faults.append((f"{path}.category", unknown_category(seat.category, kinds)))
        if seat.line is not None and seat.line not in lines:
            faults.append((f"{path}.line", unknown_line(seat.line)))
        labels.add(seat.seat_number)
        if seat.guid is not None:
            guids.add(seat.guid)
        if len(faults) >= MAX_FAULTS:
            break
    return faults


def check_consistent(body: PlanBody) -> None:
    """Refuses an inconsistent document.

    Raises:
        Invalid: lists every fault.
    """
    faults = find_faults(body)
    if faults:
        named = [{"pointer": "/" + path.replace(".", "/"), "detail": text} for path, text in faults]
        raise Invalid(faults[0][1], errors=named)


@dataclass(slots=True)
class PlanDiff:
    """What a save changes: seats to add, change and remove, and who would lose theirs."""

    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    #: Ids of seats that are no longer in the plan.
    removed: list[UUID] = field(default_factory=list)
    #: Ids of seats that become blocked.
    blocked: list[UUID] = field(default_factory=list)
    #: Old and new label, by id of the seat.
    renamed: dict[UUID, tuple[str, str]] = field(default_factory=dict)

    @property
    def touched(self) -> list[UUID]:
        """Ids of existing seats that change or go, in lock order."""
        return sorted({row["id"] for row in self.changed} | set(self.removed))

    @property
    def leaving(self) -> list[UUID]:
        """Ids of the seats where nobody may stay."""
        return sorted({*self.removed, *self.blocked})


def diff_seats(present: Sequence[Record], wanted: Sequence[SeatFields]) -> PlanDiff:
    """Returns the changes from the present seats to the wanted ones.

    Seats are matched by label, because that is what people were told. A seat with a new label is
    matched by guid instead, unless the wanted plan still contains the old label.
    """
    by_label = {seat["seat_number"]: seat for seat in present}
    by_guid = {seat["guid"]: seat for seat in present}
    labels = {seat.seat_number for seat in wanted}
    guids = {seat.guid for seat in wanted if seat.guid}
    diff = PlanDiff()
    kept: set[UUID] = set()
    bottom = max((seat["y"] for seat in present), default=-2 * ROW_STEP)
    top = bottom + 2 * ROW_STEP
    loose = 0
    for place, seat in enumerate(wanted):
        old = by_label.get(seat.seat_number)
        if old is None and seat.guid and (other := by_guid.get(seat.guid)):
            old = other if other["seat_number"] not in labels else None
        row = row_of(seat, place, old, guids)
        if row["x"] is None or row["y"] is None:
            line, along = divmod(loose, SEATS_IN_LINE)
            row["x"], row["y"], loose = along * SEAT_STEP, top + line * ROW_STEP, loose + 1
        if old is None:
            diff.added.append(row)
            continue
        kept.add(old["id"])
        note_change(diff, old, row)
    diff.removed = [seat["id"] for seat in present if seat["id"] not in kept]
    return diff


def row_of(seat: SeatFields, place: int, old: Record | None, guids: set[str]) -> dict[str, Any]:
    """Returns the new column values of a seat."""
    row = {name: getattr(seat, name) for name in FIELDS if name != "drawn"}
    row["id"] = new_id() if old is None else old["id"]
    row["place"] = place
    row["drawn"] = (seat.drawn.model_dump(exclude_defaults=True) or None) if seat.drawn else None
    if not seat.guid:
        is_free = old is not None and old["guid"] not in guids
        row["guid"] = old["guid"] if old is not None and is_free else str(new_id())
    if old is not None:
        row["x"] = old["x"] if seat.x is None else seat.x
        row["y"] = old["y"] if seat.y is None else seat.y
    if not seat.blocked:
        row["blocked_reason"] = None
    return row


def note_change(diff: PlanDiff, old: Record, row: dict[str, Any]) -> None:
    """Adds a kept seat to the diff if anything about it changes."""
    if row["place"] == old["place"] and all(row[name] == old[name] for name in FIELDS):
        return
    diff.changed.append(row)
    if row["blocked"] and not old["blocked"]:
        diff.blocked.append(old["id"])
    if row["seat_number"] != old["seat_number"]:
        diff.renamed[old["id"]] = (old["seat_number"], row["seat_number"])


def pack_document(document: Mapping[str, Any]) -> bytes:
    """Compresses a document for storage."""
    return zlib.compress(msgspec.json.encode(document), 3)


def unpack_document(content: bytes) -> dict[str, Any]:
    """Decompresses a stored document."""
    document: dict[str, Any] = msgspec.json.decode(zlib.decompress(content))
    return document


def check_not_ordered(people: Sequence[Mapping[str, Any]]) -> None:
    """Refuses to take a seat away from whoever is paying for it: their money may be on its way.

    Raises:
        Conflict: carries the seats, as `blocking`.
    """
    ordered = [row for row in people if row["is_ordered"]]
    if ordered:
        labels = ", ".join(row["seat_number"] for row in ordered[:5])
        raise Conflict(
            f"Somebody is paying for these seats: {labels}. Wait until they have paid or their time"
            " has run out, or cancel their order.",
            name="seat-ordered",
            blocking=[str(row["id"]) for row in ordered],
        ).with_text(seats=labels)
