"""HTTP routes of new events."""

from fastapi import APIRouter

from convite.core.idempotency import KeyedRoute
from convite.core.request import LoggedIn, Write
from convite.events.event.policy import enter_as_user, event_out
from convite.events.event.schemas import EventOut
from convite.people.organizations.policy import enter_organization
from convite.room.creation.actions import create_whole_event
from convite.room.creation.schemas import NewEvent

router = APIRouter(prefix="/api/events", tags=["Events"], route_class=KeyedRoute)


@router.post("", status_code=201)
async def create_event(body: NewEvent, token: LoggedIn, tx: Write) -> EventOut:
    """Creates a draft (default: in the caller's own organization), with its parts and questions."""
    organization_id = body.organization_id or token.organization_id
    organization = await enter_organization(tx, token, organization_id)
    organization.need("create_events")
    event = await create_whole_event(
        tx, token.actor, body, organization_id=organization_id, user_id=token.user_id
    )
    return event_out(await enter_as_user(tx, token, "event", event.id), event)
