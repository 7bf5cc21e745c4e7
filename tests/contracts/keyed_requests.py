"""Keyed routes of requests to join."""

from typing import Any

from tests.contracts.keyed import Asked, Stage, case
from tests.world import Person


async def asking(s: Stage) -> Person:
    """Somebody who can ask to join the event, which anybody may open."""
    await s.host.patch(s.event.path, {"visibility": "public", "approval": "request"})
    return await s.world.organizer("Leo Paz", role="guest")


async def asked(s: Stage) -> tuple[Person, str]:
    """Somebody who has asked, and the path of their request."""
    guest = await asking(s)
    made: Any = await guest.post(f"{s.event.path}/requests", {})
    return guest, f"/api/requests/{made['id']}"


@case("/api/events/{event_id}/requests")
async def ask_to_join(s: Stage) -> Asked:
    guest = await asking(s)
    return Asked(guest, f"{s.event.path}/requests", {"places": 2}, {"places": 3})


@case("/api/requests/{request_id}/accept")
async def accept_request(s: Stage) -> Asked:
    _, path = await asked(s)
    return Asked(s.host, f"{path}/accept", {"host_message": "Yes"}, {"host_message": "No"})


@case("/api/requests/{request_id}/decline")
async def decline_request(s: Stage) -> Asked:
    _, path = await asked(s)
    return Asked(s.host, f"{path}/decline", {"host_message": "No"}, {"host_message": "Yes"})


@case("/api/requests/{request_id}/undo")
async def undo_decision(s: Stage) -> Asked:
    _, path = await asked(s)
    await s.host.post(f"{path}/decline")
    return Asked(s.host, f"{path}/undo")


@case("/api/requests/{request_id}/cancel")
async def cancel_request(s: Stage) -> Asked:
    guest, path = await asked(s)
    return Asked(guest, f"{path}/cancel")
