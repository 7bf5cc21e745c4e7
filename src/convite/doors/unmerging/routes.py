"""HTTP routes of the undo of merges."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from convite.core.idempotency import KeyedRoute
from convite.core.language import accepted_locale
from convite.core.request import Write
from convite.doors.book.policy import BookAccess
from convite.doors.duplicates.rules import told_in
from convite.doors.duplicates.schemas import MergesStarted
from convite.doors.unmerging import actions
from convite.doors.unmerging.policy import undo_access
from convite.doors.unmerging.queries import pairs_of
from convite.doors.unmerging.schemas import UnmergedOut

router = APIRouter(prefix="/api", tags=["Duplicates"], route_class=KeyedRoute)

UndoAccess = Annotated[BookAccess, Depends(undo_access)]


@router.post("/guests/merges/{merge_id}/undo", responses={202: {"model": MergesStarted}})
async def undo_merge(
    response: Response, request: Request, merge_id: UUID, access: UndoAccess, tx: Write
) -> UnmergedOut | MergesStarted:
    """Puts back the guests whom a merge removed, with what was theirs; possible for 24 hours.

    Details of the kept guests that were changed since stay, and are named. Merges of up to 25 pairs are
    undone at once, larger ones by a task.
    """
    if actions.is_large(len(await pairs_of(tx, merge_id))):
        task = await actions.undo_later(tx, access.token.actor, merge_id)
        response.status_code = 202
        return MergesStarted(task_id=task.id, merge_id=merge_id)
    done = await actions.undo(tx, access.token.actor, merge_id)
    locale = accepted_locale(request.scope["headers"]).value
    return UnmergedOut.model_validate(told_in(done, locale))
