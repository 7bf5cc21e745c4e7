"""Queued scans: stored first, judged after; the earliest wins, whatever order they arrive in."""

import random
from typing import Any

import pytest

from tests.world import Happening, World, at_once


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


def scan(nonce: str, at: str, **more: Any) -> dict[str, Any]:
    return {"nonce": nonce, "at": f"2026-01-01T10:{at}Z", **more}


async def upload(event: Happening, *scans: Any) -> list[Any]:
    answer = await event.host.post(f"{event.path}/checkins", {"scans": list(scans)})
    results: list[Any] = answer["results"]
    return results


async def conflicts(event: Happening) -> list[Any]:
    listed: list[Any] = (await event.host.get(f"{event.path}/checkins/conflicts"))["items"]
    return listed


async def test_earlier_scan_that_arrives_later_wins_and_people_are_told(event: Happening) -> None:
    jo = (await event.party("Jo Smith")).guests[0]
    online = await event.scan(attendee_id=jo, nonce="online", device="gate B")

    [late] = await upload(event, scan("late", "00:00", attendee_id=jo, device="gate A"))

    assert (online["result"], late["result"]) == ("ok", "ok")
    row = (await event.host.get(f"{event.path}/attendees"))["items"][0]
    assert row["attendance"] == "checked_in"
    assert row["checked_in_at"].startswith("2026-01-01T10:00:00")
    [conflict] = await conflicts(event)
    assert (conflict["kind"], conflict["name"]) == ("twice", "Jo Smith")
    assert (conflict["first"]["device"], conflict["second"]["device"]) == ("gate A", "gate B")


async def test_bad_scan_never_blocks_the_next(event: Happening, world: World) -> None:
    jo = (await event.party("Jo Smith")).guests[0]
    bad: list[Any] = [
        {"nonce": "1", "at": "yesterday"}, {"nothing": True}, "not a scan",
        {"nonce": "2", "at": "2026-01-01T10:00:00Z"}, scan("3", "00:00", code="nobody's"),
        {"nonce": "\x00", "code": "x"},
    ]  # fmt: skip

    results = await upload(event, *bad, scan("good", "01:00", attendee_id=jo))

    assert [one["result"] for one in results] == ["invalid"] * 4 + ["unknown", "invalid", "ok"]
    assert all(one["detail"] for one in results[:4])
    kept = "SELECT count(*) FROM queued_scans WHERE event_id = $1"
    assert await world.one(kept, event.id) == 2


async def test_bad_scan_says_why_in_the_language_of_the_door(event: Happening) -> None:
    bad: list[Any] = [
        scan("nobody", "00:00"),
        {"nonce": "when", "at": "2026-01-01T10:00:00", "code": "x"},
        {"nonce": "nul", "code": "a\u0000"},
    ]

    answer = await event.host.ask(
        "POST", f"{event.path}/checkins", {"scans": bad}, headers={"accept-language": "es"}
    )

    assert [one["detail"] for one in answer.json()["results"]] == [
        "Envía ticket, tag, code, attendee_id o invitation_guest_id.",
        "`at` necesita una diferencia con UTC.",
        "El texto contiene un carácter nulo.",
    ]


async def test_check_out_without_check_in_is_flagged_until_the_check_in_arrives(
    event: Happening,
) -> None:
    jo = (await event.party("Jo Smith")).guests[0]

    [out] = await upload(event, scan("out", "30:00", attendee_id=jo, direction="out"))
    flagged = await conflicts(event)
    [came] = await upload(event, scan("in", "00:00", attendee_id=jo))

    assert (out["result"], came["result"]) == ("already_out", "ok")
    assert [one["kind"] for one in flagged] == ["out_without_in"]
    assert await conflicts(event) == []
    row = (await event.host.get(f"{event.path}/attendees"))["items"][0]
    assert row["attendance"] == "left"


async def test_out_and_in_again_between_devices_is_no_conflict(event: Happening) -> None:
    jo = (await event.party("Jo Smith")).guests[0]
    steps = [
        scan(str(n), f"0{n}:00", attendee_id=jo, direction=way)
        for n, way in enumerate(("in", "out", "in", "out"))
    ]

    for step in (steps[2], steps[0], steps[3], steps[1]):
        await upload(event, step)

    assert await conflicts(event) == []
    row = (await event.host.get(f"{event.path}/attendees"))["items"][0]
    assert row["attendance"] == "left"
    assert row["checked_in_at"].startswith("2026-01-01T10:02")


async def test_let_in_without_the_network_though_revoked_becomes_a_task(event: Happening) -> None:
    party = await event.party("Jo Smith")
    await party.answer("accepted")
    old = await event.host.get(f"/api/attendees/{party.guests[0]}/ticket")
    await event.host.post(f"/api/tickets/{old['id']}/reissue")

    body = scan("q", "00:00", ticket=old["qr"], verdict="ok", device="gate A")
    [late] = await upload(event, body)

    assert late["result"] == "revoked"
    [task] = await conflicts(event)
    assert (task["kind"], task["second"]["device"]) == ("let_in", "gate A")
    done = await event.host.post(
        f"{event.path}/checkins/conflicts/{task['id']}/resolve", {"note": "talked to her"}
    )
    assert done["resolved_at"]
    assert await conflicts(event) == []


