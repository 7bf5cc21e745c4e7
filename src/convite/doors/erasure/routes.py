"""HTTP routes of erased people."""

from fastapi import APIRouter

from convite.core.idempotency import KeyedRoute
from convite.core.request import LoggedIn, Write
from convite.doors.erasure import actions
from convite.doors.erasure.policy import Erasable
from convite.doors.erasure.schemas import EraseBody, ErasedOut

router = APIRouter(prefix="/api", tags=["Guests"], route_class=KeyedRoute)


@router.post("/guests/{guest_id}/erase")
async def erase(body: EraseBody, guest: Erasable, token: LoggedIn, tx: Write) -> ErasedOut:
    """Erases a person for good: who they are, and what was noted, answered, attached and written.

    They are taken off the lists of events to come; on past ones they stay as a figure without a name.
    Messages, files and the history follow within minutes. Imports skip their addresses from then on.
    """
    return await actions.erase_guest(tx, token.actor, guest, body.name)
