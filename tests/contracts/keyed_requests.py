"""Keyed routes of requests to join, invites and date polls."""

from typing import Any

from tests.contracts.keyed import Asked, Stage, case
from tests.victim import PICTURE
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


def dates(*days: int) -> dict[str, Any]:
    """Options on these days of a month."""
    return {"options": [{"starts_at": f"2031-05-{day:02}T19:00:00Z"} for day in days]}


async def polled(s: Stage) -> tuple[str, dict[str, Any]]:
    """The path of a draft's date poll, and the poll."""
    event = await s.host.event(publish=False, starts_at=None)
    made: dict[str, Any] = await s.host.post(f"{event.path}/poll", dates(2, 3))
    return f"{event.path}/poll", made


@case("/api/events/{event_id}/poll")
async def ask_for_a_date(s: Stage) -> Asked:
    event = await s.host.event(publish=False, starts_at=None)
    return Asked(s.host, f"{event.path}/poll", dates(2, 3), dates(2, 4))


@case("/api/events/{event_id}/poll/options")
async def add_dates(s: Stage) -> Asked:
    path, _ = await polled(s)
    return Asked(s.host, f"{path}/options", dates(4), dates(5))


@case("/api/events/{event_id}/poll/close")
async def choose_a_date(s: Stage) -> Asked:
    path, poll = await polled(s)
    first, second = ({"option_id": one["id"], "version": 1} for one in poll["options"])
    return Asked(s.host, f"{path}/close", first, second)


@case("/api/events/{event_id}/poll/reopen")
async def open_the_poll_again(s: Stage) -> Asked:
    path, poll = await polled(s)
    body = {"option_id": poll["options"][0]["id"], "version": 1}
    await s.host.post(f"{path}/close", body)
    other = {"closes_at": "2031-01-01T12:00:00Z"}
    return Asked(s.host, f"{path}/reopen", {"closes_at": None}, other)


async def commented(s: Stage) -> tuple[str, str]:
    """The path of a wall's comments, and a comment's id."""
    await s.host.patch(s.event.path, {"settings": {"page": {"comments": True, "photos": True}}})
    path = f"{s.event.path}/comments"
    made: Any = await s.host.post(path, {"text": "Hello"})
    return path, made["id"]


@case("/api/events/{event_id}/comments")
async def comment(s: Stage) -> Asked:
    path, _ = await commented(s)
    return Asked(s.host, path, {"text": "One"}, {"text": "Other"})


@case("/api/events/{event_id}/comments/{comment_id}/report")
async def report_comment(s: Stage) -> Asked:
    path, key = await commented(s)
    return Asked(s.host, f"{path}/{key}/report")


@case("/api/events/{event_id}/photos/{photo_id}/report")
async def report_photo(s: Stage) -> Asked:
    await commented(s)
    path = f"{s.event.path}/photos"
    made = await s.host.ask("POST", path, files={"file": ("a.png", PICTURE)})
    return Asked(s.host, f"{path}/{made.json()['id']}/report")
