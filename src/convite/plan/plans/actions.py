"""Saves whole plans. People keep their seats by label, or the save is refused with their names.

Locks the plan's row, then the changing seats in order of id. Occupants are read again under the
lock, so that someone who took a seat in the meantime is seen.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import text

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor, Fact, record_many
from convite.core.problems import Conflict, FieldText, invalid
from convite.core.shapes import check_version
from convite.events.event.models import Event
from convite.events.files.actions import copy_file
from convite.plan.plans.models import PlanVersion
from convite.plan.plans.queries import (
    MAX_VERSIONS,
    has_background,
    last_version,
    occupants,
    plan_document,
    seat_records,
)
from convite.plan.plans.rules import (
    FIELDS,
    SHAPES,
    PlanDiff,
    check_consistent,
    check_not_ordered,
    diff_seats,
    pack_document,
    unpack_document,
)
from convite.plan.plans.schemas import LosingSeat, PlanPreview, Renamed
from convite.plan.seating.actions import lock_plan, record_plan_change, set_categories
from convite.plan.seating.facts import SeatFreed, SeatLeft
from convite.plan.seating.models import SeatingPlan
from convite.plan.seating.queries import plan_of
from convite.plan.seating.schemas import PlanBody

#: Saves by the same person within this time become one version.
COALESCE_WINDOW = timedelta(minutes=5)
#: How many affected people are named: those who would lose their seats or get a new label.
MAX_NAMED = 200

LOCK = "SELECT id FROM seats WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE"
LOCK_LEAVING = "SELECT id FROM seats WHERE id = ANY ($1) ORDER BY id FOR UPDATE"
COLUMNS = (
    "$2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],"
    " $10::text[], $11::float8[], $12::float8[], $13::bool[], $14::bool[], $15::bool[], $16::text[],"
    " $17::text[]"
)
NAMES = (
    "id, place, seat_number, guid, table_number, row, line, number, category, x, y, accessible,"
    " companion, blocked, blocked_reason, drawn"
)
INSERT = f"""
INSERT INTO seats (organization_id, event_id, plan_id, {NAMES})
SELECT p.organization_id, p.event_id, p.id, id_, place, seat_number, guid, table_number, row, line,
  number, category, x, y, accessible, companion, blocked, blocked_reason, drawn::jsonb
FROM seating_plans p, unnest({COLUMNS}) AS u ({NAMES.replace("id,", "id_,", 1)}) WHERE p.id = $1
"""  # noqa: S608 (constants of this module only)
UPDATE = f"""
UPDATE seats s SET place = u.place, seat_number = u.seat_number, guid = u.guid,
  table_number = u.table_number, row = u.row, line = u.line, number = u.number, category = u.category,
  x = u.x, y = u.y, accessible = u.accessible, companion = u.companion, blocked = u.blocked,
  blocked_reason = u.blocked_reason, drawn = u.drawn::jsonb, updated_at = now()
