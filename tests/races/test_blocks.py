"""Many parties want to sit together at once, on two API processes."""

from collections import Counter
from typing import Any

import pytest

from tests.world import World, at_once

pytestmark = pytest.mark.pg15

PARTIES = 60
ROWS, SEATS_A_ROW = 20, 14


async def test_blocks_are_whole_and_nobodys_twice(world: World) -> None:
    """60 parties of four on 280 seats: each gets four in one row, and none is told to try again."""
    host = await world.organizer()
    event = await host.event()
    plan = {"kind": "rows", "rows": ROWS, "seats_per_row": SEATS_A_ROW}
    await host.post(f"{event.path}/seating-plan/generate", plan)
    parties = await event.parties([1] * PARTIES)

    async def ask(number: int) -> Any:
        wire = parties[number].bearer.wire(number % 2)
        answer = await wire.ask("POST", f"{event.path}/holds", {"block": {"places": 4}})
        wire.close()
        return answer

    answers = await at_once(*(ask(number) for number in range(PARTIES)))

    assert Counter(answer.status for answer in answers) == {201: PARTIES}
    given = Counter(seat["id"] for answer in answers for seat in answer.json["seats"])
    assert set(given.values()) == {1}
    for answer in answers:
        numbers = sorted(int(seat["seat_number"][1:]) for seat in answer.json["seats"])
        rows = {seat["seat_number"][0] for seat in answer.json["seats"]}
        assert (len(rows), numbers) == (1, list(range(numbers[0], numbers[0] + 4)))
    held = Counter(seat["status"] for seat in (await event.map()).values())
    assert held == {"held": 4 * PARTIES, "free": ROWS * SEATS_A_ROW - 4 * PARTIES}


async def test_the_last_places_go_to_whoever_fits(world: World) -> None:
    """More parties than room: what is given is whole, the others hear how many are left together."""
    host = await world.organizer()
    event = await host.event()
    plan = {"kind": "rows", "rows": 4, "seats_per_row": 10}
    await host.post(f"{event.path}/seating-plan/generate", plan)
    parties = await event.parties([1] * 30)
    body = {"block": {"places": 3, "split": False}}

    answers = await at_once(
        *(
            party.bearer.through(number % 2).ask("POST", f"{event.path}/holds", body)
            for number, party in enumerate(parties)
        )
    )

    assert Counter(answer.status_code for answer in answers) == {201: 12, 409: 18}
    refused = [answer.json() for answer in answers if answer.status_code == 409]
    assert {problem["type"] for problem in refused} == {"/problems/no-block"}
    assert {problem["most"] for problem in refused} <= {0, 1, 2}
