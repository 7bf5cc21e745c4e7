"""HTTP routes of imports and tasks."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from convite.core.bodies import is_form, json_value, read_upload, validated
from convite.core.budgets import spend
from convite.core.idempotency import KeyedRoute
from convite.core.language import accepted_locale
from convite.core.problems import NotFound
from convite.core.request import LoggedIn, Write
from convite.core.sheet_text import ENCODINGS
from convite.core.sheet_writing import MARK, csv_piece
from convite.core.tasks import Task, cancel_task, error_of, result_in
from convite.doors.columns.rules import FIELDS
from convite.doors.faults.rules import report_in
from convite.doors.imports import actions
from convite.doors.imports.actions import Destination
from convite.doors.imports.policy import (
    OneImport,
    OwnFile,
    OwnTask,
    destination_in,
    plan_of,
    reading,
)
from convite.doors.imports.queries import cells_of_lines
from convite.doors.imports.schemas import (
    ON_BAD_VALUE,
    ON_DUPLICATE,
    Choices,
    ImportOut,
    ImportStarted,
    MappingOut,
    RowsIn,
    TaskOut,
    UndoneOut,
    Upload,
    upload_of_file,
    upload_of_rows,
)
from convite.events.event.policy import EventAccess, event_access
from convite.gateways.storage import Missing, storage
from convite.people.organizations.policy import ActingIn
from convite.people.organizations.queries import organization_by_id

router = APIRouter(prefix="/api", tags=["Imports"], route_class=KeyedRoute)

Importing = Annotated[EventAccess, Depends(event_access("import_guests"))]
DryRun = Annotated[bool, Query(description="Preview only; nothing is imported.")]

#: The first columns of a file of skipped rows; an import ignores them.
ABOUT_FAULTS = ("(row)", "(guest)", "(column)", "(reason)", "(value)")
#: By the character or its name.
DELIMITERS = (",", ";", "\t", "|", "comma", "semicolon", "tab", "bar")


def whole(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with its parts in their places, since a body isn't among OpenAPI's components."""
    parts = schema.pop("$defs", {})

    def placed(value: Any) -> Any:
        if isinstance(value, list):
            return [placed(one) for one in value]
        if not isinstance(value, dict):
            return value
        name = str(value.get("$ref", "")).removeprefix("#/$defs/")
        return parts[name] if name in parts else {key: placed(one) for key, one in value.items()}

    return {key: placed(value) for key, value in schema.items()}


#: The two forms of the body, for OpenAPI.
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
                        "encoding": {"enum": list(ENCODINGS)},
                        "delimiter": {"enum": list(DELIMITERS)},
                        "sheet": {"type": "string", "description": "A workbook's sheet by name"},
                        "header": {"enum": ["true", "false"]},
                        "country": {"type": "string", "description": "Two letters"},
                        "on_bad_value": {"enum": ["skip_row", "leave_out"]},
                        "header_row": {"type": "integer", "description": "Line of the names"},
                        "same_person": {"type": "string", "description": "JSON: rows"},
                        "takes_guesses": {"enum": ["true", "false"]},
                        "fixes": {"type": "string", "description": "JSON: row, column, value"},
                        "kept": {"type": "string", "description": "JSON: row, field"},
                    },
                }
            },
            "application/json": {"schema": whole(RowsIn.model_json_schema())},
        },
    }
}
FORM_FIELDS: Mapping[str, Sequence[str] | None] = {
    "mapping": None,
    "on_duplicate": ON_DUPLICATE,
    "encoding": tuple(ENCODINGS),
    "delimiter": DELIMITERS,
    "sheet": None,
    "header": ("true", "false"),
    "country": None,
    "on_bad_value": ON_BAD_VALUE,
    "header_row": None,
    "same_person": None,
    "takes_guesses": ("true", "false"),
    "fixes": None,
    "kept": None,
}
RESPONSES: dict[int | str, dict[str, Any]] = {202: {"model": ImportStarted}}


async def uploaded(request: Request) -> Upload:
    """Reads the body: a file with its mapping, or rows as JSON."""
    if is_form(request):
        file = await read_upload(request, FORM_FIELDS)
        return upload_of_file(file.name, file.content, file.fields)
    return upload_of_rows(validated(RowsIn, json_value(await request.body())))


Body = Annotated[Upload, Depends(uploaded)]


@router.post("/events/{event_id}/guests/import", openapi_extra=BODY, responses=RESPONSES)
async def import_guests(
    request: Request,
    response: Response,
    access: Importing,
    tx: Write,
    body: Body,
    dry_run: DryRun = False,
) -> ImportOut | ImportStarted:
    """Imports guests from a file (CSV, XLSX) or rows into the event, with one invitation per party.

    Invalid rows are skipped and listed. Up to 2,000 rows are imported at once, more by a task.
    """
    await spend(request, "import", str(access.user_id))
    destination = await destination_in(tx, access)
    return await handle_upload(
        tx, response, destination, body, dry_run=dry_run, locale=locale_of(request)
    )


