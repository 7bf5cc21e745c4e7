"""Door devices: paired by a key that is told once, they scan for one event and stop when revoked."""

import time
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from convite.core.clock import now
from convite.core.database import open_database
from convite.core.db import Principal
from convite.core.log import SYSTEM
from convite.events.event.actions import complete
from tests.support import until
from tests.world import Happening, Party, Person, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def add(event: Happening, name: str = "Front phone", **values: Any) -> dict[str, Any]:
    made: dict[str, Any] = await event.host.post(f"{event.path}/devices", {"name": name, **values})
    return made


async def going(event: Happening, name: str) -> Party:
    party = await event.party(name)
    await party.answer("accepted")
    return party


async def scan(by: Person, event: Happening, **values: Any) -> Any:
    body = {"nonce": f"{values}", **values}
    [result] = (await by.post(f"{event.path}/checkins", body))["results"]
    return result


CHECKIN = (
    "SELECT gate, device, by_kind, by_id::text FROM checkins WHERE event_id = $1 AND nonce = $2"
)


async def test_key_is_told_once_and_only_its_hash_is_kept(event: Happening, world: World) -> None:
    made = await add(event)
    read = await event.host.get(f"{event.path}/devices/{made['id']}")
    [listed] = (await event.host.get(f"{event.path}/devices"))["items"]
    rows = await world.sql("SELECT to_jsonb(d)::text AS row FROM devices d")

    assert made["url"] == f"http://convite.test/door/{event.id}#device={made['key']}"
    assert made["qr"].startswith("data:image/svg+xml")
    assert not {"key", "url", "qr", "key_hash"} & (read.keys() | listed.keys())
    assert made["key"] not in str([row["row"] for row in rows])
    assert read["standing"] == "never"


async def test_device_scans_at_its_gate_under_its_name(event: Happening, world: World) -> None:
    jo, al = await going(event, "Jo Smith"), await going(event, "Al Kowal")
    gate = await event.host.post(f"{event.path}/gates", {"name": "North"})
    made = await add(event, gate_id=gate["id"])
    device = world.device(made["key"])

    first = await scan(device, event, attendee_id=jo.guests[0], nonce="one", device="A lie")
    body = {"scans": [{"nonce": "two", "attendee_id": al.guests[0], "gate": "South"}]}
    second = (await device.through(1).post(f"{event.path}/checkins", body))["results"][0]

    assert (first["result"], second["result"]) == ("ok", "ok")
    [one] = await world.sql(CHECKIN, event.id, "one")
    [two] = await world.sql(CHECKIN, event.id, "two")
    assert tuple(one) == ("North", "Front phone", "device", made["id"])
    assert tuple(two) == ("South", "Front phone", "device", made["id"])
    trail = await event.host.get("/api/activity", event=event.id, action="guest_checked_in")
    assert trail["items"][0]["actor"] == {
        "kind": "device", "id": made["id"], "name": "Front phone", "via": f"device:{made['id']}",
    }  # fmt: skip


async def test_list_says_who_the_device_is_and_where_it_stands(
    event: Happening, world: World
) -> None:
    await going(event, "Jo Smith")
    gates = [await event.host.post(f"{event.path}/gates", {"name": n}) for n in ("North", "South")]
    made = await add(event, gate_id=gates[1]["id"])
    device = world.device(made["key"])

    roster = await device.get(f"{event.path}/checkins/roster")
    plain = await event.host.get(f"{event.path}/checkins/roster")

    assert roster["device"] == {"id": made["id"], "name": "Front phone", "gate": "South"}
    assert (roster["gates"], plain["device"]) == (["North", "South"], None)
    assert [one["name"] for one in roster["people"]] == ["Jo Smith"]


async def test_device_is_noted_twice_a_minute_at_the_most(event: Happening, world: World) -> None:
    made = await add(event)
    device, path = world.device(made["key"]), f"{event.path}/devices/{made['id']}"
    position = (await device.get(f"{event.path}/checkins/roster"))["position"]
    first = await event.host.get(path)

    for _ in range(3):
        await device.get(f"{event.path}/checkins/roster", since=position)
    soon = await event.host.get(path)
    await world.sql("UPDATE devices SET last_seen_at = now() - interval '31 s'")
    await device.get(f"{event.path}/checkins/roster", since=position)
    later = await event.host.get(path)

    assert (first["standing"], first["roster_position"]) == ("live", None)
    assert soon["last_seen_at"] == first["last_seen_at"]
    assert later["roster_position"] == position
    assert later["roster_at"] == later["last_seen_at"] > soon["last_seen_at"]
    assert later["version"] == made["version"]


