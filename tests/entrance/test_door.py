"""The door: codes and names, in and out, by party or by person, and taken back."""

import pytest

from tests.world import Happening, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def test_code_of_one_person_lets_them_in(event: Happening) -> None:
    seat, *_ = await event.seats(1)
    party = await event.party("Jo Smith", label="The Smiths")
    await party.take(seat)

    came = await event.scan(code=party.code)

    assert came["result"] == "ok"
    assert (
        came["attendee"] | {"name": "Jo Smith", "seat_number": "A1", "attendance": "checked_in"}
        == came["attendee"]
    )
    assert (await event.host.get(f"{event.path}/stats"))["checked_in"] == 1


@pytest.mark.parametrize("written", ["code", "short_code", "url", "lower"])
async def test_code_is_read_however_it_is_written(event: Happening, written: str) -> None:
    party = await event.party("Jo Smith")
    codes = {**party.made, "lower": party.made["short_code"].lower()}

    assert (await event.scan(code=codes[written]))["result"] == "ok"


async def test_party_is_asked_who_came(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith", "Cy Smith")
    await party.answer("accepted", "accepted", "declined")

    asked = await event.scan(code=party.code)
    one = await event.scan(code=party.code, guests=[party.guests[0]])
    everybody = await event.scan(code=party.code, all=True)

    assert asked["result"] == "choose"
    assert [guest["name"] for guest in asked["guests"]] == ["Jo Smith", "Al Smith", "Cy Smith"]
    assert [guest["id"] for guest in one["guests"]] == [party.guests[0]]
    assert [guest["result"] for guest in everybody["guests"]] == ["already_in", "ok"]
    assert everybody["result"] == "ok"


async def test_code_of_a_party_whose_guests_were_moved_lets_them_in(event: Happening) -> None:
    jo, lees = await event.party("Jo Smith"), await event.party("Al Lee", label="The Lees")
    await event.host.patch(f"/api/attendees/{jo.guests[0]}", {"invitation_id": lees.id})

    asked = await event.scan(code=jo.code)
    came = await event.scan(code=jo.made["short_code"], guests=[jo.guests[0]])

    assert (asked["result"], asked["invitation_id"]) == ("choose", lees.id)
    assert {guest["name"] for guest in asked["guests"]} == {"Jo Smith", "Al Lee"}
    assert (came["result"], came["attendee"]["name"]) == ("ok", "Jo Smith")
    assert came["attendee"]["party"] == "The Lees"


async def test_code_of_a_party_in_which_nobody_is_left_says_so(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")
    for guest in party.guests:
        await event.host.delete(f"{event.path}/guests/{guest}")
    queued = {"nonce": "queued", "at": "2026-01-01T10:00:00Z", "code": party.code}

    answers = [await event.scan(code=party.code, **more) for more in ({}, {"all": True})]
    [late] = (await event.host.post(f"{event.path}/checkins", {"scans": [queued]}))["results"]

    for answer in (*answers, late):
        assert (answer["result"], answer["guests"]) == ("revoked", [])
        assert answer["invitation_id"] == party.id


async def test_out_and_in_again(event: Happening) -> None:
    party = await event.party("Jo Smith")
    results = [
        (await event.scan(code=party.code, direction=direction))["result"]
        for direction in ("out", "in", "in", "out", "out", "in")
    ]

    assert results == ["already_out", "ok", "already_in", "ok", "already_out", "ok"]


async def test_who_is_not_coming_is_let_in_by_force_and_a_reason(event: Happening) -> None:
    party = await event.party("Jo Smith")
    await party.answer("declined")

    refused = await event.scan(code=party.code)
    body = {"nonce": "f", "code": party.code, "force": True}
    await event.host.refused(422, "POST", f"{event.path}/checkins", body)
    forced = await event.scan(code=party.code, force=True, reason="changed her mind")

    assert (refused["result"], forced["result"]) == ("not_coming", "ok")
    assert (await event.row())["going_count"] == 1


async def test_unknown_and_foreign_codes(world: World, event: Happening) -> None:
    other = await event.host.event()
    party = await other.party("Jo Smith")

    assert (await event.scan(code="nobody's"))["result"] == "unknown"
    assert (await event.scan(code=party.code))["result"] == "wrong_event"
    assert (await event.scan(attendee_id=party.guests[0]))["result"] == "unknown"


async def test_queued_batch_is_judged_one_by_one(event: Happening) -> None:
    jo, al = await event.party("Jo Smith"), await event.party("Al Kowal")
    scans = [
        {"nonce": "1", "code": jo.code, "device": "gate A", "at": "2026-01-01T10:00:00Z"},
        {"nonce": "2", "code": "no such"},
        {"nonce": "3", "code": jo.code},
        {"nonce": "4", "attendee_id": al.guests[0]},
        {"nonce": "1", "code": jo.code},
    ]

    answer = await event.host.post(f"{event.path}/checkins", {"scans": scans})
    again = await event.host.post(f"{event.path}/checkins", {"scans": scans})

    results = [one["result"] for one in answer["results"]]
    assert results == ["ok", "unknown", "already_in", "ok", "ok"]
    assert [one["result"] for one in again["results"]] == results
    assert [one["nonce"] for one in answer["results"]] == ["1", "2", "3", "4", "1"]


async def test_scan_is_taken_back(event: Happening) -> None:
    party = await event.party("Jo Smith")
    await event.scan(code=party.code, nonce="first")
    path = f"{event.path}/checkins/first/undo"

    undone = await event.host.post(path)

    assert undone == {"undone": 1}
    row = (await event.host.get(f"{event.path}/attendees"))["items"][0]
    assert (row["attendance"], row["checked_in_at"]) == ("not_checked_in", None)
    await event.host.refused(404, "POST", path)
    assert (await event.scan(code=party.code))["result"] == "ok"


async def test_checkin_by_the_invitation(event: Happening) -> None:
    """The contract's other way: whole party, or one of it."""
    party = await event.party("Jo Smith", "Al Smith")

    one = await event.host.put(f"{party.path}/guests/{party.guests[0]}/checkin")
    rest = await event.host.put(f"{party.path}/attendance/checkin")
    out = await event.host.put(f"{party.path}/attendance/checkout")

    assert one["attendance"] == "checked_in"
    assert [guest["status"] for guest in rest["guests"]] == ["checked_in", "checked_in"]
    assert [guest["status"] for guest in out["guests"]] == ["left", "left"]
    problem = await event.host.refused(409, "PUT", f"{party.path}/attendance/checkout")
    assert problem["type"] == "/problems/already-out"
