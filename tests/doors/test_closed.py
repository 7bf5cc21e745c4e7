"""Once a party's answers are closed, no way in changes them: not the API, the form, a hold or a socket."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.listening import ear
from tests.world import Happening, Party, World

PAST = (datetime.now(UTC) - timedelta(hours=1)).isoformat()


async def answer(party: Party, seat: str) -> Any:
    body = {"guests": [{"id": party.guests[0], "status": "accepted"}]}
    return (await party.bearer.ask("PUT", party.rsvp, body)).json()


async def form(party: Party, seat: str) -> Any:
    sent = {f"status-{party.guests[0]}": "accepted"}
    found = await party.event.host.world.http.post(f"/r/{party.code}", data=sent)
    return {"type": f"form/{found.status_code}", "status": found.status_code}


async def choose(party: Party, seat: str) -> Any:
    body = {"seats": [{"guest": party.guests[0], "seat_id": seat}]}
    return (await party.bearer.ask("POST", f"{party.rsvp}/seats", body)).json()


async def leave(party: Party, seat: str) -> Any:
    return (await party.bearer.ask("DELETE", f"{party.rsvp}/seats")).json()


async def guest_seat(party: Party, seat: str) -> Any:
    path = f"{party.path}/guests/{party.guests[0]}"
    return (await party.bearer.ask("PATCH", path, {"seat_id": seat})).json()


async def attendance(party: Party, seat: str) -> Any:
    return (await party.bearer.ask("POST", f"{party.path}/attendance", {"seat_id": seat})).json()


async def hold(party: Party, seat: str) -> Any:
    path = f"{party.event.path}/holds"
    return (await party.bearer.ask("POST", path, {"seat_ids": [seat]})).json()


async def hold_block(party: Party, seat: str) -> Any:
    path = f"{party.event.path}/holds"
    return (await party.bearer.ask("POST", path, {"block": {"places": 1}})).json()


async def lock_seat(party: Party, seat: str) -> Any:
    async with ear(party.bearer) as guest:
        return await guest.say("lock_seat", seat_id=seat)


async def assign_seat(party: Party, seat: str) -> Any:
    async with ear(party.bearer) as guest:
        return await guest.say("assign_seat", invitation_id=party.id, seat_id=seat)


WAYS = (
    answer, form, choose, leave, guest_seat, attendance, hold, hold_block, lock_seat, assign_seat,
)  # fmt: skip
Way = Callable[[Party, str], Awaitable[Any]]


async def deadline_passed(party: Party) -> None:
    await party.event.host.put(party.event.path, {"rsvp_deadline": PAST})


async def invitation_canceled(party: Party) -> None:
    await party.event.host.post(f"{party.path}/cancel")


async def event_canceled(party: Party) -> None:
    await party.event.host.post(f"{party.event.path}/cancel")


CLOSED = {
    deadline_passed: (410, "deadline-passed"),
    invitation_canceled: (410, "canceled"),
    event_canceled: (409, "wrong-state"),
}


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event(seat_selection="guest")


@pytest.mark.parametrize("closing", CLOSED, ids=lambda one: one.__name__)
async def test_closed_answers_stay_as_they_are(event: Happening, closing: Any) -> None:
    (seat, *_) = await event.seats(4)
    party = await event.party("Jo Smith")
    await closing(party)

    problems = {way.__name__: await way(party, seat) for way in WAYS}

    status, name = CLOSED[closing]
    told = {key: (one["status"], one["type"]) for key, one in problems.items() if key != "form"}
    assert told == dict.fromkeys(told, (status, f"/problems/{name}"))
    assert problems["form"]["status"] == status
    assert {guest["status"] for guest in (await party.row())["guests"]} <= {"pending"}
    assert (await event.map())[seat]["status"] == "free"


async def test_hold_ends_with_the_deadline(event: Happening) -> None:
    """A countdown never promises more time than there is to answer."""
    (seat, *_) = await event.seats(4)
    party = await event.party("Jo Smith")
    soon = datetime.now(UTC) + timedelta(seconds=60)
    await event.host.put(event.path, {"rsvp_deadline": soon.isoformat(), "hold_seconds": 600})

    held = await event.hold(seat, who=party.bearer)

    assert datetime.fromisoformat(held["expires_at"]) == soon


async def test_team_seats_guests_after_the_deadline(event: Happening) -> None:
    """The deadline is for guests; a canceled event takes nobody any more."""
    seats = await event.seats(4)
    party = await event.party("Jo Smith")
    await deadline_passed(party)

    path = f"{party.path}/guests/{party.guests[0]}"
    await event.host.patch(path, {"status": "accepted", "seat_id": seats[0]})
    await event_canceled(party)
    problem = await event.host.refused(409, "POST", f"{event.path}/holds", {"seat_ids": seats[1:2]})

    assert (await party.row())["guests"][0]["status"] == "accepted"
    assert problem["current_status"] == "canceled"
