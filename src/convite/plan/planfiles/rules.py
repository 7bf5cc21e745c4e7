"""Converts a plan's document to pretix JSON and back.

A round trip preserves everything the format can express: positions to a millionth of a unit, and
absent values either as absent or written out with their default (a position of 0, an id).
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from convite.core.ids import new_id
from convite.core.problems import invalid
from convite.plan.pretix.schemas import PretixArea, PretixPlan, PretixRow, PretixZone
from convite.plan.seating.rules import MAX_SEATS, TOO_MANY_SEATS, repeated_guid, repeated_seat
from convite.plan.seating.schemas import (
    Area,
    Category,
    Drawn,
    PlanBody,
    Point,
    Row,
    SeatFields,
    Size,
    Zone,
)

#: Category of seats that have none.
DEFAULT_CATEGORY = "regular"
#: Decimal places of a position.
DECIMALS = 6

Document = Mapping[str, Any]


def is_pretix(body: Any) -> bool:
    """Whether the body looks like pretix JSON: rows inside zones."""
    if not isinstance(body, dict) or not isinstance(body.get("zones"), list) or "seats" in body:
        return False
    return any(
        isinstance(zone, dict) and ("rows" in zone or "areas" in zone) for zone in body["zones"]
    )


def from_pretix(plan: PretixPlan, labels: Mapping[str, str]) -> PlanBody:
    """Converts pretix JSON to a plan. Seats with a known guid keep their label (`labels` by guid).

    Raises:
        Invalid: too many seats, or two seats with the same label or guid.
    """
    if sum(len(row.seats) for zone in plan.zones for row in zone.rows) > MAX_SEATS:
        raise invalid("zones", TOO_MANY_SEATS)
    kinds = {category.name for category in plan.categories}
    categories = [
        Category(name=one.name, color=one.color or "#0072B2", kind=kind_of(one.name))
        for one in plan.categories
    ]
    if lacks_category(plan) and DEFAULT_CATEGORY not in kinds:
        categories.append(Category(name=DEFAULT_CATEGORY))
    body = PlanBody(
        name=plan.name or "Plan",
        size=Size(width=plan.size.width, height=plan.size.height),
        background=None,
        categories=categories,
        zones=[], rows=[], tables=[], areas=[], seats=[],
    )  # fmt: skip
    used = Used()
    for number, zone in enumerate(plan.zones):
        add_zone(body, zone, number, used, labels)
    return body


@dataclass(kw_only=True)
class Used:
    """What a plan's shapes and seats have been given so far."""

    ids: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    guids: set[str] = field(default_factory=set)

    def id_for(self, uuid: str | None) -> str:
        """The file's id; a new one if it has none, or the same again: areas are copied with theirs."""
        found = uuid if uuid and uuid not in self.ids else str(new_id())
        self.ids.add(found)
        return found


def kind_of(name: str) -> Any:
    """Derives a category's kind from its name."""
    return name.lower() if name.lower() in ("vip", "reserved") else "regular"


def lacks_category(plan: PretixPlan) -> bool:
    """Whether any seat has no category."""
    return any(not seat.category for zone in plan.zones for row in zone.rows for seat in row.seats)


def add_zone(
    body: PlanBody, zone: PretixZone, number: int, used: Used, labels: Mapping[str, str]
) -> None:
    """Adds a zone with its contents. Labels get the zone's name as prefix if they would collide."""
    plain = {full_label("", row, seat.seat_number) for row in zone.rows for seat in row.seats}
    prefix = (zone.name or f"Zone {number + 1}") if plain & used.labels else ""
    new_zone = Zone(
        id=used.id_for(zone.uuid), name=zone.name, prefix=prefix,
        x=zone.position.x, y=zone.position.y, zone_id=zone.zone_id,
    )  # fmt: skip
    body.zones.append(new_zone)
    for place, row in enumerate(zone.rows):
        add_row(body, new_zone, row, f"zones.{number}.rows.{place}", used, labels)
    body.areas.extend(area_from(new_zone, area, used) for area in zone.areas)


def full_label(prefix: str, row: PretixRow, number: str) -> str:
    """Returns a seat's full label: `A12`, or `7-12` if the row ends in a digit."""
    ends_in_digit = row.row_number[-1:].isdecimal() and number[:1].isdecimal()
    return f"{prefix} {row.row_number}{'-' if ends_in_digit else ''}{number}".strip()[:60]


