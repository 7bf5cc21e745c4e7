"""Replies to the parts of an event: who comes to the ceremony, who to dinner, who stays for brunch."""

import csv
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.world import Happening, Party, World

STARTS = {"Ceremony": "16:00", "Dinner": "20:00", "Brunch": "23:00"}


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def add_part(event: Happening, title: str, **values: Any) -> str:
    body = {"title": title, "starts_at": f"2030-05-01T{STARTS.get(title, '12:00')}:00Z", **values}
    made: str = (await event.host.post(f"{event.path}/parts", body))["id"]
    return made


async def wedding(event: Happening, **dinner: Any) -> tuple[str, str]:
    """A ceremony and a dinner."""
    return await add_part(event, "Ceremony"), await add_part(event, "Dinner", **dinner)


def said(guest: str, **parts: str) -> dict[str, Any]:
    """A guest's reply for parts, by their ids with underscores for hyphens."""
    return {
        "id": guest,
        "parts": [
            {"part_id": key.replace("_", "-"), "status": status} for key, status in parts.items()
        ],
    }


def named(key: str) -> str:
    return key.replace("-", "_")


def words(guest: dict[str, Any]) -> list[str]:
    """The answers of a guest, by part."""
    return ["waitlisted" if one["is_waitlisted"] else one["status"] for one in guest["parts"]]


async def reply(party: Party, *guests: dict[str, Any]) -> Any:
    return await party.bearer.put(party.rsvp, {"guests": list(guests)})


async def people(event: Happening) -> dict[str, tuple[str, list[str]]]:
    """Everybody's reply to the event and to its parts, by name."""
    listed = (await event.host.get(f"{event.path}/attendees"))["items"]
    return {one["name"]: (one["status"], [p["status"] for p in one["parts"]]) for one in listed}


async def test_guests_are_asked_for_each_part_they_are_invited_to(event: Happening) -> None:
    party = await event.party("Jo Smith")
    await wedding(event)

    shown = await event.host.world.nobody().get(party.rsvp)

    assert [part["title"] for part in shown["parts"]] == ["Ceremony", "Dinner"]
    assert datetime.fromisoformat(shown["parts"][0]["starts_at"]) == datetime(
        2030, 5, 1, 16, tzinfo=UTC
    )
    assert [(one["title"], one["status"]) for one in shown["guests"][0]["parts"]] == [
        ("Ceremony", "pending"),
        ("Dinner", "pending"),
    ]


async def test_each_person_says_to_what_they_come(event: Happening) -> None:
    ceremony, dinner = await wedding(event)
    party = await event.party("Jo Smith", "Al Smith")
    jo, al = party.guests

    answered = await reply(
        party,
        said(jo, **{named(ceremony): "accepted", named(dinner): "declined"}),
        said(al, **{named(ceremony): "declined", named(dinner): "declined"}),
    )

    first, second = answered["guests"]
    assert (first["status"], words(first)) == ("accepted", ["accepted", "declined"])
    assert (second["status"], words(second)) == ("declined", ["declined", "declined"])
    assert answered["invitation"]["status"] == "partial"


async def test_status_without_parts_counts_for_all_of_them(event: Happening) -> None:
    await wedding(event)
    party = await event.party("Jo Smith", "Al Smith")

    answered = await party.answer("accepted", "declined")

    assert [words(one) for one in answered["guests"]] == [["accepted"] * 2, ["declined"] * 2]
    listed = (await event.host.get(f"{event.path}/parts"))["items"]
    assert [part["taken"] for part in listed] == [1, 1]


async def test_answer_for_one_part_leaves_the_others(event: Happening) -> None:
    ceremony, dinner = await wedding(event)
    party = await event.party("Jo Smith")
    await party.answer("accepted")

    answered = await reply(party, said(party.guests[0], **{named(dinner): "declined"}))

    assert words(answered["guests"][0]) == ["accepted", "declined"]
    assert answered["guests"][0]["status"] == "accepted"
    again = await reply(party, said(party.guests[0], **{named(ceremony): "declined"}))
    assert again["guests"][0]["status"] == "declined"


