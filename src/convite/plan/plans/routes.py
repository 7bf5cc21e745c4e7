"""HTTP routes of whole plans: reading, saving, import, export and versions."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Depends, Header, Query, Request, Response

from convite.core.bodies import json_value, validated
from convite.core.budgets import spend
from convite.core.idempotency import KeyedRoute
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.events.event.policy import EventAccess, event_access
from convite.plan.planfiles.rules import from_pretix, is_pretix, to_pretix
from convite.plan.plans import actions
from convite.plan.plans.actions import SaveOptions
from convite.plan.plans.queries import labels_of, plan_document, version_of, versions_of
from convite.plan.plans.rules import (
    check_bounds,
    check_not_empty,
    unpack_document,
    version_from_etag,
)
from convite.plan.plans.schemas import PlanOut, PlanPreview, VersionOut, VersionsOut
from convite.plan.pretix.schemas import PretixPlan
from convite.plan.seating.queries import plan_of
from convite.plan.seating.schemas import PlanBody
from convite.plan.seatsheets.rules import from_csv, to_csv

router = APIRouter(
    prefix="/api/events/{event_id}/seating-plan", tags=["Seats"], route_class=KeyedRoute
)

See = Annotated[EventAccess, Depends(event_access("see_seats"))]
Edit = Annotated[EventAccess, Depends(event_access("edit_seats"))]
DryRun = Annotated[
    bool, Query(description="Only return what would change, and who would lose a seat.")
]
ConfirmLosing = Annotated[bool, Query(description="Save even if people lose their seats.")]
Format = Annotated[
    Literal["convite", "pretix", "csv"],
    Query(alias="format", description="Convite JSON, pretix seating-plan JSON, or seats as CSV."),
]
#: `Prefer: return=minimal` returns only the summary, not the whole plan.
Prefer = Annotated[str, Header(alias="prefer")]
IfMatch = Annotated[str | None, Header(alias="if-match")]

JSON, CSV = "application/json", "text/csv; charset=utf-8"


def inline_references(schema: dict[str, Any]) -> dict[str, Any]:
    """Inlines all `$ref`s of a schema. Needed for a body that FastAPI doesn't parse itself."""
    parts = schema.pop("$defs", {})

    def resolve(value: Any) -> Any:
        if isinstance(value, list):
            return [resolve(one) for one in value]
        if not isinstance(value, dict):
            return value
        if "$ref" in value:
            return resolve(parts[value["$ref"].rsplit("/", 1)[1]])
        return {name: resolve(one) for name, one in value.items()}

    resolved: dict[str, Any] = resolve(schema)
    return resolved


BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": inline_references(PlanBody.model_json_schema())},
            "text/csv": {"schema": {"type": "string"}},
        },
    }
}
ANSWERS: dict[int | str, dict[str, Any]] = {200: {"model": PlanOut | PlanPreview}}


@dataclass(frozen=True, kw_only=True)
class RawBody:
    """The request body, and whether its content type is a table."""

    content: bytes
    is_table: bool


def parse_plan(
    raw: RawBody, labels: Mapping[str, str], document: Mapping[str, Any]
) -> tuple[PlanBody, str]:
    """Parses the plan in any of the three formats. Also returns the cause: saved or imported.

    CPU-bound: call it in a thread.

    Raises:
        Invalid, RequestValidationError: no known format, or invalid values, which are listed.
    """
    if raw.is_table:
        return validated(PlanBody, from_csv(raw.content, document)), "imported"
    check_bounds(raw.content)
    value = json_value(raw.content)
    if is_pretix(value):
        return from_pretix(validated(PretixPlan, value), labels), "imported"
    return validated(PlanBody, value), "saved"


async def plan_from_request(request: Request, access: Edit, tx: Write) -> tuple[PlanBody, str]:
    """Reads the body: own JSON, pretix JSON (detected by shape), or a table (by content type)."""
    kind = request.headers.get("content-type", "")
    raw = RawBody(content=await request.body(), is_table="csv" in kind or "spreadsheet" in kind)
    check_not_empty(raw.content)
    labels = await labels_of(tx, access.event.id) if b'"seat_guid"' in raw.content else {}
    document: Mapping[str, Any] = {}
    if raw.is_table:
        document = await plan_document(tx, await plan_of(tx, access.event.id), access.event.id)
    return await asyncio.to_thread(parse_plan, raw, labels, document)


