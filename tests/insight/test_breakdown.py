"""Figures by what is known of people; each is the length of the list behind it."""

from typing import Any

import pytest

from tests.world import Happening, World


@pytest.fixture
async def event(world: World) -> Happening:
    event = await (await world.organizer()).event()
    for name, more in (
        ("Ana Ruiz", {"tags": ["VIP", "Press"], "status": "confirmed"}),
        ("Bo Lee", {"tags": ["VIP"], "is_child": True, "status": "confirmed"}),
        ("Eva Berg", {"status": "declined"}),
        ("Dua Haddad", {}),
    ):
        await event.host.post(f"{event.path}/guests", {"name": name, **more})
    return event


async def total(event: Happening, **filters: Any) -> int:
    page = await event.host.get(f"{event.path}/guests", total=True, limit=1, **filters)
    return int(page["total"])


async def test_figures_are_the_lengths_of_the_lists_behind_them(event: Happening) -> None:
    meal = await event.host.post(
        f"{event.path}/questions",
        {"scope": "rsvp", "kind": "choice", "label": "Meal", "options": ["Fish", "Rice"]},
    )
    for row in (await event.host.get(f"{event.path}/guests"))["items"]:
        answers = {meal["id"]: "Rice" if row["first_name"] == "Bo" else "Fish"}
        if row["status"] == "confirmed":
            await event.host.patch(f"/api/attendees/{row['id']}", {"answers": answers})

    figures = await event.host.get(f"{event.path}/stats/breakdown")

    assert figures["by_tag"] == {"VIP": 2, "Press": 1}
    assert figures["children"] == await total(event, is_child=True) == 1
    assert [one["count"] for one in figures["added_by"]] == [await total(event)]
    [asked] = figures["questions"]
    assert (asked["answered"], asked["label"]) == (2, "Meal")
    for one in asked["answers"]:
        filters = {"question_id": meal["id"], "answer": one["answer"], "status": "going"}
        assert one["count"] == await total(event, **filters) == 1
    assert figures["funnel"] == {
        "invited": 4, "sent": 0, "opened": 0, "replied": 3, "going": 2, "came": 0,
    }  # fmt: skip
    assert [(day["replied"], day["going"]) for day in figures["days"]] == [(3, 2)]


async def test_sent_and_opened_are_counted_only_if_it_happened(event: Happening) -> None:
    party = await event.party("Jo Smith", "Li Smith")
    await party.bearer.post(f"{party.rsvp}/opened")
    mailed = await event.host.post(
        f"{event.path}/invitations", {"guests": [{"name": "Max Berg", "email": "max@example.com"}]}
    )
    await event.host.post(f"/api/invitations/{mailed['id']}/send")

    funnel = (await event.host.get(f"{event.path}/stats/breakdown"))["funnel"]

    assert funnel == {
        "invited": 7, "sent": 1, "opened": 2, "replied": 3, "going": 2, "came": 0,
    }  # fmt: skip


async def test_an_event_without_people_has_figures_of_nought(world: World) -> None:
    event = await (await world.organizer()).event()

    figures = await event.host.get(f"{event.path}/stats/breakdown")

    assert (figures["by_tag"], figures["days"], figures["questions"]) == ({}, [], [])
    assert set(figures["funnel"].values()) == {0}


async def test_figures_follow_each_change_though_they_are_kept(event: Happening) -> None:
    path, host = f"{event.path}/stats/breakdown", event.host
    before = await host.get(path)
    row = (await host.get(f"{event.path}/guests"))["items"][0]

    await host.patch(f"/api/guests/{row['guest_id']}", {"tags": ["Crew"]})
    tagged = await host.get(path)
    await host.patch(f"{event.path}/guests/{row['id']}", {"status": "declined"})
    answered = await host.get(path)
    await host.delete(f"{event.path}/guests/{row['id']}")
    removed = await host.get(path)

    assert "Crew" not in before["by_tag"]
    assert tagged["by_tag"]["Crew"] == 1
    assert answered["funnel"]["going"] == before["funnel"]["going"] - (row["status"] == "confirmed")
    assert removed["funnel"]["invited"] == before["funnel"]["invited"] - 1