async def test_marking_many_as_coming_leaves_a_part_that_somebody_declined(
    event: Happening,
) -> None:
    _, dinner = await wedding(event)
    party = await event.party("Jo Smith", "Al Smith", "Cy Smith")
    jo, al, _ = party.guests
    await reply(party, said(jo, **{named(dinner): "declined"}), {"id": al, "status": "declined"})

    change = {"ids": party.guests, "set": {"status": "accepted"}}
    await event.host.patch(f"{event.path}/guests", change)

    shown = await event.host.world.nobody().get(party.rsvp)
    assert [words(one) for one in shown["guests"]] == [
        ["accepted", "declined"],
        ["accepted", "accepted"],
        ["accepted", "accepted"],
    ]


async def test_full_part_has_a_waitlist_of_its_own(event: Happening) -> None:
    await wedding(event, capacity=1)
    first, second = await event.party("Jo Smith"), await event.party("Al Other")

    await first.answer("accepted")
    answered = await second.answer("accepted")

    [al] = answered["guests"]
    assert (al["status"], words(al)) == ("accepted", ["accepted", "waitlisted"])


async def test_decline_gives_the_place_to_whoever_waits_longest(event: Happening) -> None:
    _, dinner = await wedding(event, capacity=1)
    first, second, third = [await event.party(name) for name in ("Jo A", "Al B", "Cy C")]
    for party in (first, second, third):
        await party.answer("accepted")

    await reply(first, said(first.guests[0], **{named(dinner): "declined"}))

    assert await people(event) == {
        "Jo A": ("going", ["going", "declined"]),
        "Al B": ("going", ["going", "going"]),
        "Cy C": ("going", ["going", "waitlisted"]),
    }


async def test_whoever_waits_for_everything_is_on_the_waitlist(event: Happening) -> None:
    await add_part(event, "Dinner", capacity=1)
    first, second = await event.party("Jo A"), await event.party("Al B")
    await first.answer("accepted")
    await second.answer("accepted")
    waits = (await people(event))["Al B"]

    await first.answer("declined")

    assert waits == ("waitlisted", ["waitlisted"])
    assert (await people(event))["Al B"] == ("going", ["going"])


async def test_full_event_leaves_no_place_in_its_parts(event: Happening) -> None:
    await event.host.patch(event.path, {"capacity": 1})
    await wedding(event)
    first, second = await event.party("Jo A"), await event.party("Al B")

    await first.answer("accepted")
    await second.answer("accepted")

    assert (await people(event))["Al B"] == ("waitlisted", ["waitlisted"] * 2)


async def test_more_places_go_to_those_who_wait(event: Happening) -> None:
    _, dinner = await wedding(event, capacity=1)
    first, second = await event.party("Jo A"), await event.party("Al B")
    await first.answer("accepted")
    await second.answer("accepted")

    refused = await event.host.ask("PATCH", f"{event.path}/parts/{dinner}", {"capacity": 2})

    assert refused.json()["taken"] == 2
    assert (await people(event))["Al B"] == ("going", ["going", "going"])


async def test_removed_guest_frees_their_places(event: Happening) -> None:
    await wedding(event, capacity=1)
    first, second = await event.party("Jo A"), await event.party("Al B")
    await first.answer("accepted")
    await second.answer("accepted")

    await event.host.delete(f"{event.path}/guests/{first.guests[0]}")

    assert await people(event) == {"Al B": ("going", ["going", "going"])}


async def test_new_part_asks_those_invited_and_keeps_their_answers(event: Happening) -> None:
    yes, no = await event.party("Jo A"), await event.party("Al B")
    await yes.answer("accepted")
    await no.answer("declined")

    await wedding(event)

    assert await people(event) == {
        "Jo A": ("going", ["pending", "pending"]),
        "Al B": ("declined", ["declined", "declined"]),
    }


async def test_removed_part_leaves_the_answers_for_the_others(event: Happening) -> None:
    ceremony, dinner = await wedding(event)
    brunch = await add_part(event, "Brunch")
    party = await event.party("Jo A", "Al B")
    jo, al = party.guests
    await reply(
        party,
        said(
            jo,
            **{named(ceremony): "accepted", named(dinner): "declined", named(brunch): "declined"},
        ),
        said(
            al,
            **{named(ceremony): "accepted", named(dinner): "accepted", named(brunch): "declined"},
        ),
    )

    await event.host.delete(f"{event.path}/parts/{ceremony}")

    assert await people(event) == {
        "Jo A": ("declined", ["declined", "declined"]),
        "Al B": ("going", ["going", "declined"]),
    }
    await event.host.delete(f"{event.path}/parts/{dinner}")
    await event.host.delete(f"{event.path}/parts/{brunch}")
    assert (await event.row())["has_parts"] is False