async def test_revoked_device_is_refused_within_two_seconds_everywhere(
    event: Happening, world: World
) -> None:
    party = await going(event, "Jo Smith")
    made = await add(event)
    devices = [world.device(made["key"], process) for process in (0, 1)]
    for number, device in enumerate(devices):  # both processes know the key by now
        await scan(device, event, attendee_id=party.guests[0], nonce=f"warm {number}")

    await event.host.delete(f"{event.path}/devices/{made['id']}")
    began = time.monotonic()

    async def is_refused() -> bool:
        body = {"nonce": "late", "attendee_id": party.guests[0]}
        answers = [await one.ask("POST", f"{event.path}/checkins", body) for one in devices]
        return all(answer.status_code == 401 for answer in answers)

    await until(is_refused, limit=5)
    assert time.monotonic() - began <= 2
    for device in devices:
        problem = await device.refused(401, "GET", f"{event.path}/checkins/roster")
        assert problem["type"] == "/problems/device-ended"
        assert "log in" in problem["detail"]
    [row] = (await event.host.get(f"{event.path}/devices", revoked=True))["items"]
    assert (row["standing"], (await event.host.get(f"{event.path}/devices"))["items"]) == (
        "revoked", [],
    )  # fmt: skip
    later = {"expires_at": (now() + timedelta(hours=1)).isoformat()}
    await event.host.refused(409, "PATCH", f"{event.path}/devices/{made['id']}", later)
    await event.host.delete(f"{event.path}/devices/{made['id']}")


async def test_scans_queued_before_the_end_are_sent_by_a_log_in(
    event: Happening, world: World
) -> None:
    """The key is dead, the queue isn't: somebody who may check people in uploads it."""
    party = await going(event, "Jo Smith")
    made = await add(event)
    device = world.device(made["key"])
    queue = {
        "scans": [
            {
                "nonce": "kept", "attendee_id": party.guests[0], "device": "Front phone",
                "at": "2026-01-01T10:00:00Z", "verdict": "ok",
            }
        ]
    }  # fmt: skip
    await event.host.delete(f"{event.path}/devices/{made['id']}")

    await device.refused(401, "POST", f"{event.path}/checkins", queue)
    [sent] = (await event.host.post(f"{event.path}/checkins", queue))["results"]

    assert sent["result"] == "ok"
    [row] = await world.sql(CHECKIN, event.id, "kept")
    assert (row["device"], row["by_kind"]) == ("Front phone", "user")


async def test_device_takes_back_its_own_scans_only(event: Happening, world: World) -> None:
    jo, al = await going(event, "Jo Smith"), await going(event, "Al Kowal")
    device = world.device((await add(event))["key"])
    other = world.device((await add(event, "Other"))["key"])
    await scan(device, event, attendee_id=jo.guests[0], nonce="mine")
    await event.scan(attendee_id=al.guests[0], nonce="the hosts")

    await other.refused(404, "POST", f"{event.path}/checkins/mine/undo")
    await device.refused(404, "POST", f"{event.path}/checkins/the hosts/undo")
    undone = await device.post(f"{event.path}/checkins/mine/undo")

    assert undone == {"undone": 1}


async def test_walk_in_by_a_device_is_counted_and_named(event: Happening, world: World) -> None:
    await event.seats(1)
    device = world.device((await add(event))["key"])
    cookie = {"cookie": "convite_access=long.ago.expired"}

    body = {"nonce": "w", "name": "Wanda Walk", "seat": True, "device": "A lie"}
    made = await device.post(f"{event.path}/walk-ins", body, headers=cookie)

    assert (made["attendance"], made["seat_number"]) == ("checked_in", "A1")
    [row] = await world.sql(CHECKIN, event.id, "w")
    assert (row["device"], row["by_kind"]) == ("Front phone", "device")


