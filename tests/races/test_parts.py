"""Replies to parts of an event at the same time, on two API processes."""

from collections import Counter

import pytest

from tests.world import World, at_once

pytestmark = pytest.mark.pg15

PLACES = 25
PARTIES = 40


async def test_part_is_never_oversold(world: World) -> None:
    """40 couples say yes at once to a dinner with 25 places: a sampler never sees more."""
    host = await world.organizer()
    event = await host.event()
    dinner = await host.post(
        f"{event.path}/parts",
        {"title": "Dinner", "starts_at": "2030-05-01T20:00:00Z", "capacity": PLACES},
    )
    await host.post(f"{event.path}/parts", {"title": "Party", "starts_at": "2030-05-01T22:00:00Z"})
    parties = await event.parties([2] * PARTIES)
    coming = "SELECT count(*) FROM entitlements WHERE part_id = $1 AND state = 'going'"

    async def say_yes(number: int) -> int:
        party, wire = parties[number], parties[number].bearer.wire(number % 2)
        said = [{"id": guest, "status": "accepted"} for guest in party.guests]
        answer = await wire.ask("PUT", party.rsvp, {"guests": said})
        wire.close()
        return answer.status

    async with world.sampled(coming, dinner["id"]) as seen:
        statuses = Counter(await at_once(*(say_yes(number) for number in range(PARTIES))))

    assert statuses == {200: PARTIES}
    assert max(row[0] for row in seen) <= PLACES
    states = await world.sql(
        "SELECT state, count(*) FROM entitlements WHERE part_id = $1 GROUP BY state", dinner["id"]
    )
    assert dict(states) == {"going": PLACES, "waitlisted": 2 * PARTIES - PLACES}


async def test_new_part_and_replies_at_once_leave_nobody_unasked(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    parties = await event.parties([2] * PARTIES)

    async def add(number: int) -> int:
        body = {"title": f"Part {number}", "starts_at": "2030-05-01T20:00:00Z"}
        return (await host.through(number % 2).ask("POST", f"{event.path}/parts", body)).status_code

    async def say_yes(number: int) -> int:
        party = parties[number]
        said = [{"id": guest, "status": "accepted"} for guest in party.guests]
        answer = await party.bearer.through(number % 2).ask("PUT", party.rsvp, {"guests": said})
        return answer.status_code

    answers = await at_once(
        *(say_yes(number) for number in range(PARTIES)), *(add(number) for number in range(4))
    )

    assert Counter(answers) == {200: PARTIES, 201: 4}
    asked = await world.one("SELECT count(*) FROM entitlements WHERE event_id = $1", event.id)
    assert asked == 4 * 2 * PARTIES