async def test_party_is_invited_to_some_parts(event: Happening) -> None:
    ceremony, _ = await wedding(event)
    brunch = await add_part(event, "Brunch", for_all=False)
    body = {"guests": [{"first_name": "Jo"}], "part_ids": [brunch, ceremony]}

    made = await event.host.post(f"{event.path}/invitations", body)

    assert made["part_ids"] == [ceremony, brunch]
    plain = await event.host.post(f"{event.path}/invitations", {"guests": [{"first_name": "Al"}]})
    assert [part["title"] for part in plain["guests"][0]["parts"]] == ["Ceremony", "Dinner"]


async def test_changed_choice_of_parts_keeps_answers_and_frees_places(event: Happening) -> None:
    ceremony, dinner = await wedding(event, capacity=1)
    brunch = await add_part(event, "Brunch", for_all=False)
    first, second = await event.party("Jo A"), await event.party("Al B")
    await first.answer("accepted")
    await second.answer("accepted")

    changed = await event.host.patch(
        f"/api/invitations/{first.id}", {"part_ids": [ceremony, brunch]}
    )

    assert changed["part_ids"] == [ceremony, brunch]
    assert await people(event) == {
        "Jo A": ("going", ["going", "pending"]),
        "Al B": ("going", ["going", "going"]),
    }
    back = await event.host.patch(f"/api/invitations/{first.id}", {"part_ids": None})
    assert back["part_ids"] == [ceremony, dinner]


async def test_person_added_later_is_asked_as_their_party(event: Happening) -> None:
    ceremony, _ = await wedding(event)
    body = {"guests": [{"first_name": "Jo"}], "part_ids": [ceremony]}
    made = await event.host.post(f"{event.path}/invitations", body)

    added = await event.host.post(f"/api/invitations/{made['id']}/guests", {"first_name": "Al"})

    assert [part["title"] for part in added["parts"]] == ["Ceremony"]


async def test_plus_one_comes_to_what_is_said(event: Happening) -> None:
    ceremony, dinner = await wedding(event)
    party = await event.party("Jo A", max_guests=3)
    brings = [
        {"first_name": "All"},
        {"first_name": "Some", "parts": [{"part_id": ceremony, "status": "declined"},
                                         {"part_id": dinner, "status": "accepted"}]},
    ]  # fmt: skip

    answered = await party.bearer.put(
        party.rsvp, {"guests": [{"id": party.guests[0], "status": "accepted"}], "plus_ones": brings}
    )

    assert [words(one) for one in answered["guests"]] == [
        ["accepted", "accepted"],
        ["accepted", "accepted"],
        ["declined", "accepted"],
    ]


async def test_part_that_nobody_invited_them_to_is_refused(event: Happening) -> None:
    await wedding(event)
    brunch = await add_part(event, "Brunch", for_all=False)
    party = await event.party("Jo A")

    body = {"guests": [said(party.guests[0], **{named(brunch): "accepted"})]}
    refused = await party.bearer.refused(422, "PUT", party.rsvp, body)

    assert refused["errors"][0]["detail"] == "This guest isn't invited to that part of the event."
    assert await people(event) == {"Jo A": ("pending", ["pending", "pending"])}


async def test_empty_and_foreign_choices_of_parts_are_refused(event: Happening) -> None:
    await wedding(event)
    other = await add_part(await event.host.event(), "Elsewhere")
    guests = [{"first_name": "Jo"}]

    for chosen in ([], [other]):
        await event.host.refused(
            422, "POST", f"{event.path}/invitations", {"guests": guests, "part_ids": chosen}
        )

    assert await people(event) == {}


async def test_team_answers_for_a_guest_by_part(event: Happening) -> None:
    ceremony, dinner = await wedding(event)
    party = await event.party("Jo A")
    parts = said("", **{named(ceremony): "accepted", named(dinner): "declined"})["parts"]

    changed = await event.host.patch(f"{event.path}/guests/{party.guests[0]}", {"parts": parts})

    assert (changed["status"], [one["status"] for one in changed["parts"]]) == (
        "confirmed",
        ["confirmed", "declined"],
    )
    details = await event.host.patch(f"{event.path}/guests/{party.guests[0]}", {"answers": {}})
    assert details["parts"] == changed["parts"]