PlanFromRequest = Annotated[tuple[PlanBody, str], Depends(plan_from_request)]


def with_expected_version(body: PlanBody, if_match: str | None) -> PlanBody:
    """Takes the version from `If-Match` if the body has none."""
    if if_match is None or if_match.strip() == "*" or body.version is not None:
        return body
    return body.model_copy(update={"version": version_from_etag(if_match)})


@router.get("", response_model=PlanOut)
async def seating_plan(
    request: Request, access: See, tx: Read, form: Format = "convite"
) -> Response:
    """Returns the whole plan as own JSON, as pretix JSON, or its seats as CSV."""
    plan = await plan_of(tx, access.event.id)
    version = plan.version if plan else 0
    etag = f'"{version}"' if form == "convite" else f'"{version}-{form}"'
    if not access.can("view_event"):
        etag = f'{etag[:-1]}-seen"'
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={"etag": etag})
    document = await plan_document(tx, plan, access.event.id)
    if not access.can("view_event"):
        for seat in document["seats"]:
            seat["blocked_reason"] = None  # internal to the team
    content = await asyncio.to_thread(encode_plan, document, form)
    headers = {"etag": etag, "cache-control": "private, no-cache"}
    if form != "convite":
        ending = "csv" if form == "csv" else "json"
        headers["content-disposition"] = f'attachment; filename="seating-plan.{ending}"'
    return Response(content, headers=headers, media_type=CSV if form == "csv" else JSON)


def encode_plan(document: Mapping[str, Any], form: str) -> bytes:
    """Encodes the document in the requested format."""
    if form == "csv":
        return to_csv(document)
    return msgspec.json.encode(to_pretix(document) if form == "pretix" else document)


@router.put("", operation_id="put_seating_plan", openapi_extra=BODY, responses=ANSWERS)
@router.patch("", operation_id="patch_seating_plan", openapi_extra=BODY, responses=ANSWERS)
async def save_plan(
    request: Request,
    access: Edit,
    tx: Write,
    sent: PlanFromRequest,
    if_match: IfMatch = None,
    prefer: Prefer = "",
    dry_run: DryRun = False,
    confirm_losing: ConfirmLosing = False,
) -> Response:
    """Saves the plan. Fields that aren't sent stay unchanged.

    People keep their seats by seat number. If someone would lose their seat, the save is refused
    with their names; `confirm_losing=true` saves anyway.
    """
    body, cause = sent
    body = with_expected_version(body, if_match)
    await spend(request, "plan", str(access.event.id))
    if dry_run:
        return preview_response(await actions.preview(tx, access.event, body))
    options = SaveOptions(cause=cause, confirm_losing=confirm_losing)
    done = await actions.save_plan(tx, access.actor, access.event, body, options)
    if "return=minimal" in prefer:
        return preview_response(done)
    plan = await plan_of(tx, access.event.id)
    document = await plan_document(tx, plan, access.event.id)
    content = await asyncio.to_thread(encode_plan, document, "convite")
    return Response(content, headers={"etag": f'"{done.version}"'}, media_type=JSON)


def preview_response(outcome: PlanPreview) -> Response:
    """Returns what a save did or would do."""
    headers = {"etag": f'"{outcome.version}"'}
    return Response(outcome.model_dump_json(), headers=headers, media_type=JSON)


@router.get("/versions")
async def versions(access: Edit, tx: Read) -> VersionsOut:
    """Returns the stored versions (fifty at most), newest first."""
    rows = await versions_of(tx, access.event.id)
    return VersionsOut(items=[VersionOut.model_validate(dict(row)) for row in rows])


@router.get("/versions/{version}", response_model=PlanOut)
async def version(access: Edit, tx: Read, version: int) -> Response:
    """Returns the plan as of a version."""
    row = await version_of(tx, access.event.id, version)
    if row is None:
        raise NotFound
    document = await asyncio.to_thread(unpack_document, row.document)
    return Response(msgspec.json.encode(document), media_type=JSON)


@router.post("/versions/{version}/restore")
async def restore(
    access: Edit, tx: Write, version: int, confirm_losing: ConfirmLosing = False
) -> PlanPreview:
    """Restores a version. People keep their seats as in any save."""
    row = await version_of(tx, access.event.id, version)
    if row is None:
        raise NotFound
    return await actions.restore_version(
        tx, access.actor, access.event, row, confirm_losing=confirm_losing
    )
