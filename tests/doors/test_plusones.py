"""Whom a party brings along: by name, by number and named later, until a day, or nobody."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.world import Happening, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def allow(event: Happening, rule: str, **more: Any) -> None:
    await event.host.patch(event.path, {"settings": {"plus_ones": rule, **more}})


def names(shown: Any) -> list[tuple[str, bool]]:
    return [(one["name"], one["is_unnamed"]) for one in shown["guests"]]


async def test_number_is_brought_now_and_named_later(event: Happening) -> None:
    await allow(event, "number")
    party = await event.party("Ana Ruiz", max_guests=3)

    before = await party.answer("accepted", plus_ones=[{}, {}])
    _, first, second = before["guests"]
    named = {"id": first["id"], "first_name": "Bo", "last_name": "Lee"}
    after = await party.bearer.put(party.rsvp, {"guests": [named]})
    book = [one["name"] for one in (await event.host.get("/api/guests"))["items"]]

    assert names(before) == [
        ("Ana Ruiz", False), ("Guest of Ana Ruiz", True), ("Guest of Ana Ruiz (2)", True),
    ]  # fmt: skip
    assert names(after)[1:] == [("Bo Lee", False), ("Guest of Ana Ruiz (2)", True)]
    assert (after["plus_ones_left"], (await event.row())["going_count"]) == (0, 3)
    assert (second["is_plus_one"], sorted(book)) == (True, ["Ana Ruiz", "Bo Lee"])


async def test_guests_without_a_name_are_no_duplicates_of_each_other(event: Happening) -> None:
    await allow(event, "number")
    for _ in range(2):
        await (await event.party("Ana Ruiz", max_guests=2)).answer("accepted", plus_ones=[{}])

    groups = (await event.host.get(f"{event.path}/guests/duplicates"))["items"]

    assert [sorted(one["name"] for one in group["guests"]) for group in groups] == [
        ["Ana Ruiz", "Ana Ruiz"]
    ]


async def test_host_names_a_guest_of_somebody(event: Happening) -> None:
    await allow(event, "number")
    shown = await (await event.party("Ana Ruiz", max_guests=2)).answer("accepted", plus_ones=[{}])
    path = f"{event.path}/guests/{shown['guests'][1]['guest_id']}"
    listed = {one["name"]: one for one in (await event.host.get(f"{event.path}/guests"))["items"]}

    named = await event.host.patch(path, {"first_name": "Bo", "last_name": "Lee"})

    assert listed["Guest of Ana Ruiz"]["is_unnamed"] is True
    assert (named["name"], named["is_unnamed"]) == ("Bo Lee", False)


async def test_names_are_asked_for_where_the_event_wants_them(event: Happening) -> None:
    party = await event.party("Ana Ruiz", max_guests=2)
    guests = [{"id": party.guests[0], "status": "accepted"}]

    problem = await party.bearer.refused(
        422, "PUT", party.rsvp, {"guests": guests, "plus_ones": [{"last_name": " "}]}
    )
    shown = await party.answer("accepted", plus_ones=[{"last_name": "Lee"}])

    assert problem["errors"][0]["pointer"] == "/plus_ones/0/first_name"
    assert names(shown)[1] == ("Lee", False)


async def test_nobody_is_brought_to_an_event_for_named_people_only(event: Happening) -> None:
    party = await event.party("Ana Ruiz", max_guests=3)
    await allow(event, "none")

    problem = await party.bearer.refused(
        409, "PUT", party.rsvp, {"plus_ones": [{"first_name": "Bo"}]}
    )

    assert problem["type"] == "/problems/plus-ones-off"
    assert (await party.bearer.get(party.rsvp))["plus_ones_left"] == 0


async def test_after_the_day_only_the_team_adds_somebody(event: Happening) -> None:
    party = await event.party("Ana Ruiz", max_guests=3)
    early = await party.answer("accepted", plus_ones=[{"first_name": "Bo"}])
    past = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()
    await allow(event, "named", plus_ones_until=past)
    body = {"plus_ones": [{"first_name": "Cy"}]}

    problem = await party.bearer.refused(409, "PUT", party.rsvp, body)
    renamed = {"guests": [{"id": early["guests"][1]["id"], "first_name": "Bob"}]}
    shown = await party.bearer.put(party.rsvp, renamed)

    assert problem["type"] == "/problems/plus-ones-over"
    assert shown["plus_ones_left"] == 0
    assert names(shown)[1] == ("Bob", False)


async def test_name_of_an_invited_person_stays_as_the_host_wrote_it(event: Happening) -> None:
    party = await event.party("Ana Ruiz", "Jo Smith")
    renamed = {"guests": [{"id": party.guests[1], "first_name": "Eve"}]}

    problem = await party.bearer.refused(422, "PUT", party.rsvp, renamed)

    assert problem["errors"][0]["pointer"] == "/guests/0/first_name"


async def test_form_without_scripts_takes_a_number_and_later_the_names(
    world: World, event: Happening
) -> None:
    await allow(event, "number")
    party = await event.party("Ana Ruiz", max_guests=3)
    said = {f"status-{party.guests[0]}": "accepted", "seen": ""}

    page = (await world.http.get(f"/r/{party.code}")).text
    for _ in range(2):  # sent twice, as a nervous thumb does
        sent = await world.http.post(f"/r/{party.code}", data={**said, "plus-count": "2"})
    once = await party.bearer.get(party.rsvp)
    key = once["guests"][1]["id"]
    asked = (await world.http.get(f"/r/{party.code}?change")).text
    await world.http.post(f"/r/{party.code}", data={f"name-first-{key}": "Bo"})
    after = await party.bearer.get(party.rsvp)

    assert 'name="plus-count"' in page
    assert sent.status_code == 303
    assert names(once)[1:] == [("Guest of Ana Ruiz", True), ("Guest of Ana Ruiz (2)", True)]
    assert f'name="name-first-{key}"' in asked
    assert names(after)[1:] == [("Bo", False), ("Guest of Ana Ruiz (2)", True)]


async def test_guest_without_a_name_still_chooses_a_meal(event: Happening) -> None:
    await allow(event, "number")
    meal = {"label": "Meal", "kind": "meal", "options": ["Fish", "Nuts"], "required": True}
    asked = await event.host.post(f"{event.path}/questions", {**meal, "scope": "plus_one"})
    party = await event.party("Ana Ruiz", max_guests=2)
    guests = [{"id": party.guests[0], "status": "accepted"}]

    open_ = {"guests": guests, "plus_ones": [{}]}
    problem = await party.bearer.refused(422, "PUT", party.rsvp, open_)
    answered = {"guests": guests, "plus_ones": [{"answers": {asked["id"]: "Fish"}}]}
    shown = await party.bearer.put(party.rsvp, answered)

    assert problem["errors"][0]["pointer"] == f"/plus_ones/0/answers/{asked['id']}"
    assert names(shown)[1] == ("Guest of Ana Ruiz", True)


async def test_copy_of_an_event_moves_the_day(event: Happening) -> None:
    starts = datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)
    await event.host.patch(event.path, {"starts_at": starts.isoformat(), "ends_at": None})
    until = starts - timedelta(days=7)
    await allow(event, "number", plus_ones_until=until.isoformat())

    later = starts + timedelta(days=365)
    copy = await event.host.post(f"{event.path}/duplicate", {"starts_at": later.isoformat()})

    moved = datetime.fromisoformat(copy["settings"]["plus_ones_until"])
    assert abs(moved - (later - timedelta(days=7))) <= timedelta(hours=1)
