"""HTTP routes of the caterer's sheet."""

from typing import Annotated

from fastapi import APIRouter, Depends

from convite.core.request import Read
from convite.core.responses import DirectRoute
from convite.events.event.policy import EventAccess, event_access
from convite.events.questions.models import EVENT
from convite.events.questions.queries import questions_of
from convite.insight.catering.queries import eaters_of
from convite.insight.catering.rules import caterer_sheet
from convite.insight.catering.schemas import CatererSheet

router = APIRouter(prefix="/api/events", tags=["Catering"], route_class=DirectRoute)

View = Annotated[EventAccess, Depends(event_access("view_event"))]


@router.get("/{event_id}/caterer-sheet")
async def sheet(access: View, tx: Read) -> CatererSheet:
    """What those who are coming eat, by table and in all, with what was noted for the caterer."""
    access.need("see_answers")
    eaters = await eaters_of(tx, access.event.id)
    made = caterer_sheet(eaters, await questions_of(tx, EVENT, access.event.id))
    return CatererSheet.model_validate(made)