FROM unnest({COLUMNS}) AS u ({NAMES}) WHERE s.id = u.id AND s.plan_id = $1
"""  # noqa: S608 (constants of this module only)
FREE = """
UPDATE seats SET attendee_id = NULL, reservation_id = NULL, held_by = NULL, held_until = NULL
WHERE id = ANY ($1) AND (attendee_id IS NOT NULL OR reservation_id IS NOT NULL)
"""


@dataclass(frozen=True, kw_only=True)
class SaveOptions:
    """How a plan is saved."""

    #: `saved`, `imported` or `restored`.
    cause: str = "saved"
    #: Whether people may lose their seats.
    confirm_losing: bool = False


async def complete_document(
    tx: Tx, event: Event, plan: SeatingPlan | None, body: PlanBody
) -> PlanBody:
    """Fills in what the body leaves out from the current plan.

    Raises:
        Invalid: the plan is inconsistent, or its background isn't a file of the event.
    """
    sent = body.model_fields_set - ({"categories"} if not body.categories else set())
    if set(PlanBody.model_fields) - sent - {"format", "version"}:
        seats = [] if "seats" in sent else await seat_records(tx, event.id)
        present = await plan_document(tx, plan, event.id, seats)
        kept = {name: value for name, value in present.items() if name not in sent | {"version"}}
        kept["name"] = kept.get("name") or "Plan"
        body = PlanBody.model_validate(kept).model_copy(
            update={name: getattr(body, name) for name in sent}
        )
    await asyncio.to_thread(check_consistent, body)
    if body.background and not await has_background(tx, event.id, body.background.file_id):
        english = "This picture isn't part of the event; upload it to /api/files first."
        raise invalid("background.file_id", FieldText(name="plan.background", english=english))
    return body


def check_not_stale(plan: SeatingPlan | None, body: PlanBody) -> None:
    """Refuses a save based on an older version. Without a plan, the version is 0.

    Raises:
        StaleVersion: carries the current version.
    """
    if plan is not None:
        check_version(plan, body.version, {"version": plan.version, "name": plan.name})


async def preview(tx: Tx, event: Event, body: PlanBody) -> PlanPreview:
    """Returns what a save would do, without changing anything.

    Raises:
        Invalid, StaleVersion: as for the save.
    """
    plan = await plan_of(tx, event.id)
    check_not_stale(plan, body)
    body = await complete_document(tx, event, plan, body)
    present = await seat_records(tx, event.id)
    diff = await asyncio.to_thread(diff_seats, present, body.seats)
    people = await occupants(tx, diff.leaving)
    return await summarize(tx, plan.version if plan else 0, diff, people, len(body.seats))


async def summarize(
    tx: Tx,
    version: int,
    diff: PlanDiff,
    people: Sequence[Mapping[str, Any]],
    seats: int,
) -> PlanPreview:
    """Returns the number of changes, and the names of affected people."""
    gone = set(diff.removed)
    losing = [losing_seat(row, is_gone=row["id"] in gone) for row in people[:MAX_NAMED]]
    renamed = await occupants(tx, list(diff.renamed)) if diff.renamed else []
    return PlanPreview(
        version=version,
        added=len(diff.added),
        changed=len(diff.changed),
        removed=len(diff.removed),
        seats=seats,
        losing=losing,
        losing_total=len(people),
        renamed=[
            Renamed(was=was, seat_number=label, name=row["name"])
            for row in renamed[:MAX_NAMED]
            if row["attendee_id"] is not None
            for was, label in [diff.renamed[row["id"]]]
        ],
    )  # fmt: skip


def losing_seat(row: Mapping[str, Any], *, is_gone: bool) -> LosingSeat:
    """Describes someone who would lose their seat."""
    reason = "held" if row["attendee_id"] is None else "removed" if is_gone else "blocked"
    return LosingSeat(
        seat_id=row["id"],
        seat_number=row["seat_number"],
        attendee_id=row["attendee_id"],
        name=row["name"] or "",
        reason=reason,
    )


async def save_plan(
    tx: Tx, actor: Actor, event: Event, body: PlanBody, options: SaveOptions | None = None
) -> PlanPreview:
    """Replaces the whole plan, and returns what changed.

    Raises:
        Conflict: people would lose their seats, and that wasn't confirmed; carries `losing`.
        StaleVersion: someone else changed the plan in the meantime.
        Invalid: the plan is inconsistent.
    """
    options = options or SaveOptions()
    is_first = await plan_of(tx, event.id) is None
    plan = await lock_plan(tx, event)
    check_not_stale(None if is_first else plan, body)
    body = await complete_document(tx, event, plan, body)
    present = await seat_records(tx, event.id)
    before = await plan_document(tx, plan, event.id, present)
    diff = await asyncio.to_thread(diff_seats, present, body.seats)
    people = await lock_seats(tx, diff)
    outcome = await summarize(tx, plan.version, diff, people, len(body.seats))
    check_not_ordered(people)
    if people and not options.confirm_losing:
        raise losing_conflict(outcome)
    is_redrawn = await update_drawing(tx, plan, before, body)
    if not (is_redrawn or diff.added or diff.changed or diff.removed):
        return outcome
    await save_replaced_version(tx, plan, before)
    await free_seats(tx, actor, plan, people)
    await write_seats(tx, plan, diff)
    await record_plan_change(tx, actor, plan, len(body.seats))
    await tx.flush()
    await save_version(tx, actor, plan, options.cause)
    return outcome.model_copy(update={"version": plan.version})


async def lock_seats(tx: Tx, diff: PlanDiff) -> list[Mapping[str, Any]]:
    """Locks all changing seats in order of id, then reads the occupants of those that go."""
    connection = tx.driver
    await tx.flush()
    leaving = set(diff.leaving)
    if leaving:
        # stronger lock for all changing seats, so that both kinds are locked in one order of id
        await connection.fetch(LOCK_LEAVING, diff.touched)
        return await occupants(tx, sorted(leaving))
    if diff.changed:
        await connection.fetch(LOCK, diff.touched)
    return []


def losing_conflict(outcome: PlanPreview) -> Conflict:
    """Returns the error that names who would lose their seat."""
    names = [f"{one.name or 'somebody choosing'} ({one.seat_number})" for one in outcome.losing[:5]]
    more = f" and {outcome.losing_total - 5} more" if outcome.losing_total > 5 else ""
    return Conflict(
        f"{', '.join(names)}{more} would lose their seats. Keep these seats, move the people first, or"
        " confirm it.",
        name="seat-taken",
        blocking=[str(one.seat_id) for one in outcome.losing],
        losing=[one.model_dump(mode="json") for one in outcome.losing],
        losing_total=outcome.losing_total,
    ).with_text("losing")


async def update_drawing(
    tx: Tx, plan: SeatingPlan, before: Mapping[str, Any], body: PlanBody
) -> bool:
    """Sets name, categories and drawing. Returns whether any of them changed."""
    drawing = body.model_dump(
        mode="json", include={"size", "background", *SHAPES}, exclude_none=True
    )
    categories = [one.model_dump() for one in body.categories]
    by_name = {one["name"]: one for one in before["categories"]}
    has_new_kinds = by_name != {one["name"]: one for one in categories}
    if has_new_kinds:
        await set_categories(tx, plan, body.categories)
    changed = has_new_kinds or plan.name != body.name or plan.drawing != drawing
    plan.name, plan.drawing = body.name, drawing
    return changed


async def free_seats(
    tx: Tx, actor: Actor, plan: SeatingPlan, people: Sequence[Mapping[str, Any]]
) -> None:
    """Takes people off the (locked) seats that go, and records it for maps and invitations."""
    if not people:
        return
    facts = [freed_fact(plan, row) for row in people]
    await tx.driver.execute(FREE, [row["id"] for row in people])
    await record_many(tx, actor, facts)


def freed_fact(plan: SeatingPlan, row: Mapping[str, Any]) -> Fact:
    """Returns the fact that someone lost their seat or hold."""
    seat: dict[str, Any] = {
        "organization_id": plan.organization_id,
        "event_id": plan.event_id,
        "object_id": row["id"],
        "seat_id": row["id"],
        "seat_number": row["seat_number"],
        "reason": "plan_changed",
        "status": "blocked",  # it is removed or blocked by this save
    }
    if row["attendee_id"] is None:
        return SeatFreed(**seat, invitation_id=row["choosing"])
    return SeatLeft(**seat, attendee_id=row["attendee_id"], invitation_id=row["invitation_id"])


async def write_seats(tx: Tx, plan: SeatingPlan, diff: PlanDiff) -> None:
    """Deletes, updates and inserts seats, with one statement each."""
    connection = tx.driver
    await tx.flush()
    if diff.removed:
        await connection.execute("DELETE FROM seats WHERE id = ANY ($1)", diff.removed)
    if diff.changed:
        await connection.execute(UPDATE, plan.id, *columns(diff.changed))
    if diff.added:
        await connection.execute(INSERT, plan.id, *columns(diff.added))


def columns(rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Returns the rows as one list per column."""
    names = ("id", "place", *FIELDS)
    lists: list[list[Any]] = [[row[name] for row in rows] for name in names]
    lists[-1] = [None if one is None else msgspec.json.encode(one).decode() for one in lists[-1]]
    return lists


