"""Queries for blocks: a plan's seats as lines, cached per plan version."""

import asyncio
import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convite.core.db import Connection
from convite.plan.seating.queries import StatusCache
from convite.room.blocks.rules import Lines, PlanSeat, Point, lines_of

# Served by seats_event_id_place_key; takes no lock.
PLAN_SEATS = """
SELECT id, coalesce(line, table_number, row, '') AS line, row, table_number, category, x, y
FROM seats WHERE event_id = $1 ORDER BY place
"""
# Cast to text, because only one of the two kinds of connections used here decodes JSON.
DRAWING = "SELECT drawing::text FROM seating_plans WHERE event_id = $1"


@dataclass(frozen=True, kw_only=True)
class MapCaches:
    """A process's caches of seat maps: seat states and lines."""

    states: StatusCache
    lines: "LinesCache"


class LinesCache:
    """Caches the lines of plans, one plan version per event."""

    MAX_KNOWN = 50

    def __init__(self) -> None:
        self.known: OrderedDict[UUID, tuple[int, Lines]] = OrderedDict()

    async def read(self, connection: Connection, event_id: UUID, plan_version: int) -> Lines:
        """Returns the event's lines.

        Builds them in a thread, because that is slow for large plans.
        """
        known = self.known.get(event_id)
        if known is not None and known[0] == plan_version:
            self.known.move_to_end(event_id)
            return known[1]
        rows = await connection.fetch(PLAN_SEATS, event_id)
        drawing = await connection.fetchval(DRAWING, event_id)
        lines = await asyncio.to_thread(build_lines, rows, json.loads(drawing) if drawing else {})
        self.known[event_id] = plan_version, lines
        if len(self.known) > self.MAX_KNOWN:
            self.known.popitem(last=False)
        return lines


def build_lines(rows: list[Any], drawing: dict[str, Any]) -> Lines:
    """Builds the lines from seats in plan order. A line's section is the zone it is drawn in."""
    zones = {zone["id"]: zone.get("name") or "" for zone in drawing.get("zones", [])}
    sections = {
        shape.get("id"): zones.get(shape.get("zone"), "")
        for kind in ("rows", "tables")
        for shape in drawing.get(kind, [])
    }
    seats = [PlanSeat(**dict(row), section=sections.get(row["line"], "")) for row in rows]
    return lines_of(seats, stage_of(drawing))


def stage_of(drawing: dict[str, Any]) -> Point | None:
    """Returns the centre of the plan's stage, or None if it has none."""
    areas = drawing.get("areas", [])
    stage = next((area for area in areas if area.get("kind") == "stage"), None)
    if stage is None:
        return None
    return stage["x"] + (stage.get("w") or 0) / 2, stage["y"] + (stage.get("h") or 0) / 2