async def test_list_is_filtered_by_part(event: Happening) -> None:
    ceremony, dinner = await wedding(event)
    first, second = await event.party("Jo A"), await event.party("Al B")
    await first.answer("accepted")
    await reply(
        second, said(second.guests[0], **{named(ceremony): "accepted", named(dinner): "declined"})
    )

    async def names(**query: str) -> list[str]:
        found = await event.host.get(f"{event.path}/guests", **query)
        return [one["name"] for one in found["items"]]

    assert await names(part=dinner, part_status="confirmed") == ["Jo A"]
    assert await names(part=dinner, part_status="declined") == ["Al B"]
    assert await names(part=dinner) == ["Jo A", "Al B"]


async def test_undo_of_a_removal_brings_back_the_answers_for_parts(event: Happening) -> None:
    ceremony, dinner = await wedding(event)
    party = await event.party("Jo A")
    guest = party.guests[0]
    await reply(party, said(guest, **{named(ceremony): "accepted", named(dinner): "declined"}))
    await event.host.delete(f"{event.path}/guests/{guest}")

    await event.host.post(f"/api/attendees/{guest}/restore")

    assert await people(event) == {"Jo A": ("going", ["going", "declined"])}


async def test_figures_of_each_part_add_up(event: Happening) -> None:
    ceremony, dinner = await wedding(event, capacity=1)
    first, second = await event.party("Jo A"), await event.party("Al B", "Cy C")
    await first.answer("accepted")
    await reply(second, said(second.guests[0], **{named(dinner): "accepted"}))

    figures = (await event.host.get(f"{event.path}/stats"))["by_part"]

    assert [one["part_id"] for one in figures] == [ceremony, dinner]
    assert figures[1] == {
        "part_id": dinner,
        "title": "Dinner",
        "capacity": 1,
        "invited": 3,
        "going": 1,
        "declined": 0,
        "pending": 1,
        "waitlisted": 1,
        "came": 0,
    }


async def test_export_has_a_column_for_each_part(event: Happening) -> None:
    _, dinner = await wedding(event)
    party = await event.party("Jo A")
    await reply(party, said(party.guests[0], **{named(dinner): "declined"}))

    answer = await event.host.ask("GET", f"{event.path}/guests/export", params={"format": "csv"})

    [row] = csv.DictReader(answer.text.lstrip("\ufeff").splitlines())
    assert (row["Ceremony"], row["Dinner"]) == ("No reply yet", "Not coming")


async def test_whoever_is_not_going_to_a_part_is_told_so_at_its_door(event: Happening) -> None:
    ceremony, dinner = await wedding(event)
    party = await event.party("Jo A")
    guest = party.guests[0]
    await reply(party, said(guest, **{named(ceremony): "accepted", named(dinner): "declined"}))
    came = await event.scan(attendee_id=guest, part_id=ceremony)

    refused = await event.scan(attendee_id=guest, part_id=dinner)

    assert came["result"] == "ok"
    assert (refused["result"], refused["part"]) == ("not_coming", "Dinner")
    assert refused["part_status"] == "declined"
    assert (await event.scan(attendee_id=guest, part_id=ceremony))["result"] == "already_in"


async def test_whoever_is_not_invited_to_a_part_is_let_in_there_only_with_a_reason(
    event: Happening,
) -> None:
    ceremony, dinner = await wedding(event)
    party = await event.party("Jo A", part_ids=[ceremony])
    guest = party.guests[0]

    refused = await event.scan(attendee_id=guest, part_id=dinner)
    forced = await event.scan(attendee_id=guest, part_id=dinner, force=True, reason="Host said so")

    assert (refused["result"], refused["part"]) == ("not_coming", "Dinner")
    assert "part_status" not in refused
    assert forced["result"] == "ok"


async def test_guest_without_a_reply_comes_to_the_part_at_whose_door_they_stand(
    event: Happening,
) -> None:
    _, dinner = await wedding(event)
    party = await event.party("Jo A")

    came = await event.scan(attendee_id=party.guests[0], part_id=dinner)

    assert came["result"] == "ok"
    assert await people(event) == {"Jo A": ("going", ["pending", "going"])}


async def test_team_takes_back_an_answer_for_a_part(event: Happening) -> None:
    _, dinner = await wedding(event)
    party = await event.party("Jo A")
    await party.answer("accepted")
    parts = [{"part_id": dinner, "status": "pending"}]

    changed = await event.host.patch(f"/api/attendees/{party.guests[0]}", {"parts": parts})

    assert (changed["status"], [one["status"] for one in changed["parts"]]) == (
        "going",
        ["going", "pending"],
    )