@router.post("/guests/import", openapi_extra=BODY, responses=RESPONSES)
async def import_book(
    request: Request,
    response: Response,
    access: ActingIn,
    tx: Write,
    body: Body,
    dry_run: DryRun = False,
) -> ImportOut | ImportStarted:
    """Imports guests from a file or rows into the address book only."""
    access.need("edit_guests")
    await spend(request, "import", str(access.token.user_id))
    organization = await organization_by_id(tx, access.organization_id)
    country = organization.country if organization else None
    destination = Destination(
        organization_id=access.organization_id,
        event_id=None,
        actor=access.token.actor,
        country=country,
    )
    return await handle_upload(
        tx, response, destination, body, dry_run=dry_run, locale=locale_of(request)
    )


def locale_of(request: Request) -> str:
    """The language in which the caller reads why rows were left out."""
    return accepted_locale(request.scope["headers"]).value


async def handle_upload(
    tx: Write,
    response: Response,
    destination: Destination,
    body: Upload,
    *,
    dry_run: bool,
    locale: str,
) -> ImportOut | ImportStarted:
    """Previews the upload, loads it, or queues a task that loads it."""
    plan = await plan_of(tx, destination, body)
    imported = await actions.store_file(tx, destination, body, plan)
    if dry_run:
        report = await actions.preview(tx, destination.actor, imported, plan)
        report["proposed_country"] = destination.proposed_country
        return ImportOut.model_validate(report_in(report, locale))
    if plan.rows <= actions.MAX_AT_ONCE:
        report = await actions.load_now(tx, destination.actor, imported, plan)
        return ImportOut.model_validate(report_in(report, locale))
    task = await actions.load_later(tx, destination.actor, imported, plan, body.choices)
    response.status_code = 202
    return ImportStarted(task_id=task.id, import_id=imported.id)


@router.get("/imports/{import_id}/mapping")
async def mapping(access: OneImport) -> MappingOut:
    """Returns the mapping of the file's columns to fields."""
    imported = access.imported
    return MappingOut(import_id=imported.id, mapping=imported.mapping, fields=list(FIELDS))


@router.get("/imports/{import_id}/file", response_class=Response)
async def file(imported: OwnFile) -> Response:
    """Returns the file as it was brought, to whoever brought it."""
    try:
        content = await storage().read(imported.file_key)
    except Missing:
        raise NotFound from None
    headers = {"content-disposition": 'attachment; filename="guests"', "cache-control": "no-store"}
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.get("/imports/{import_id}/errors.csv")
async def errors(request: Request, access: OneImport) -> Response:
    """Returns the skipped rows as CSV: the reasons, and then the row as it was.

    Mended, the file can be imported again.
    """
    imported = access.imported
    report = report_in(imported.result or {}, locale_of(request))
    lines = {fault["row"] for fault in report.get("errors", [])}
    choices = Choices.of(report.get("choices", {}))
    columns: list[str] = []
    cells: dict[int, list[str]] = {}
    # without the file, the reasons still help
    with suppress(Missing):
        async with reading():
            content = await storage().read(imported.file_key)
            columns, cells = await asyncio.to_thread(
                cells_of_lines, content, imported.mapping, choices, lines
            )
    rows = [
        (
            *(str(fault["row"]), fault["name"] or "", fault["column"] or "", fault["reason"]),
            *(fault["value"] or "", *cells.get(fault["row"], ())),
        )
        for fault in report.get("errors", [])
    ]
    content = MARK + csv_piece([(*ABOUT_FAULTS, *columns), *rows])
    headers = {"content-disposition": 'attachment; filename="rows-not-taken.csv"'}
    return Response(content, media_type="text/csv", headers=headers)


@router.post("/imports/{import_id}/undo", responses=RESPONSES)
async def undo(response: Response, access: OneImport, tx: Write) -> UndoneOut | ImportStarted:
    """Removes everything the import created that hasn't changed since; possible for 24 hours.

    Imports of up to 2,000 guests are undone at once, larger ones by a task.
    """
    if actions.is_large(access.imported):
        task = await actions.undo_later(tx, access.actor, access.imported)
        response.status_code = 202
        return ImportStarted(task_id=task.id, import_id=access.imported.id)
    undone = await actions.undo(tx, access.actor, access.imported)
    return UndoneOut(import_id=access.imported.id, **asdict(undone))


@router.get("/tasks/{task_id}")
async def read_task(request: Request, task: OwnTask) -> TaskOut:
    """Returns a task's status, progress and result."""
    return task_out(task, locale_of(request))


@router.delete("/tasks/{task_id}", status_code=204)
async def stop_task(task: OwnTask, token: LoggedIn, tx: Write) -> None:
    """Cancels a task at its next step; what it has done so far stays."""
    await cancel_task(tx, token.actor, task.id)


def task_out(task: Task, locale: str) -> TaskOut:
    """A task, as the API returns it, with its sentences in a language."""
    share = 1.0 if task.status == "done" else task.progress / task.steps if task.steps else 0.0
    return TaskOut(
        id=task.id,
        kind=task.kind,
        event_id=task.event_id,
        status=task.status,
        progress=round(share, 4),
        result=result_in(task, locale),
        error=error_of(task, locale),
        created_at=task.created_at,
        updated_at=task.updated_at,
    )
