"""Options that only so many can choose, such as a tour of the vineyard with two places."""

from collections import Counter
from typing import Any

import pytest

from tests.world import Happening, Party, World, at_once


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def tour(event: Happening, most: int = 1, **more: Any) -> str:
    """A question of which one option has so many places."""
    body = {
        "label": "Afternoon",
        "kind": "choice",
        "options": ["Vineyard", "Beach"],
        "limits": {"quotas": {"Vineyard": most}},
        **more,
    }
    return str((await event.host.post(f"{event.path}/questions", body))["id"])


def choice(party: Party, question: str, option: Any, status: str = "accepted") -> Any:
    guest = {"id": party.guests[0], "status": status, "answers": {question: option}}
    return {"guests": [guest]}


async def left(party: Party) -> Any:
    return (await party.bearer.get(party.rsvp))["questions"][0]["left"]


async def test_last_place_is_chosen_once_and_comes_back(event: Happening) -> None:
    question = await tour(event)
    jo, al = await event.party("Jo Smith"), await event.party("Al Lee")

    shown = await jo.bearer.put(jo.rsvp, choice(jo, question, "Vineyard"))
    full = await al.bearer.refused(422, "PUT", al.rsvp, choice(al, question, "Vineyard"))
    await al.bearer.put(al.rsvp, choice(al, question, "Beach"))
    again = await jo.bearer.put(jo.rsvp, choice(jo, question, "Vineyard"))
    await jo.bearer.put(jo.rsvp, choice(jo, question, "Vineyard", "declined"))
    free = await left(al)
    moved = await al.bearer.put(al.rsvp, choice(al, question, "Vineyard"))

    assert shown["questions"][0]["left"] == {"Vineyard": 0}
    assert full["errors"][0]["pointer"] == f"/guests/0/answers/{question}"
    assert full["detail"].startswith("Afternoon: “Vineyard” is no longer available.")
    assert again["guests"][0]["answers"] == {question: "Vineyard"}
    assert free == {"Vineyard": 1}
    assert moved["guests"][0]["answers"] == {question: "Vineyard"}


async def test_family_that_wants_more_than_is_left_gets_none(event: Happening) -> None:
    question = await tour(event, 2)
    party = await event.party("Jo Smith", "Al Smith", max_guests=3)
    guests = [
        {"id": key, "status": "accepted", "answers": {question: "Vineyard"}} for key in party.guests
    ]
    body = {
        "guests": guests,
        "plus_ones": [{"first_name": "Bo", "answers": {question: "Vineyard"}}],
    }

    problem = await party.bearer.refused(422, "PUT", party.rsvp, body)

    assert [one["pointer"] for one in problem["errors"]] == [f"/plus_ones/0/answers/{question}"]
    assert await left(party) == {"Vineyard": 2}
    await party.bearer.put(party.rsvp, {"guests": guests})
    assert await left(party) == {"Vineyard": 0}


async def test_several_choices_are_counted_each(event: Happening) -> None:
    question = await tour(event, 1, kind="choices", limits={"quotas": {"Vineyard": 1, "Beach": 5}})
    jo, al = await event.party("Jo Smith"), await event.party("Al Lee")

    await jo.bearer.put(jo.rsvp, choice(jo, question, ["Vineyard", "Beach"]))
    await al.bearer.refused(422, "PUT", al.rsvp, choice(al, question, ["Beach", "Vineyard"]))
    await al.bearer.put(al.rsvp, choice(al, question, ["Beach"]))

    assert await left(al) == {"Vineyard": 0, "Beach": 3}


async def test_many_at_once_never_get_more_than_there_is(world: World, event: Happening) -> None:
    question = await tour(event, 3)
    parties = [await event.party(f"Guest {number}") for number in range(12)]
    wires = [(one, one.bearer.wire(number % 2)) for number, one in enumerate(parties)]

    answers = await at_once(
        *(wire.ask("PUT", one.rsvp, choice(one, question, "Vineyard")) for one, wire in wires)
    )

    chosen = "SELECT count(*) FROM attendees WHERE event_id = $1 AND answers ->> $2 = 'Vineyard'"
    assert Counter(answer.status for answer in answers) == {200: 3, 422: 9}
    assert await world.one(chosen, event.id, question) == 3
    assert await left(parties[0]) == {"Vineyard": 0}


async def test_page_offers_only_what_is_left(world: World, event: Happening) -> None:
    question = await tour(event, 1)
    jo, al = await event.party("Jo Smith"), await event.party("Al Lee")
    before = (await world.http.get(f"/r/{al.code}")).text
    await jo.bearer.put(jo.rsvp, choice(jo, question, "Vineyard"))

    after = (await world.http.get(f"/r/{al.code}")).text
    own = (await world.http.get(f"/r/{jo.code}?change")).text

    assert "Vineyard (1 left)" in before
    assert "Vineyard (no longer available)" in after
    assert '<option value="Vineyard" selected>Vineyard</option>' in own


async def test_quota_is_for_options_that_are_there(event: Happening) -> None:
    wrong = {
        "label": "Afternoon",
        "kind": "choice",
        "options": ["Vineyard", "Beach"],
        "limits": {"quotas": {"Museum": 2}},
    }

    problem = await event.host.refused(422, "POST", f"{event.path}/questions", wrong)

    assert problem["errors"][0]["pointer"] == "/limits/quotas"
