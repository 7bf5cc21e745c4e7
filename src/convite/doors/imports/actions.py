"""Writes of imports: preview, load and undo, within the request or by a task."""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Connection, ReadTx, Tx, as_json
from convite.core.ids import new_id
from convite.core.log import Actor
from convite.core.machine import move, move_if_allowed, sources
from convite.core.problems import Gone, WrongState, invalid
from convite.core.tasks import Running, Task, TaskCanceled, start_task
from convite.doors.bulk.actions import (
    prepare,
    preview_chunk,
    write_chunk,
)
from convite.doors.bulk.rules import (
    BatchParty,
    Chunk,
    Counts,
    Outcome,
    Target,
    UndoCounts,
    chunks,
)
from convite.doors.columns.rules import mapping_fault
from convite.doors.erasure.queries import erased_people
from convite.doors.faults.rules import Fault, shared_with, spelled_like
from convite.doors.imports.facts import ImportMoved
from convite.doors.imports.models import Import
from convite.doors.imports.queries import (
    Plan,
    gc_paused,
    import_by_id,
    is_being_undone,
    open_file,
)
from convite.doors.imports.schemas import Choices, Upload
from convite.doors.rollback.actions import record_undo, undo_chunk, undo_rows
from convite.events.team.queries import reach_in_book
from convite.gateways.storage import storage

#: Most rows loaded within the request; more are loaded by a task.
MAX_AT_ONCE = 2000
#: Most row errors stored with an import.
MAX_FAULTS = 5000
#: Seconds between two reports of progress; each costs as much as writing a hundred guests.
REPORT_SECONDS = 0.25
UNDO_HOURS = 24
KIND = "import_guests"
UNDO_KIND = "undo_import"


async def target_in_reach(
    tx: ReadTx, imported: Import, actor: Actor, choices: Choices, request_id: UUID | None = None
) -> Target:
    """The target of the import's batch, with whom the importing user may see and change."""
    target = target_of(imported, actor, request_id)
    reach = await reach_in_book(tx, imported.organization_id, imported.user_id)
    return replace(target, reach=reach, kept=frozenset(choices.kept))


def target_of(imported: Import, actor: Actor, request_id: UUID | None = None) -> Target:
    """The target of the import's batch."""
    return Target(
        organization_id=imported.organization_id,
        event_id=imported.event_id,
        batch_id=imported.id,
        actor=actor,
        on_duplicate=imported.on_duplicate,
        request_id=request_id,
    )


@dataclass(frozen=True, kw_only=True)
class Destination:
    """Where an upload is imported to, by whom, and the country for parsing local phone numbers."""

    organization_id: UUID
    #: None for an import into the address book only.
    event_id: UUID | None
    actor: Actor
    country: str | None
    #: What the country could be, for somebody to confirm; nothing is read by it.
    proposed_country: str | None = None


async def store_file(tx: Tx, destination: Destination, upload: Upload, plan: Plan) -> Import:
    """Stores an uploaded file and its mapping as an import, to be previewed or loaded."""
    imported = Import(
        id=new_id(),
        organization_id=destination.organization_id,
        event_id=destination.event_id,
        user_id=destination.actor.id if destination.actor.kind == "user" else None,
        file_name=upload.file_name[:200],
        file_key=await storage().put(upload.content),
        mapping=plan.mapping,
        on_duplicate=upload.on_duplicate,
        status="looked_at",
    )
    tx.add(imported)
    await tx.flush()
    return imported


def report(imported: Import, plan: Plan, counts: Counts) -> dict[str, Any]:
    """The report of a previewed or loaded import, as the API returns it."""
    reader, sheet = plan.reader, plan.sheet
    faults = reader.faults
    warnings = warnings_of(plan, counts)
    return {
        "import_id": str(imported.id),
        "rows": plan.rows,
        "created": counts.created,
        "updated": counts.updated,
        "updated_added": counts.updated_added,
        "duplicates": counts.duplicates + reader.repeats,
        "repeated": reader.repeats,
        "same": counts.duplicates - (counts.updated - counts.updated_added),
        "parties": counts.parties,
        "errors": [asdict(fault) for fault in faults[:MAX_FAULTS]],
        "errors_total": len(faults),
        "warnings": [asdict(warning) for warning in warnings[:MAX_FAULTS]],
        "warnings_total": len(warnings),
        "shared_addresses": [asdict(one) for one in counts.shared if one.guest_name][:MAX_FAULTS],
        "mapping": plan.mapping,
        "is_remembered": plan.is_remembered,
        "encoding": sheet.encoding,
        "delimiter": sheet.delimiter,
        "sheet": sheet.sheet,
        "sheets": sheet.sheets,
        "header": sheet.header,
        "header_row": sheet.header_row,
        "guesses": reader.guesses,
        "choices": asdict(plan.choices),
        "country": reader.country,
        "needs_country": reader.needs_country,
    }