def add_row(
    body: PlanBody,
    zone: Zone,
    row: PretixRow,
    path: str,
    used: Used,
    labels: Mapping[str, str],
) -> None:
    """Adds a row and its seats."""
    x = zone.x + (row.position.x if row.position else 0)
    y = zone.y + (row.position.y if row.position else 0)
    new_row = Row(
        id=used.id_for(row.uuid), zone=zone.id, label=row.row_number,
        x=round_position(x), y=round_position(y),
        label_at=row.row_number_position or "none", row_label=row.row_label, seat_label=row.seat_label,
    )  # fmt: skip
    body.rows.append(new_row)
    for place, seat in enumerate(row.seats):
        label = labels.get(seat.seat_guid) or full_label(zone.prefix, row, seat.seat_number)
        if label in used.labels or not label:
            raise invalid(f"{path}.seats.{place}.seat_number", repeated_seat(label))
        if seat.seat_guid in used.guids:
            raise invalid(f"{path}.seats.{place}.seat_guid", repeated_guid(seat.seat_guid))
        used.labels.add(label)
        used.guids.add(seat.seat_guid)
        body.seats.append(
            SeatFields(
                seat_number=label,
                guid=seat.seat_guid,
                line=new_row.id,
                number=seat.seat_number,
                row=f"{zone.prefix} {row.row_number}".strip()[:60] or None,
                category=seat.category or DEFAULT_CATEGORY,
                x=round_position(x + seat.position.x),
                y=round_position(y + seat.position.y),
                drawn=Drawn(
                    uuid=seat.uuid or None,
                    radius=seat.radius,
                    start_direction=seat.start_direction,
                    plain=not seat.category,
                ),
            )
        )


def round_position(value: float) -> float:
    """Removes floating-point noise from a sum of positions."""
    return round(value, DECIMALS)


def area_from(zone: Zone, area: PretixArea, used: Used) -> Area:
    """Converts an area of a zone."""
    origin, text = area.position, area.text
    return Area(
        id=used.id_for(area.uuid), zone=zone.id, kind="text" if area.shape == "text" else "area",
        shape=area.shape or "rectangle",
        x=round_position(zone.x + (origin.x if origin else 0)),
        y=round_position(zone.y + (origin.y if origin else 0)),
        w=area.rectangle.width if area.rectangle else None,
        h=area.rectangle.height if area.rectangle else None,
        radius=area.circle.radius if area.circle else None,
        rx=abs(area.ellipse.radius.x) if area.ellipse else None,
        ry=abs(area.ellipse.radius.y) if area.ellipse else None,
        points=[Point(x=p.x, y=p.y) for p in area.polygon.points] if area.polygon else None,
        rotation=area.rotation or 0, color=area.color, border_color=area.border_color,
        label=text.text if text else "", text_color=text.color if text else None,
        text_size=text.size if text else None,
        text_x=text.position.x if text else None, text_y=text.position.y if text else None,
    )  # fmt: skip


def to_pretix(document: Document) -> dict[str, Any]:
    """Converts a plan to pretix JSON. What the format can't express is left out."""
    seats: dict[str | None, list[Mapping[str, Any]]] = defaultdict(list)
    for seat in document["seats"]:
        seats[seat["line"]].append(seat)
    zones = list(document["zones"])
    known = {zone["id"] for zone in zones}
    loose = [
        item
        for name in ("rows", "tables", "areas")
        for item in document[name]
        if item.get("zone") not in known
    ]
    if loose or not zones:
        zones.append({"id": None, "name": document["name"] if zones else "", "x": 0, "y": 0})
    return {
        "name": document["name"],
        "categories": [{"name": c["name"], "color": c["color"]} for c in document["categories"]],
        "zones": [zone_of(document, zone, known, seats) for zone in zones],
        "size": size_of(document),
    }


def size_of(document: Document) -> dict[str, int]:
    """Returns the plan's size, or one large enough for all seats if it has none."""
    if document.get("size"):
        return {name: math.ceil(document["size"][name]) for name in ("width", "height")}
    width = max((seat["x"] for seat in document["seats"]), default=0)
    height = max((seat["y"] for seat in document["seats"]), default=0)
    return {"width": max(100, math.ceil(width) + 100), "height": max(100, math.ceil(height) + 100)}


def zone_of(
    document: Document,
    zone: Mapping[str, Any],
    known: set[str],
    seats: Mapping[str | None, list[Mapping[str, Any]]],
) -> dict[str, Any]:
    """Returns a zone with its rows, its tables as rows, and its areas."""

    def in_zone(name: str) -> Iterator[Mapping[str, Any]]:
        for item in document[name]:
            home = item.get("zone")
            if (home if home in known else None) == zone["id"]:
                yield item

    result: dict[str, Any] = {
        "name": zone.get("name", ""),
        "uuid": zone["id"] or str(new_id()),
        "position": {"x": round_number(zone["x"]), "y": round_number(zone["y"])},
        "rows": [row_of(zone, row, seats[row["id"]]) for row in in_zone("rows")],
        "areas": [area_of(zone, area) for area in in_zone("areas")],
    }
    for table in in_zone("tables"):
        result["rows"].append(row_of(zone, table, seats[table["id"]]))
        result["areas"].append(area_of(zone, table_shape(table)))
    if zone.get("zone_id") is not None:
        result["zone_id"] = zone["zone_id"]
    return result