async def test_three_devices_three_hundred_overlapping_scans_replayed_five_times(
    event: Happening, world: World
) -> None:
    """Bar 18: each scan stored once, the earliest wins, whatever order and however often."""
    luck = random.Random(18)
    parties = await event.parties([1] * 150)
    people = [party.guests[0] for party in parties]
    made = [
        scan(f"d{device}-{n}", f"{luck.randrange(60):02}:{luck.randrange(60):02}.{n:03}",
             attendee_id=people[n % 150], device=f"device {device}")
        for device in range(3) for n in range(100)
    ]  # fmt: skip
    wires = [event.host.wire(n % 2) for n in range(3)]

    async def replay(device: int) -> None:
        own = made[device * 100 : device * 100 + 100]
        for _ in range(5):
            luck.shuffle(own)
            for start in range(0, 100, 25):
                body = {"scans": own[start : start + 25]}
                answer = await wires[device].ask("POST", f"{event.path}/checkins", body)
                assert answer.status == 200

    await at_once(*(replay(device) for device in range(3)))
    for wire in wires:
        wire.close()

    assert await world.one("SELECT count(*) FROM checkins WHERE event_id = $1", event.id) == 300
    first: dict[str, str] = {}
    for one in made:
        first[one["attendee_id"]] = min(one["at"], first.get(one["attendee_id"], "9"))
    rows = await world.sql(
        "SELECT id, checked_in_at FROM attendees WHERE event_id = $1 AND attendance = 'checked_in'",
        event.id,
    )
    assert {str(row["id"]): row["checked_in_at"].strftime("%H:%M:%S.%f")[:-3] for row in rows} == {
        key: at[11:-1] for key, at in first.items()
    }
    stored = "SELECT count(*) FROM checkin_conflicts WHERE event_id = $1 AND resolved_at IS NULL"
    assert await world.one(stored, event.id) == 300 - len(first)
    assert await world.faults() == []


async def test_undo_of_one_settles_the_conflict(event: Happening) -> None:
    jo = (await event.party("Jo Smith")).guests[0]
    await upload(event, scan("a", "00:00", attendee_id=jo), scan("b", "01:00", attendee_id=jo))

    await event.host.post(f"{event.path}/checkins/a/undo")

    assert await conflicts(event) == []
    row = (await event.host.get(f"{event.path}/attendees"))["items"][0]
    assert row["attendance"] == "checked_in"
    assert row["checked_in_at"].startswith("2026-01-01T10:01")


@pytest.mark.parametrize(
    "bad",
    [
        {"ticket": "a\u0000"},
        {"attendee_id": "01a2220e-eab3-731e-aec4-0b2bb43ff780", "location": {"\u0000": 1}},
        {"at": "0001-01-01T00:00:00+14:00", "tag": "ABCD"},
    ],
)
async def test_a_scan_that_cant_be_stored_blocks_no_other(
    world: World, bad: dict[str, Any]
) -> None:
    event = await (await world.organizer()).event()
    party = await event.party("Jo Smith")
    good = {"nonce": "good", "attendee_id": party.guests[0], "at": "2026-01-01T10:00:00Z"}

    answer = await event.host.post(
        f"{event.path}/checkins", {"scans": [good, {"nonce": "bad", **bad}]}
    )

    assert [one["result"] for one in answer["results"]] == ["ok", "invalid"]


async def test_a_deeply_nested_body_is_bad_json_and_no_fault(world: World) -> None:
    event = await (await world.organizer()).event()
    deep = '{"nonce": "bad", "location": ' + '{"a": ' * 3000 + "1" + "}" * 3000 + "}"

    answer = await event.host.ask(
        "POST",
        f"{event.path}/checkins",
        content=f'{{"scans": [{deep}]}}'.encode(),
        headers={"content-type": "application/json"},
    )

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/bad-json")


async def test_a_gate_called_scans_can_scan(world: World) -> None:
    event = await (await world.organizer()).event()
    party = await event.party("Jo Smith")

    assert (await event.scan(attendee_id=party.guests[0], gate="scans"))["result"] == "ok"


async def test_a_foreign_cookie_is_no_fault(world: World) -> None:
    event = await (await world.organizer()).event()

    answer = await world.nobody().ask(
        "POST", f"{event.path}/holds", {"seat_ids": []}, headers={"cookie": "a/b=1; a(b=1"}
    )

    assert answer.status_code == 401


async def add_part(event: Happening, title: str) -> str:
    body = {"title": title, "starts_at": "2030-05-01T20:00:00Z"}
    made: str = (await event.host.post(f"{event.path}/parts", body))["id"]
    return made


async def test_queued_scan_is_judged_for_the_part_it_names(event: Happening) -> None:
    ceremony, dinner = await add_part(event, "Ceremony"), await add_part(event, "Dinner")
    invited = await event.party("Jo Smith", "Al Kowal")
    other = await event.party("Mo Blue", part_ids=[ceremony])
    jo, al = invited.guests
    answers = [
        {"part_id": ceremony, "status": "accepted"},
        {"part_id": dinner, "status": "declined"},
    ]
    await invited.bearer.put(invited.rsvp, {"guests": [{"id": al, "parts": answers}]})

    results = await upload(
        event,
        scan("jo", "00:00", attendee_id=jo, part_id=dinner),
        scan("al", "01:00", attendee_id=al, part_id=dinner, verdict="ok"),
        scan("mo", "02:00", attendee_id=other.guests[0], part_id=dinner),
        scan("mo anyway", "03:00", attendee_id=other.guests[0], part_id=dinner, force=True,
             reason="The host said so"),
    )  # fmt: skip

    assert [one["result"] for one in results] == ["ok", "not_coming", "not_coming", "ok"]
    assert [one.get("part") for one in results] == [None, "Dinner", "Dinner", None]
    assert [one.get("part_status") for one in results] == [None, "declined", None, None]
    [wrong] = await conflicts(event)
    assert (wrong["kind"], wrong["name"], wrong["result"]) == ("let_in", "Al Kowal", "not_coming")
    listed = (await event.host.get(f"{event.path}/attendees"))["items"]
    states = {one["name"]: [part["status"] for part in one["parts"]] for one in listed}
    assert states["Jo Smith"] == ["pending", "going"]