def warnings_of(plan: Plan, counts: Counts) -> list[Fault]:
    """What should be looked at in a file, by line."""
    notices = [Fault.of(one.row, None, one.reason, one.value) for one in plan.sheet.notices]
    shared = []
    for one in counts.shared:
        column = plan.reader.column_of("email") if one.email else None
        told = shared_with if one.email else spelled_like
        reason = told(one.guest_name, is_same_person=one.is_same_person)
        shared.append(replace(Fault.of(one.row, column, reason, one.email), name=one.name))
    return sorted([*notices, *plan.reader.warnings, *shared], key=lambda one: one.row)


async def preview(tx: Tx, actor: Actor, imported: Import, plan: Plan) -> dict[str, Any]:
    """Previews an import; writes nothing but the import's own row."""
    connection, counts, listed = tx.driver, Counts(), list[UUID]()
    outcomes: list[Outcome] = []
    target = await target_in_reach(tx, imported, actor, plan.choices)
    for part in chunks(plan.reader.parties):
        has_event = target.event_id is not None
        chunk = await asyncio.to_thread(prepare, part, for_event=has_event, keyed=False)
        counts += await preview_chunk(connection, target, chunk, listed, outcomes)
    imported.result = report(imported, plan, counts)
    shown = [asdict(one) for one in sorted(outcomes, key=lambda one: one.row)]
    return {**imported.result, "columns": plan.samples, "outcomes": shown}


def check_name_column(plan: Plan) -> None:
    """Rejects a mapping without a column for names."""
    fault = mapping_fault(plan.mapping, plan.sheet.columns)
    if fault:
        raise invalid("mapping", fault)


async def load_now(tx: Tx, actor: Actor, imported: Import, plan: Plan) -> dict[str, Any]:
    """Loads a small file in the caller's transaction: all valid rows, or none."""
    check_name_column(plan)
    await move(tx, actor, imported, "running", ImportMoved)
    connection, counts = tx.driver, Counts()
    target = await target_in_reach(tx, imported, actor, plan.choices, tx.trace.request_id)
    async with aclosing(prepared_chunks(plan.reader.parties, 0, target)) as prepared:
        async for _, chunk in prepared:
            counts += await write_chunk(connection, target, chunk)
    tx.trace.touched |= target.streams
    result = report(imported, plan, counts)
    await finish(tx, actor, imported, "done", result)
    return result


async def load_later(tx: Tx, actor: Actor, imported: Import, plan: Plan, choices: Choices) -> Task:
    """Queues a task that loads a large file."""
    check_name_column(plan)
    await move(tx, actor, imported, "running", ImportMoved)
    return await start_task(
        tx,
        actor,
        kind=KIND,
        lane="files",
        organization_id=imported.organization_id,
        event_id=imported.event_id,
        parameters={
            "import_id": str(imported.id),
            "country": plan.reader.country,
            "choices": asdict(choices),
        },
    )


async def prepared_chunks(
    parties: Iterable[BatchParty], start: int, target: Target
) -> AsyncGenerator[tuple[int, Chunk]]:
    """Yields chunks, each with the number of parties done after it.

    The next chunk is read and computed in a thread while the caller writes the current one. Close
    it with `aclosing`, which waits for that thread.
    """
    parts = chunks(parties, start)

    def prepare_next() -> tuple[int, Chunk] | None:
        with gc_paused():
            part = next(parts, None)
            if part is None:
                return None
            return len(part), prepare(part, for_event=target.event_id is not None)

    done = start
    pending = asyncio.create_task(asyncio.to_thread(prepare_next))
    try:
        while (prepared := await pending) is not None:
            pending = asyncio.create_task(asyncio.to_thread(prepare_next))
            size, chunk = prepared
            done += size
            yield done, chunk
    finally:
        await asyncio.wait([pending])


async def load_file(running: Running) -> dict[str, Any]:
    """Loads a file in chunks and commits after each; resumes after an interruption.

    Parties are written while the rest of the file is still being read.
    """
    import_id = UUID(running.parameters["import_id"])
    async with running.database.tx(running.principal) as tx:
        imported = await import_by_id(tx, import_id)
        erased = await erased_people(tx.driver, running.organization_id)
    if imported is None:
        raise Gone("This import no longer exists.")
    if imported.status != "running":
        return imported.result or {}
    content = await storage().read(imported.file_key)
    choices = Choices.of(running.parameters.get("choices", {}))
    plan = await asyncio.to_thread(
        open_file,
        content,
        imported.mapping,
        running.parameters["country"],
        choices,
        erased=erased,
    )
    counts = Counts.of_result(imported.result or {})
    async with running.database.tx(running.principal) as tx:
        target, reported_at = await target_in_reach(tx, imported, running.actor, plan.choices), 0.0
    parties = prepared_chunks(plan.reader.each_party(), imported.done_rows, target)
    try:
        async with aclosing(parties) as prepared:
            async for done, chunk in prepared:
                async with running.database.desk(target.organization_id) as connection:
                    erased = await erased_people(connection, target.organization_id)
                    gone = chunk.lines_with(erased)
                    plan.reader.reject_erased(gone)
                    counts += await write_chunk(connection, target, chunk.without(gone))
                    await save_progress(connection, import_id, done, counts)
                running.database.wake(target.streams)
                if time.monotonic() - reported_at > REPORT_SECONDS:
                    await running.report(counts.created + counts.duplicates, plan.rows)
                    reported_at = time.monotonic()
        await running.report(counts.created + counts.duplicates, plan.rows)
    except TaskCanceled:
        await asyncio.to_thread(plan.reader.read_all)  # the report lists the errors of all rows
        await finish_task(running, imported, "canceled", report(imported, plan, counts))
        raise
    return await finish_task(running, imported, "done", report(imported, plan, counts))