async def save_replaced_version(tx: Tx, plan: SeatingPlan, before: Mapping[str, Any]) -> None:
    """Saves the plan as a version before replacing it, if no save created it.

    This way nothing drawn is lost.
    """
    last = await last_version(tx, plan.event_id)
    if not before["seats"] or (last is not None and last.plan_version == before["version"]):
        return
    tx.add(version_row(plan, before, await asyncio.to_thread(pack_document, before), "before"))
    await tx.flush()


async def save_version(tx: Tx, actor: Actor, plan: SeatingPlan, cause: str) -> None:
    """Saves the current plan as a version. Replaces the same person's version if it is recent."""
    document = await plan_document(tx, plan, plan.event_id)
    content = await asyncio.to_thread(pack_document, document)
    last = await last_version(tx, plan.event_id)
    row = version_row(plan, document, content, cause)
    row.author_kind, row.author_id = actor.kind, actor.id
    if last is not None and continues_last_save(last, row):
        row.started_at = last.started_at
        await tx.delete(last)
        await tx.flush()
    tx.add(row)
    await tx.flush()
    await tx.execute(
        text(
            "DELETE FROM seating_plan_versions WHERE event_id = :event AND plan_version <= ("
            " SELECT plan_version FROM seating_plan_versions WHERE event_id = :event"
            " ORDER BY plan_version DESC OFFSET :most LIMIT 1)"
        ),
        {"event": plan.event_id, "most": MAX_VERSIONS},
    )


