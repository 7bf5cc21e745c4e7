"""Queries for whole plans, seat occupants and versions."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select, text

from convite.core.db import ReadTx
from convite.plan.plans.models import PlanVersion
from convite.plan.plans.rules import document_of, unpack_document
from convite.plan.seating.models import SeatingPlan
from convite.plan.seating.queries import categories_of, category_shape
from convite.plan.seating.schemas import DEFAULTS

#: How many versions are kept per plan.
MAX_VERSIONS = 50
# Served by seats_event_id_place_key; takes no lock.
SEATS = """
SELECT id, place, seat_number, guid, table_number, row, line, number, category, x, y, accessible,
  companion, blocked, blocked_reason, drawn::text AS drawn
FROM seats WHERE event_id = $1 ORDER BY place
"""
# Who sits on the given seats, or is choosing one. Served by seats_pkey, attendees_pkey,
# guests_pkey.
OCCUPANTS = """
SELECT s.id, s.seat_number, s.attendee_id, s.reservation_id, s.held_until > statement_timestamp() AS held,
  a.invitation_id, trim(g.first_name || ' ' || coalesce(g.last_name, '')) AS name,
  CASE r.holder_kind WHEN 'guest' THEN r.holder_id END AS choosing,
  s.attendee_id IS NULL AND r.holder_kind = 'order' AS is_ordered
FROM seats s LEFT JOIN attendees a ON a.id = s.attendee_id LEFT JOIN guests g ON g.id = a.guest_id
LEFT JOIN reservations r ON r.id = s.reservation_id
WHERE s.id = ANY ($1) AND (s.attendee_id IS NOT NULL OR s.held_until > statement_timestamp())
ORDER BY s.place
"""
VERSIONS = """
SELECT v.plan_version, v.name, v.seat_count, v.cause, u.name AS author, v.started_at,
  v.updated_at AS saved_at, v.plan_version = p.version AS is_current
FROM seating_plan_versions v JOIN seating_plans p ON p.id = v.plan_id
LEFT JOIN users u ON u.id = v.author_id AND v.author_kind = 'user'
WHERE v.event_id = :event ORDER BY v.plan_version DESC LIMIT :most
"""


async def seat_records(tx: ReadTx, event_id: UUID) -> list[dict[str, Any]]:
    """Returns the document fields of every seat, in plan order."""
    rows = await tx.driver.fetch(SEATS, event_id)
    records = [dict(row) for row in rows]
    for record in records:
        if record["drawn"] is not None:
            record["drawn"] = msgspec.json.decode(record["drawn"])
    return records


async def plan_document(
    tx: ReadTx,
    plan: SeatingPlan | None,
    event_id: UUID,
    seats: Sequence[Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """Returns the whole plan as a document.

    Without a plan, the document is empty except for the default categories.
    """
    if plan is None:
        usual = [category.model_dump() for category in DEFAULTS]
        return document_of({"name": "", "version": 0, "categories": usual}, {}, [])
    categories = [category_shape(one) for one in await categories_of(tx, event_id)]
    head = {"name": plan.name, "version": plan.version, "categories": categories}
    return document_of(
        head, plan.drawing, await seat_records(tx, event_id) if seats is None else seats
    )


async def labels_of(tx: ReadTx, event_id: UUID) -> dict[str, str]:
    """Returns seat labels by guid."""
    rows = await tx.driver.fetch(
        "SELECT guid, seat_number FROM seats WHERE event_id = $1", event_id
    )
    return {row["guid"]: row["seat_number"] for row in rows}


async def occupants(tx: ReadTx, seat_ids: Sequence[UUID]) -> list[Mapping[str, Any]]:
    """Returns who sits on these seats, and who holds one of them."""
    rows = await tx.driver.fetch(OCCUPANTS, list(seat_ids))
    return [dict(row) for row in rows]


async def versions_of(tx: ReadTx, event_id: UUID) -> Sequence[Mapping[str, Any]]:
    """Returns the event's stored versions, newest first."""
    result = await tx.execute(text(VERSIONS), {"event": event_id, "most": MAX_VERSIONS})
    return [dict(row) for row in result.mappings()]


async def version_of(tx: ReadTx, event_id: UUID, version: int) -> PlanVersion | None:
    """Returns a version by number."""
    result = await tx.execute(
        select(PlanVersion).where(
            PlanVersion.event_id == event_id, PlanVersion.plan_version == version
        )
    )
    return result.scalar_one_or_none()


async def last_version(tx: ReadTx, event_id: UUID) -> PlanVersion | None:
    """Returns the newest stored version."""
    result = await tx.execute(
        select(PlanVersion)
        .where(PlanVersion.event_id == event_id)
        .order_by(PlanVersion.plan_version.desc())
        .limit(1)
    )
    return result.scalar_one_or_none()


async def has_background(tx: ReadTx, event_id: UUID, file_id: UUID) -> bool:
    """Whether the file belongs to the event."""
    result = await tx.execute(
        # the lock keeps it from being removed as unused until the plan that shows it is saved
        text("SELECT true FROM files WHERE id = :file AND event_id = :event FOR KEY SHARE"),
        {"file": file_id, "event": event_id},
    )
    return bool(result.scalar_one_or_none())


# Pictures that the plan doesn't show; an editor may still be about to save a young one.
REPLACED = """
SELECT DISTINCT f.organization_id, f.event_id FROM files f
WHERE f.purpose = 'plan_background' AND f.created_at < now() - interval '1 day' AND f.event_id > $1
  AND NOT EXISTS (SELECT 1 FROM seating_plans p WHERE p.event_id = f.event_id
    AND p.drawing->'background'->>'file_id' = f.id::text)
ORDER BY f.event_id LIMIT 100
"""
LOCK_PICTURES = """
SELECT id FROM files WHERE event_id = $1 AND purpose = 'plan_background'
  AND created_at < now() - interval '1 day' ORDER BY id FOR UPDATE
"""
SHOWN = "SELECT drawing->'background'->>'file_id' FROM seating_plans WHERE event_id = $1"
KEPT = "SELECT document FROM seating_plan_versions WHERE event_id = $1"


async def unused_pictures(tx: ReadTx, event_id: UUID) -> list[UUID]:
    """An event's pictures, locked, that neither its plan nor a version of it shows."""
    locked = [row["id"] for row in await tx.driver.fetch(LOCK_PICTURES, event_id)]
    used = {await tx.driver.fetchval(SHOWN, event_id)}
    for row in await tx.driver.fetch(KEPT, event_id):
        document = await asyncio.to_thread(unpack_document, row["document"])
        used.add((document.get("background") or {}).get("file_id"))
    return [file_id for file_id in locked if str(file_id) not in used]