async def test_device_settles_no_clash_and_binds_no_tag(event: Happening, world: World) -> None:
    party = await going(event, "Jo Smith")
    device = world.device((await add(event))["key"])
    log_in = {"headers": event.host.headers}  # the key goes before a log-in that is there too

    await device.refused(401, "GET", f"{event.path}/checkins/conflicts")
    await device.refused(401, "PUT", f"/api/attendees/{party.guests[0]}/tag", {"tag_uid": "04A2"})
    await device.refused(401, "GET", f"{event.path}/devices", **log_in)
    await device.refused(403, "POST", f"{event.path}/holds", {"seat_ids": []})


async def test_expired_device_and_deleted_event_are_refused(event: Happening, world: World) -> None:
    party = await going(event, "Jo Smith")
    end = (now() + timedelta(hours=1)).isoformat()
    made = await add(event, expires_at=end)
    device = world.device(made["key"])
    await scan(device, event, attendee_id=party.guests[0])
    past = "UPDATE devices SET expires_at = now() - interval '1 s' WHERE id = $1"
    await world.sql(past, made["id"])

    problem = await device.refused(401, "GET", f"{event.path}/checkins/roster")
    row = await event.host.get(f"{event.path}/devices/{made['id']}")
    other = world.device((await add(event, "Other"))["key"])
    await event.host.delete(event.path)
    gone = await other.refused(401, "GET", f"{event.path}/checkins/roster")

    assert (problem["type"], row["standing"]) == ("/problems/device-ended", "expired")
    assert gone["type"] == "/problems/device-ended"


@pytest.mark.parametrize("how", ["expired", "revoked"])
async def test_device_whose_access_has_ended_is_renamed_and_its_name_given_again(
    event: Happening, world: World, how: str
) -> None:
    """The log names it, so a wrong name matters after the evening too. Forms send every field."""
    end = (now() + timedelta(hours=1)).isoformat()
    path = f"{event.path}/devices/{(await add(event, 'Fornt phone', expires_at=end))['id']}"
    if how == "expired":
        await world.sql("UPDATE devices SET expires_at = now() - interval '1 s'")
    else:
        await event.host.delete(path)
    device = await event.host.get(path)
    form = {name: device[name] for name in ("gate_id", "expires_at", "version")}

    renamed = await event.host.patch(path, {**form, "name": "Front phone"})
    again = await add(event, "Fornt phone")
    past = {"expires_at": (now() - timedelta(hours=2)).isoformat()}
    status = 422 if how == "expired" else 409
    await event.host.refused(status, "PATCH", path, past)

    assert (renamed["name"], renamed["standing"]) == ("Front phone", how)
    assert (again["name"], again["standing"]) == ("Fornt phone", "never")


async def test_over_event_still_takes_what_a_device_queued(event: Happening, world: World) -> None:
    party = await going(event, "Jo Smith")
    device = world.device((await add(event))["key"])
    database = await open_database(world.dsns.system, pool_size=1, raw_pool_size=1)
    principal = Principal(organization_id=UUID(event.host.organization_id))
    async with database.tx(principal) as tx:
        await complete(tx, SYSTEM, UUID(event.id))
    await database.close()
    one = {"nonce": "late", "attendee_id": party.guests[0], "at": "2026-01-01T10:00:00Z"}

    await device.refused(409, "POST", f"{event.path}/checkins", one)
    [sent] = (await device.post(f"{event.path}/checkins", {"scans": [one]}))["results"]

    assert sent["result"] == "ok"


async def test_gates_are_told_apart_and_devices_survive_them(event: Happening) -> None:
    north = await event.host.post(f"{event.path}/gates", {"name": "North", "zones": ["a", "a"]})
    made = await add(event, gate_id=north["id"])

    await event.host.refused(409, "POST", f"{event.path}/gates", {"name": "NORTH"})
    changed = await event.host.put(f"{event.path}/gates/{north['id']}", {"name": "Main"})
    stale = {"name": "Old", "version": north["version"]}
    await event.host.refused(409, "PATCH", f"{event.path}/gates/{north['id']}", stale)
    await event.host.refused(
        422, "POST", f"{event.path}/devices", {"name": "X", "gate_id": made["id"]}
    )
    before = await event.host.get(f"{event.path}/devices/{made['id']}")
    copy = await event.host.post(f"{event.path}/duplicate")
    await event.host.delete(f"{event.path}/gates/{north['id']}")
    after = await event.host.get(f"{event.path}/devices/{made['id']}")

    assert (north["zones"], changed["name"]) == (["a"], "Main")
    assert (before["gate"], after["gate"]) == ("Main", None)
    copied = await event.host.get(f"/api/events/{copy['id']}/gates")
    assert [gate["name"] for gate in copied["items"]] == ["Main"]
    assert (await event.host.get(f"/api/events/{copy['id']}/devices"))["items"] == []