def version_row(
    plan: SeatingPlan, document: Mapping[str, Any], content: bytes, cause: str
) -> PlanVersion:
    """Returns a new version of the document."""
    return PlanVersion(
        id=new_id(), organization_id=plan.organization_id, event_id=plan.event_id, plan_id=plan.id,
        plan_version=document["version"], name=document["name"], seat_count=len(document["seats"]),
        cause=cause, document=content, author_kind="system", author_id=None, started_at=now(),
    )  # fmt: skip


def continues_last_save(last: PlanVersion, row: PlanVersion) -> bool:
    """Whether a save continues the last one: same person, within a few minutes."""
    return (
        (last.cause, row.cause) == ("saved", "saved")
        and (last.author_kind, last.author_id) == (row.author_kind, row.author_id)
        and row.started_at - last.started_at < COALESCE_WINDOW
    )


async def restore_version(
    tx: Tx, actor: Actor, event: Event, version: PlanVersion, *, confirm_losing: bool
) -> PlanPreview:
    """Restores an old version through a normal save."""
    body = await asyncio.to_thread(body_of, version)
    options = SaveOptions(cause="restored", confirm_losing=confirm_losing)
    return await save_plan(tx, actor, event, body, options)


def body_of(version: PlanVersion) -> PlanBody:
    """Returns a stored version as a request body."""
    return PlanBody.model_validate({**unpack_document(version.document), "version": None})


async def copy_plan(tx: Tx, actor: Actor, source: Event, target: Event) -> None:
    """Copies the plan to a duplicated event, with all seats free."""
    old = await plan_of(tx, source.id)
    if old is None:
        return
    document = await plan_document(tx, old, source.id)
    if document["background"]:
        copied = await copy_file(tx, UUID(document["background"]["file_id"]), target)
        document["background"] = {**document["background"], "file_id": copied} if copied else None
    await save_plan(tx, actor, target, PlanBody.model_validate({**document, "version": None}))