LABELS = {"start": "start", "end": "end", "both": "both"}


def row_of(
    zone: Mapping[str, Any], row: Mapping[str, Any], seats: list[Mapping[str, Any]]
) -> dict[str, Any]:
    """Returns a row, or the chairs of a table."""
    return without_none(
        {
            "row_number": row.get("label", row.get("table_number", "")),
            "row_label": row.get("row_label"),
            "seat_label": row.get("seat_label"),
            "uuid": row["id"],
            "row_number_position": LABELS.get(row.get("label_at", "none")),
            "position": {
                "x": round_number(row["x"] - zone["x"]),
                "y": round_number(row["y"] - zone["y"]),
            },
            "seats": [seat_of(row, seat) for seat in seats],
        }
    )


def seat_of(row: Mapping[str, Any], seat: Mapping[str, Any]) -> dict[str, Any]:
    """Returns a seat, positioned relative to its row."""
    drawn = seat.get("drawn") or {}
    is_plain_still = drawn.get("plain") and seat["category"] == DEFAULT_CATEGORY
    return without_none(
        {
            "seat_guid": seat["guid"],
            "seat_number": seat["seat_number"] if seat["number"] is None else seat["number"],
            "uuid": drawn.get("uuid"),
            "start_direction": drawn.get("start_direction"),
            "radius": None if drawn.get("radius") is None else round(drawn["radius"]),
            "category": "" if is_plain_still else seat["category"],
            "position": {
                "x": round_number(seat["x"] - row["x"]),
                "y": round_number(seat["y"] - row["y"]),
            },
        }
    )


def table_shape(table: Mapping[str, Any]) -> dict[str, Any]:
    """Returns a table as an area."""
    shape = {
        "id": f"{table['id']} shape", "x": table["x"], "y": table["y"], "label": table["table_number"],
        "rotation": table.get("rotation", 0), "color": "#ece5da", "border_color": "#8c8478",
    }  # fmt: skip
    radius = table.get("radius") or 90
    if table.get("shape", "round") == "round":
        return {**shape, "shape": "circle", "radius": radius, "text_x": 0, "text_y": 0}
    width, height = table.get("width") or radius * 2, table.get("height") or radius
    points = [(-width, -height), (width, -height), (width, height), (-width, height)]
    return {
        **shape, "shape": "polygon", "text_x": 0, "text_y": 0,
        "points": [{"x": x / 2, "y": y / 2} for x, y in points],
    }  # fmt: skip


def area_of(zone: Mapping[str, Any], area: Mapping[str, Any]) -> dict[str, Any]:
    """Returns an area, positioned relative to its zone."""
    return without_none(
        {
            "shape": area["shape"],
            "uuid": area["id"],
            "color": area.get("color"),
            "border_color": area.get("border_color"),
            "rotation": round_number(area.get("rotation", 0)),
            "position": {
                "x": round_number(area["x"] - zone["x"]),
                "y": round_number(area["y"] - zone["y"]),
            },
            **dimensions_of(area),
            "text": text_of(area),
        }
    )


def dimensions_of(area: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the dimensions of every shape that the area has values for."""
    w, h, radius, rx, ry = (area.get(name) for name in ("w", "h", "radius", "rx", "ry"))
    points = area.get("points")
    return {
        "rectangle": None if w is None else {"width": round(w), "height": round(h or 0)},
        "circle": None if radius is None else {"radius": round(radius)},
        "ellipse": None
        if rx is None
        else {"radius": {"x": round_number(rx), "y": round_number(ry or 0)}},
        "polygon": None if points is None else {"points": [point_of(point) for point in points]},
    }


def point_of(point: Mapping[str, Any]) -> dict[str, float]:
    """Returns a point of a polygon."""
    return {"x": round_number(point["x"]), "y": round_number(point["y"])}


def text_of(area: Mapping[str, Any]) -> dict[str, Any] | None:
    """Returns an area's text, centred if it has no position of its own."""
    if not area.get("label") and area.get("text_x") is None:
        return None
    x, y = area.get("text_x"), area.get("text_y")
    if x is None:
        x, y = ((area.get("w") or 0) / 2, (area.get("h") or 0) / 2)
    size = area.get("text_size")
    return without_none(
        {
            "text": area.get("label", ""),
            "color": area.get("text_color"),
            "size": None if size is None else round(size),
            "position": {"x": round_number(x), "y": round_number(y or 0)},
        }
    )


def round_number(value: float) -> float:
    """Rounds to a millionth, and returns an integer if the result is whole."""
    rounded = round(value, DECIMALS)
    return int(rounded) if rounded == int(rounded) else rounded


def without_none(values: dict[str, Any]) -> dict[str, Any]:
    """Drops keys without a value."""
    return {name: value for name, value in values.items() if value is not None}