async def finish_task(
    running: Running, imported: Import, status: str, result: dict[str, Any]
) -> dict[str, Any]:
    """Finishes an import in its own transaction; returns the result."""
    async with running.database.tx(running.principal) as tx:
        row = await import_by_id(tx, imported.id, lock=True)
        if row is not None:
            await finish(tx, running.actor, row, status, result)
    return result


async def finish(
    tx: Tx, actor: Actor, imported: Import, status: str, result: dict[str, Any]
) -> None:
    """Stores the result and starts the undo period; an import that has ended keeps its status."""
    imported.result, imported.undo_until = result, now() + timedelta(hours=UNDO_HOURS)
    await move_if_allowed(tx, actor, imported, status, ImportMoved)


async def settle_import(tx: Tx, actor: Actor, task: Task) -> None:
    """Finishes the import of a task that failed or was canceled, so that it can be undone."""
    imported = await import_by_id(tx, UUID(task.parameters["import_id"]), lock=True)
    if imported is not None and imported.status == "running":
        loaded = imported.result if imported.done_rows else asdict(Counts())
        await finish(tx, actor, imported, task.status, loaded or {})


async def save_progress(connection: Connection, import_id: UUID, done: int, counts: Counts) -> None:
    """Stores the position and counts in the chunk's transaction, so that a retry resumes there."""
    await connection.execute(
        "UPDATE imports SET done_rows = $2, result = $3::jsonb, updated_at = now() WHERE id = $1",
        import_id,
        done,
        as_json(counts.as_result()),
    )


def is_large(imported: Import) -> bool:
    """Whether the import is too large to be undone within a request."""
    return ((imported.result or {}).get("created") or imported.done_rows) > MAX_AT_ONCE


def check_undo_deadline(imported: Import) -> None:
    """Rejects undoing an import after its undo period."""
    if imported.undo_until is not None and imported.undo_until < now():
        raise Gone(f"Imports can only be undone within {UNDO_HOURS} hours.", name="too-late")


async def undo(tx: Tx, actor: Actor, imported: Import) -> UndoCounts:
    """Removes everything an import created that hasn't changed since.

    Raises:
        WrongState: the import wasn't loaded, or was already undone.
        Gone: the undo period is over.
    """
    check_undo_deadline(imported)
    await move(tx, actor, imported, "undone", ImportMoved)
    return await undo_rows(tx, actor, target_of(imported, actor))


async def undo_later(tx: Tx, actor: Actor, imported: Import) -> Task:
    """Queues a task that undoes a large import; the import's status changes when the task is done.

    Locks the import, so that only one task is queued.

    Raises:
        WrongState: the import wasn't loaded, was already undone, or is being undone.
        Gone: the undo period is over.
    """
    check_undo_deadline(imported)
    locked_import = await import_by_id(tx, imported.id, lock=True)
    status = locked_import.status if locked_import else "undone"
    if status not in sources(Import.TRANSITIONS, "undone"):
        raise WrongState(f"It is {status} and can't become undone.", current_status=status)
    if await is_being_undone(tx, imported.id):
        raise WrongState("This import is already being undone.", current_status=status)
    return await start_task(
        tx,
        actor,
        kind=UNDO_KIND,
        lane="files",
        organization_id=imported.organization_id,
        event_id=imported.event_id,
        parameters={"import_id": str(imported.id)},
    )


async def undo_file(running: Running) -> dict[str, Any]:
    """Undoes a large import in chunks and commits after each; resumes after an interruption."""
    import_id, undone = UUID(running.parameters["import_id"]), UndoCounts()
    async with running.database.tx(running.principal) as tx:
        imported = await import_by_id(tx, import_id)
    if imported is None:
        raise Gone("This import no longer exists.")
    target, steps = target_of(imported, running.actor), (imported.result or {}).get("created", 0)
    while True:
        async with running.database.tx(running.principal) as tx:
            removed = await undo_chunk(tx.driver, target)
        if removed == UndoCounts():
            break
        undone += removed
        await running.report(min(undone.attendees, steps), max(1, steps))
    async with running.database.tx(running.principal) as tx:
        row = await import_by_id(tx, import_id, lock=True)
        if row is None:
            raise Gone("This import no longer exists.")
        await move(tx, running.actor, row, "undone", ImportMoved)
        undone = await record_undo(tx, running.actor, target, undone)
    return {"import_id": str(import_id), **asdict(undone)}
