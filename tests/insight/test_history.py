"""The history of one guest: what happened to them, newest first, for whoever edits guests."""

from typing import Any

import pytest

from convite.insight.activity.rules import hidden_from
from tests.world import Happening, Person, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer("Ana Ruiz")).event()


async def history(event: Happening, guest: str, who: Person | None = None, **more: Any) -> Any:
    query = {"event": event.id, "guest": guest, **more}
    return await (who or event.host).get("/api/activity", **query)


async def joined(event: Happening, role: str) -> Person:
    person = await event.host.world.organizer(f"A {role}")
    await event.host.post(f"{event.path}/invite-member", {"user_id": person.id, "role": role})
    return person


async def test_everything_that_happened_to_somebody_and_nothing_else(event: Happening) -> None:
    first, second, *_ = await event.seats(3)
    smiths = await event.party("Jo Smith", "Al Smith", label="The Smiths")
    other = await event.party("Eva Lind")
    jo, al = smiths.guests
    await event.host.patch(f"{event.path}/guests/{jo}", {"email": "jo@old.example.com"})
    await event.host.patch(f"{event.path}/guests/{jo}", {"email": "jo@new.example.com"})
    await smiths.answer("accepted", "declined")
    await smiths.take(first)
    await event.host.patch(f"{event.path}/guests/{jo}", {"seat_id": second})
    await other.answer("accepted")

    items = (await history(event, jo, limit=200))["items"]

    assert [one["at"] for one in items] == sorted((one["at"] for one in items), reverse=True)
    actions = [one["action"] for one in items]
    assert actions.count("guest_responded") == 1
    assert [one["data"]["seat_id"] for one in items if one["action"] == "seat_assigned"] == [
        second,
        first,
    ]
    assert "seat_freed" in actions
    mails = [one["changes"]["email"] for one in items if "email" in one["changes"]]
    assert mails[0] == ["jo@old.example.com", "jo@new.example.com"]
    answered = next(one for one in items if one["action"] == "guest_responded")
    assert answered["actor"]["name"] == "The Smiths"
    assert answered["changes"]["status"] == ["pending", "going"]
    of_others = {al, other.id, *other.guests}
    assert not [one for one in items if one["object_id"] in of_others]
    als = (await history(event, al))["items"]
    assert not [one for one in als if one["action"].startswith("seat")]


async def test_answers_and_parts_are_told_before_and_after(event: Happening) -> None:
    asked = {"label": "Meal", "kind": "text"}
    question = (await event.host.post(f"{event.path}/questions", asked))["id"]
    dinner = await event.host.post(
        f"{event.path}/parts", {"title": "Dinner", "starts_at": "2027-06-12T18:00:00Z"}
    )
    jo = (await event.party("Jo Smith")).guests[0]
    path = f"/api/attendees/{jo}"
    await event.host.patch(path, {"answers": {question: "Fish"}})
    await event.host.patch(path, {"answers": {question: "Soup"}})
    await event.host.patch(path, {"parts": [{"part_id": dinner["id"], "status": "going"}]})

    items = (await history(event, jo))["items"]

    answers = [one["changes"]["answers"] for one in items if "answers" in one["changes"]]
    assert answers == [
        [{question: "Fish"}, {question: "Soup"}],
        [{question: None}, {question: "Fish"}],
    ]
    parts = [one["changes"]["parts"] for one in items if "parts" in one["changes"]]
    assert parts == [[{dinner["id"]: "pending"}, {dinner["id"]: "going"}]]


async def test_history_is_paged(event: Happening) -> None:
    party = await event.party("Jo Smith")
    await party.answer("accepted")
    await party.answer("declined")
    jo = party.guests[0]

    everything = (await history(event, jo))["items"]
    first = await history(event, jo, limit=2)
    rest = await history(event, jo, cursor=first["next_cursor"])

    assert [one["id"] for one in first["items"] + rest["items"]] == [
        one["id"] for one in everything
    ]


async def test_only_who_edits_guests_reads_it(event: Happening, world: World) -> None:
    jo = (await event.party("Jo Smith")).guests[0]
    editor, viewer = await joined(event, "editor"), await joined(event, "viewer")
    stranger = await world.organizer("Somebody Else")
    theirs = await stranger.event()
    query = {"event": event.id, "guest": jo}

    assert (await history(event, jo, editor))["items"]
    await editor.refused(403, "GET", "/api/activity", params={"event": event.id})
    await viewer.refused(403, "GET", "/api/activity", params=query)
    await stranger.refused(404, "GET", "/api/activity", params=query)
    # somebody else's guest isn't found through an own event
    await stranger.refused(404, "GET", "/api/activity", params={"event": theirs.id, "guest": jo})


@pytest.mark.unit
def test_contacts_and_answers_are_hidden_from_whoever_may_not_see_them() -> None:
    assert hidden_from(frozenset({"see_contacts", "see_answers"})) == frozenset()
    assert "email" in hidden_from(frozenset({"see_answers"}))
    assert hidden_from(frozenset({"see_contacts"})) == {"answers"}
