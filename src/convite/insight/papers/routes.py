"""HTTP routes of papers."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from convite.core.budgets import spend
from convite.core.idempotency import KeyedRoute
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.core.tasks import read_task
from convite.events.event.policy import EventAccess, event_access
from convite.insight.papers import actions
from convite.insight.papers.policy import check_shown, rights_shown
from convite.insight.papers.schemas import PaperOrder, PaperRequest, PaperStarted

router = APIRouter(prefix="/api/events/{event_id}/papers", tags=["Papers"], route_class=KeyedRoute)

Export = Annotated[EventAccess, Depends(event_access("export_guests"))]

TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@router.post("", status_code=202)
async def ask(request: Request, body: PaperRequest, access: Export, tx: Write) -> PaperStarted:
    """Makes a paper: lists, seating chart, cards or badges, as PDF or spreadsheet."""
    check_shown(access, body.kind)
    await spend(request, "export", str(access.user_id))
    order = PaperOrder(**body.model_dump(), rights=rights_shown(access, body))
    task = await actions.start(tx, access.actor, access.event, order)
    return PaperStarted(task_id=task.id, file_path=f"{request.url.path}/{task.id}")


@router.get("/{paper_id}", response_class=Response)
async def fetch(paper_id: UUID, access: Export, tx: Read) -> Response:
    """Downloads a finished paper, for a week; its id is its task's."""
    task = await read_task(tx, paper_id)
    if task is None or task.kind != actions.KIND or task.event_id != access.event.id:
        raise NotFound
    check_shown(access, task.parameters.get("kind"), task.parameters.get("rights", ()))
    name, content = await actions.finished(task)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "cache-control": "no-store",
    }
    return Response(content, media_type=TYPES[name.rsplit(".", 1)[1]], headers=headers)
