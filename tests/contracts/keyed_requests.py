"""Keyed routes of requests to join, and of invites."""

from typing import Any

from tests.contracts.keyed import Asked, Stage, case
from tests.world import Person

#: Anybody may open it, and needs no picture to ask.
OPEN = {"visibility": "public", "settings": {"needs_picture": False}}


async def asking(s: Stage) -> Person:
    """Somebody who can ask to join the event, which anybody may open."""
    await s.host.patch(s.event.path, {**OPEN, "approval": "request"})
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


async def waiting(s: Stage) -> tuple[Person, Person, str]:
    """Who has the only place, somebody who waits for it, and the id of their entry."""
    guest = await asking(s)
    await s.host.patch(s.event.path, {"approval": "open", "capacity": 1})
    other = await s.world.organizer("Mia Sol", role="guest")
    await other.post(f"{s.event.path}/requests", {})
    entry: Any = await guest.post(f"{s.event.path}/waitlist", {})
    return other, guest, entry["id"]


async def freed(s: Stage) -> tuple[Person, str]:
    """Somebody who waits while a place is free, and the path of their entry."""
    other, guest, key = await waiting(s)
    [request] = (await other.get("/api/me/requests"))["items"]
    await other.post(f"/api/requests/{request['id']}/cancel")
    return guest, f"/api/waitlist/{key}"


@case("/api/events/{event_id}/waitlist")
async def join_waitlist(s: Stage) -> Asked:
    _, guest, key = await waiting(s)
    await guest.delete(f"{s.event.path}/waitlist/{key}")
    return Asked(guest, f"{s.event.path}/waitlist", {"places": 1}, {"places": 2})


@case("/api/waitlist/{entry_id}/offer")
async def offer_places(s: Stage) -> Asked:
    _, path = await freed(s)
    return Asked(s.host, f"{path}/offer", {"reason": "Yes"}, {"reason": "No"})


@case("/api/waitlist/{entry_id}/accept")
async def take_offer(s: Stage) -> Asked:
    guest, path = await freed(s)
    await s.host.post(f"{path}/offer")
    return Asked(guest, f"{path}/accept")


@case("/api/events/{event_id}/invites")
async def invite_directly(s: Stage) -> Asked:
    guest = await s.world.organizer("Leo Paz", role="guest")
    body = {"kind": "direct", "user_id": guest.id}
    return Asked(s.host, f"{s.event.path}/invites", body, {**body, "message": "Do come!"})


@case("/api/invites/{invite}/accept")
async def come_by_a_share_link(s: Stage) -> Asked:
    link = {"kind": "share_link", "max_guests": 5}
    made: Any = await s.host.post(f"{s.event.path}/invites", link)
    guest = await s.world.organizer("Leo Paz", role="guest")
    return Asked(guest, f"/api/invites/{made['code']}/accept", {"places": 2}, {"places": 1})


@case("/api/invites/{invite}/decline")
async def decline_an_invite(s: Stage) -> Asked:
    guest = await s.world.organizer("Leo Paz", role="guest")
    body = {"kind": "direct", "user_id": guest.id}
    made: Any = await s.host.post(f"{s.event.path}/invites", body)
    return Asked(guest, f"/api/invites/{made['id']}/decline")
