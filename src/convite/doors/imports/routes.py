"""HTTP routes of imports and of the tasks that load large ones."""

import asyncio
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from convite.core.bodies import is_form, json_value, read_upload, validated
from convite.core.budgets import spend
from convite.core.idempotency import KeyedRoute
from convite.core.request import LoggedIn, Write
from convite.core.sheet_writing import MARK, csv_piece
from convite.core.tasks import Task, cancel_task
from convite.doors.imports import actions
from convite.doors.imports.actions import Place, Upload, upload_of_file, upload_of_rows
from convite.doors.imports.policy import OneImport, OwnTask
from convite.doors.imports.queries import understand
from convite.doors.imports.rules import FIELDS
from convite.doors.imports.schemas import (
    ON_DUPLICATE,
    ImportOut,
    ImportStarted,
    MappingOut,
    RowsIn,
    TaskOut,
    UndoneOut,
)
from convite.doors.invitations.actions import country_of
from convite.events.event.policy import EventAccess, event_access
from convite.people.organizations.policy import ActingIn
from convite.people.organizations.queries import organization_by_id

router = APIRouter(prefix="/api", tags=["Imports"], route_class=KeyedRoute)

Importing = Annotated[EventAccess, Depends(event_access("import_guests"))]
DryRun = Annotated[bool, Query(description="Only look; nothing is loaded.")]

#: The body in both forms, for the API's description.
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "mapping": {"type": "string", "description": "JSON: column to field"},
                        "on_duplicate": {"enum": ["skip", "update", "merge"]},
                    },
                }
            },
            "application/json": {"schema": RowsIn.model_json_schema()},
        },
    }
}
ANSWERS: dict[int | str, dict[str, Any]] = {202: {"model": ImportStarted}}


async def uploaded(request: Request) -> Upload:
    """Reads the body: a file with its mapping, or rows as JSON."""
    if is_form(request):
        file = await read_upload(request, {"mapping": None, "on_duplicate": ON_DUPLICATE})
        return upload_of_file(file.name, file.content, file.fields)
    return upload_of_rows(validated(RowsIn, json_value(await request.body())))


Body = Annotated[Upload, Depends(uploaded)]


@router.post("/events/{event_id}/guests/import", openapi_extra=BODY, responses=ANSWERS)
async def import_guests(
    request: Request,
    answer: Response,
    access: Importing,
    tx: Write,
    body: Body,
    dry_run: DryRun = False,
) -> ImportOut | ImportStarted:
    """Loads a file (CSV, XLSX) or rows onto the event's list: one invitation a party.

    Bad rows are left out and told. Up to 2,000 rows at once, more by a task.
    """
    await spend(request, "import", str(access.user_id))
    country = await country_of(tx, access.event)
    place = Place(
        organization_id=access.event.organization_id,
        event_id=access.event.id,
        actor=access.actor,
        country=country,
    )
    return await take(tx, answer, place, body, dry_run=dry_run)


@router.post("/guests/import", openapi_extra=BODY, responses=ANSWERS)
async def import_book(
    request: Request,
    answer: Response,
    access: ActingIn,
    tx: Write,
    body: Body,
    dry_run: DryRun = False,
) -> ImportOut | ImportStarted:
    """Loads a file or rows into the address book alone."""
    access.need("edit_guests")
    await spend(request, "import", str(access.token.user_id))
    organization = await organization_by_id(tx, access.organization_id)
    country = organization.country if organization else None
    place = Place(
        organization_id=access.organization_id,
        event_id=None,
        actor=access.token.actor,
        country=country,
    )
    return await take(tx, answer, place, body, dry_run=dry_run)


async def take(
    tx: Write, answer: Response, place: Place, body: Upload, *, dry_run: bool
) -> ImportOut | ImportStarted:
    """Looks at the file, loads it, or has it loaded."""
    plan = await asyncio.to_thread(understand, body.content, body.mapping, place.country)
    imported = await actions.keep_file(tx, place, body, plan)
    if dry_run:
        return ImportOut.model_validate(await actions.look(tx, place.actor, imported, plan))
    if plan.rows <= actions.MOST_AT_ONCE:
        return ImportOut.model_validate(await actions.load_now(tx, place.actor, imported, plan))
    task = await actions.load_later(tx, place.actor, imported, plan)
    answer.status_code = 202
    return ImportStarted(task_id=task.id, import_id=imported.id)


@router.get("/imports/{import_id}/mapping")
async def mapping(access: OneImport) -> MappingOut:
    """How the file's columns were understood."""
    imported = access.imported
    return MappingOut(import_id=imported.id, mapping=imported.mapping, fields=list(FIELDS))


@router.get("/imports/{import_id}/errors.csv")
async def errors(access: OneImport) -> Response:
    """The rows that weren't taken, as a file."""
    rows = [
        (str(fault["row"]), fault["column"] or "", fault["reason"], fault["value"] or "")
        for fault in (access.imported.result or {}).get("errors", [])
    ]
    content = MARK + csv_piece([("row", "column", "reason", "value"), *rows])
    headers = {"content-disposition": 'attachment; filename="rows-not-taken.csv"'}
    return Response(content, media_type="text/csv", headers=headers)


@router.post("/imports/{import_id}/undo", responses=ANSWERS)
async def undo(answer: Response, access: OneImport, tx: Write) -> UndoneOut | ImportStarted:
    """Takes away what the import made and nobody has touched since, for 24 hours.

    Of up to 2,000 people at once, of more by a task.
    """
    if actions.is_large(access.imported):
        task = await actions.undo_later(tx, access.actor, access.imported)
        answer.status_code = 202
        return ImportStarted(task_id=task.id, import_id=access.imported.id)
    undone = await actions.undo(tx, access.actor, access.imported)
    return UndoneOut(import_id=access.imported.id, **asdict(undone))


@router.get("/tasks/{task_id}")
async def read_task(task: OwnTask) -> TaskOut:
    """How far long work is, and what came of it."""
    return task_out(task)


@router.delete("/tasks/{task_id}", status_code=204)
async def stop_task(task: OwnTask, token: LoggedIn, tx: Write) -> None:
    """Stops long work at its next step; what it did stays."""
    await cancel_task(tx, token.actor, task.id)


def task_out(task: Task) -> TaskOut:
    """A task as its asker sees it."""
    share = 1.0 if task.status == "done" else task.progress / task.steps if task.steps else 0.0
    return TaskOut(
        id=task.id,
        kind=task.kind,
        event_id=task.event_id,
        status=task.status,
        progress=round(share, 4),
        result=task.result,
        error=task.error,
        created_at=task.created_at,
        updated_at=task.updated_at,
    )