async def test_only_people_let_in_by_force_and_the_log_says_why(
    event: Happening, world: World
) -> None:
    """For who said no somebody of the team answers; a device has nobody who could."""
    jo, al = await event.party("Jo Smith"), await event.party("Al Kowal")
    for party in (jo, al):
        await party.answer("declined")
    device = world.device((await add(event))["key"])
    forced = {"force": True, "reason": "The host said so"}
    one = {"nonce": "live", "attendee_id": jo.guests[0], **forced}
    two = {"nonce": "late", "attendee_id": al.guests[0], "at": "2026-01-01T10:00:00Z", **forced}

    await device.refused(403, "POST", f"{event.path}/checkins", one)
    [kept] = (await device.post(f"{event.path}/checkins", {"scans": [two]}))["results"]
    live = await event.scan(attendee_id=jo.guests[0], nonce="live", **forced)
    [late] = (await event.host.post(f"{event.path}/checkins", {"scans": [two]}))["results"]

    assert (kept["result"], live["result"], late["result"]) == ("invalid", "ok", "ok")
    trail = await event.host.get("/api/activity", event=event.id, action="guest_checked_in")
    assert [one["data"]["reason"] for one in trail["items"]] == ["The host said so"] * 2


async def test_device_that_only_scans_is_noted_too(event: Happening, world: World) -> None:
    party = await going(event, "Jo Smith")
    made = await add(event)

    await scan(world.device(made["key"]), event, attendee_id=party.guests[0])

    row = await event.host.get(f"{event.path}/devices/{made['id']}")
    assert (row["standing"], row["roster_at"]) == ("live", None)


async def test_wrong_keys_are_counted_and_good_ones_are_not(event: Happening, world: World) -> None:
    """Thirty tries a minute from one address; a device behind the same router goes on."""
    party = await going(event, "Jo Smith")
    good = world.device((await add(event))["key"])
    wrong = {"x-device-key": "dk_nobodys"}
    roster, scans = f"{event.path}/checkins/roster", f"{event.path}/checkins"
    body = {"nonce": "n", "attendee_id": party.guests[0]}
    async with world.limited() as limited:
        tries = [(await limited.http.get(roster, headers=wrong)).status_code for _ in range(15)]
        for _ in range(20):
            answer = await limited.http.post(scans, headers=wrong, json=body)
            tries.append(answer.status_code)
        fine = await limited.http.post(scans, headers=good.headers, json=body)

    assert tries == [401] * 30 + [429] * 5
    assert answer.headers["retry-after"]
    assert fine.json()["results"][0]["result"] == "ok"


LONG_AGO = "UPDATE events SET starts_at = now() - '9 days'::interval, ends_at = NULL WHERE id = $1"


@pytest.mark.parametrize("gone", ["long over", "canceled"])
async def test_keys_of_an_event_that_is_gone_open_no_list(
    event: Happening, world: World, gone: str
) -> None:
    device = world.device((await add(event))["key"])
    await device.get(f"{event.path}/checkins/roster")
    if gone == "canceled":
        await event.host.post(f"{event.path}/cancel", {"reason": "rain"})
    else:
        await world.sql(LONG_AGO, event.id)

    problem = await device.refused(401, "GET", f"{event.path}/checkins/roster")

    assert problem["type"] == "/problems/device-ended"
    await device.refused(401, "POST", f"{event.path}/walk-ins", {"nonce": "n", "name": "Jo"})


async def test_a_device_learns_nothing_of_the_address_book(event: Happening, world: World) -> None:
    await event.host.post("/api/guests", {"name": "Jo Smith", "email": "jo@example.com"})
    device = world.device((await add(event))["key"])

    body = {"nonce": "n", "name": "Al Poe", "email": "jo@example.com"}
    await device.post(f"{event.path}/walk-ins", body)

    kept = "SELECT count(*) FROM guests WHERE email_key = 'jo@example.com' AND organization_id = $1"
    assert await world.one(kept, event.host.organization_id) == 1
