"""Seats: drawn, held, confirmed, freed; per guest, all or nothing."""

import random
from uuid import UUID

import pytest

from convite.core.database import open_database
from convite.core.ids import new_id
from convite.core.log import SYSTEM
from convite.core.queue import Job, LoggedFact
from convite.room.holds import actions
from convite.room.holds.jobs import free_canceled
from tests.support import until
from tests.world import Happening, Person, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def letters(event: Happening, who: object = None) -> str:
    found = await (who or event.host).get(f"{event.path}/seats/status")  # type: ignore[attr-defined]
    return str(found["status"])


async def test_seats_are_made_as_the_contract_says(event: Happening) -> None:
    body = {"seats": [{"seat_number": "A1", "table_number": "Table-1", "category": "vip"}]}

    made = (await event.host.post(f"{event.path}/seats", body))["seats"][0]

    assert (made["seat_number"], made["table_number"], made["category"]) == ("A1", "Table-1", "vip")
    assert (made["status"], made["is_available"]) == ("free", True)
    problem = await event.host.refused(409, "POST", f"{event.path}/seats", body)
    assert problem["type"] == "/problems/seat-number-taken"


async def test_rows_and_tables_are_labelled_on(event: Happening) -> None:
    path = f"{event.path}/seating-plan/generate"
    for body in (
        {"kind": "rows", "rows": 2, "seats_per_row": 3},
        {"kind": "rows", "rows": 1, "seats_per_row": 2},
        {"kind": "tables", "tables": 2, "chairs": 2},
    ):
        await event.host.post(path, body)

    numbers = [seat["seat_number"] for seat in (await event.map()).values()]

    assert numbers == [
        "A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2",
        "Table-1 Seat-1", "Table-1 Seat-2", "Table-2 Seat-1", "Table-2 Seat-2",
    ]  # fmt: skip


async def test_geometry_is_kept_by_its_tag(event: Happening) -> None:
    await event.seats(3)
    first = await event.host.ask("GET", f"{event.path}/seats/geometry")
    tag = {"if-none-match": first.headers["etag"]}

    same = await event.host.ask("GET", f"{event.path}/seats/geometry", headers=tag)
    await event.seats(3)
    changed = await event.host.ask("GET", f"{event.path}/seats/geometry", headers=tag)

    assert (same.status_code, same.content) == (304, b"")
    assert (changed.status_code, len(changed.json()["seats"])) == (200, 6)


async def test_hold_is_seen_by_each_in_their_own_way(event: Happening) -> None:
    seats = await event.seats(3)
    party, other = await event.party("Jo Smith"), await event.party("Al Kowal")

    held = await event.hold(seats[1], who=party.bearer)

    assert [seat["seat_number"] for seat in held["seats"]] == ["A2"]
    assert held["expires_at"] > held["server_time"]
    assert (await letters(event, party.bearer), await letters(event, other.bearer)) == (
        "fmf",
        "fhf",
    )
    assert (await event.map(party.bearer))[seats[1]]["held_by_me"] is True


async def test_loser_hears_who_is_in_the_way_and_what_is_near(event: Happening) -> None:
    seats = await event.seats(6)
    party, other = await event.party("Jo Smith"), await event.party("Al Kowal")
    await event.hold(seats[2], who=party.bearer)
    wanted = {"seat_ids": seats[2:4]}

    held = await other.bearer.refused(423, "POST", f"{event.path}/holds", wanted)
    await party.take(seats[2])
    taken = await other.bearer.refused(409, "POST", f"{event.path}/holds", wanted)

    assert held["blocking"] == [{"id": seats[2], "seat_number": "A3", "status": "held"}]
    assert {one["seat_number"] for one in held["nearest"][:2]} == {"A2", "A4"}
    assert taken["blocking"][0]["status"] == "assigned"
    assert await letters(event) == "ffafff"


async def test_hold_is_given_back_by_its_holder_or_the_host(event: Happening) -> None:
    seats = await event.seats(2)
    party, other = await event.party("Jo Smith"), await event.party("Al Kowal")
    keys = [(await event.hold(seat, who=party.bearer))["key"] for seat in seats]

    await other.bearer.refused(404, "DELETE", f"/api/holds/{keys[0]}")
    await party.bearer.delete(f"/api/holds/{keys[0]}")
    await event.host.delete(f"/api/holds/{keys[1]}")

    assert await letters(event) == "ff"


async def test_hold_is_made_longer_once(event: Happening) -> None:
    seat, *_ = await event.seats(1)
    party = await event.party("Jo Smith")
    held = await event.hold(seat, who=party.bearer)

    longer = await party.bearer.post(f"/api/holds/{held['key']}/extend")

    assert longer["expires_at"] > held["expires_at"]
    problem = await party.bearer.refused(409, "POST", f"/api/holds/{held['key']}/extend")
    assert problem["type"] == "/problems/not-extendable"


async def test_one_party_holds_no_more_than_it_may(event: Happening) -> None:
    seats = await event.seats(6)
    await event.host.put(event.path, {"settings": {"seats_per_holder": 3}})
    party = await event.party("Jo Smith")
    await event.hold(*seats[:2], who=party.bearer)

    async def is_refused() -> bool:  # access is known for two seconds
        answer = await party.bearer.ask("POST", f"{event.path}/holds", {"seat_ids": seats[2:4]})
        return answer.status_code == 409 and answer.json()["type"] == "/problems/too-many-seats"

    await until(is_refused, limit=5)
    await event.hold(seats[2], who=party.bearer)
    assert await letters(event) == "hhhfff"


async def test_block_is_found_side_by_side(event: Happening) -> None:
    seats = await event.seats(8)
    for seat in (seats[2], seats[3]):
        await event.host.put(f"/api/seats/{seat}", {"blocked": True})
    party = await event.party("Jo Smith")
    path = f"{event.path}/holds"

    three = await party.bearer.post(path, {"block": {"places": 3}})
    none = await party.bearer.refused(409, "POST", path, {"block": {"places": 3}})

    numbers = [int(seat["seat_number"][1:]) for seat in three["seats"]]
    assert sorted(numbers) == list(range(min(numbers), min(numbers) + 3))
    assert min(numbers) > 4
    assert none["type"] == "/problems/no-block"


async def test_reserved_seats_are_the_hosts_to_give(event: Happening) -> None:
    seats = await event.seats(2)
    await event.host.put(f"/api/seats/{seats[0]}", {"category": "reserved"})
    party = await event.party("Jo Smith")
    await party.answer("accepted")

    wanted = {"seat_ids": [seats[0]]}
    choice = {"seats": [{"guest": party.guests[0], "seat_id": seats[0]}]}
    for path, body in ((f"{event.path}/holds", wanted), (f"{party.rsvp}/seats", choice)):
        problem = await party.bearer.refused(409, "POST", path, body)
        assert problem["blocking"][0]["status"] == "blocked"
        assert [one["seat_number"] for one in problem["nearest"]] == ["A2"]
    await event.host.put(f"{event.path}/guests/{party.guests[0]}", {"seat_id": seats[0]})

    assert await letters(event) == "af"


async def test_party_sits_together_or_not_at_all(event: Happening) -> None:
    seats = await event.seats(4)
    party, other = await event.party("Jo Smith", "Al Smith"), await event.party("Ben Other")
    await other.take(seats[1])
    choices = [
        {"guest": guest, "seat_id": seat}
        for guest, seat in zip(party.guests, seats[:2], strict=True)
    ]

    problem = await party.bearer.refused(409, "POST", f"{party.rsvp}/seats", {"seats": choices})
    shown = await party.take(*seats[2:])

    assert [one["seat_number"] for one in problem["blocking"]] == ["A2"]
    assert [guest["seat_number"] for guest in shown["guests"]] == ["A3", "A4"]
    assert [guest["status"] for guest in shown["guests"]] == ["accepted", "accepted"]
    assert await letters(event) == "faaa"


async def test_guest_moves_and_leaves(event: Happening) -> None:
    seats = await event.seats(3)
    party = await event.party("Jo Smith")
    await party.take(seats[0])

    await party.take(seats[2])
    moved = await letters(event)
    await party.bearer.delete(f"{party.rsvp}/seats")

    assert (moved, await letters(event)) == ("ffa", "fff")


async def test_attendance_is_made_as_the_contract_says(event: Happening) -> None:
    seat, *_ = await event.seats(1)
    party = await event.party("Jo Smith")

    made = await event.host.post(f"{party.path}/attendance", {"seat_id": seat})

    assert {key: made[key] for key in ("attendance_id", "invitation_id", "seat_id", "status")} == {
        "attendance_id": party.guests[0],
        "invitation_id": party.id,
        "seat_id": seat,
        "status": "not_checked_in",
    }
    listed = (await event.host.get(f"{event.path}/attendance"))["items"]
    assert [(one["name"], one["seat_number"]) for one in listed] == [("Jo Smith", "A1")]


async def test_seats_by_the_host_are_not_picked(world: World) -> None:
    event = await (await world.organizer()).event(seat_selection="organizer")
    seat, *_ = await event.seats(1)
    party = await event.party("Jo Smith")
    choice = {"seats": [{"guest": party.guests[0], "seat_id": seat}]}

    await party.bearer.refused(403, "POST", f"{event.path}/holds", {"seat_ids": [seat]})
    await party.bearer.refused(403, "POST", f"{party.rsvp}/seats", choice)


async def test_plan_drawn_anew_keeps_who_sits(event: Happening) -> None:
    seats = await event.seats(3)
    party = await event.party("Jo Smith")
    await party.take(seats[1])
    path = f"{event.path}/seating-plan"

    lost = await event.host.refused(409, "PUT", path, {"seats": [{"seat_number": "A1"}]})
    await event.host.put(path, {"seats": [{"seat_number": "Z9"}, {"seat_number": "A2"}]})

    assert lost["blocking"] == [seats[1]]
    assert [(one["seat_number"], one["status"]) for one in (await event.map()).values()] == [
        ("Z9", "free"), ("A2", "assigned"),
    ]  # fmt: skip
    await event.host.refused(409, "DELETE", f"/api/seats/{seats[1]}")


async def test_names_are_shown_where_the_host_wants_it(event: Happening) -> None:
    seat, *_ = await event.seats(2)
    party, other = await event.party("Jo Smith"), await event.party("Al Kowal")
    await party.take(seat)

    hidden = (await event.map(other.bearer))[seat]["guest"]
    own = (await event.map(party.bearer))[seat]["guest"]
    await event.host.put(event.path, {"settings": {"guests_see_names": True}})
    shown = (await event.map(other.bearer))[seat]["guest"]

    assert (hidden, own["name"], shown["name"]) == (None, "Jo Smith", "Jo Smith")


async def test_seat_states_keep_up_with_whatever_happens(event: Happening) -> None:
    """One process hears of each change as it comes, the other reads all at the end: they agree."""
    seats = await event.seats(40)
    parties = [await event.party(f"Guest {number}") for number in range(8)]
    watcher = event.host.through(0)

    async def seen(who: Person) -> str:
        answer = await who.get(f"{event.path}/seats/status")
        return str(answer["status"])

    turns = random.Random(7)
    for _ in range(60):
        party = turns.choice(parties)
        some = turns.sample(seats, 2)
        answer = await party.bearer.ask("POST", f"{event.path}/holds", {"seat_ids": some})
        if answer.status_code == 201 and turns.random() < 0.4:
            await party.take(some[0])
        elif answer.status_code == 201 and turns.random() < 0.4:
            await party.bearer.delete(f"/api/holds/{answer.json()['key']}")
        if turns.random() < 0.1:
            blocked = {"blocked": turns.random() < 0.5}
            await event.host.ask("PATCH", f"/api/seats/{turns.choice(seats)}", blocked)
        kept = await seen(watcher)
        states = await event.map()
        drawn = "".join(
            {"free": "f", "held": "h", "assigned": "a", "blocked": "b"}[states[seat]["status"]]
            for seat in seats
        )
        assert kept.replace("m", "h") == drawn

    assert {"f", "h", "a"} <= set(kept)


async def test_block_may_be_a_whole_table_or_two_rows(event: Happening) -> None:
    tables = {"kind": "tables", "tables": 2, "chairs": 6}
    await event.host.post(f"{event.path}/seating-plan/generate", tables)
    host, path = event.host, f"{event.path}/holds"
    names = {seat["table_number"] for seat in (await event.map()).values()}

    first, second = sorted(names)
    whole = await host.post(path, {"block": {"table_number": first, "whole": True}})
    again = await host.refused(409, "POST", path, {"block": {"places": 7, "split": False}})
    nowhere = await host.refused(
        422, "POST", path, {"block": {"places": 2, "table_number": "No 9"}}
    )

    assert {seat["seat_number"] for seat in whole["seats"]} == {
        seat["seat_number"]
        for seat in (await event.map()).values()
        if seat["table_number"] == first
    }
    assert (again["type"], again["most"]) == ("/problems/no-block", 6)
    assert second not in nowhere["detail"]


async def test_block_over_two_rows_is_said_to_be(event: Happening) -> None:
    plan = {"kind": "rows", "rows": 2, "seats_per_row": 4}
    await event.host.post(f"{event.path}/seating-plan/generate", plan)

    six = await event.host.post(f"{event.path}/holds", {"block": {"places": 6}})

    assert six["is_split"] is True
    rows = [seat["seat_number"][0] for seat in six["seats"]]
    assert {row: rows.count(row) for row in set(rows)} == {"A": 3, "B": 3}


async def test_block_may_be_in_a_section(event: Happening) -> None:
    def row(key: str, zone: str, y: int) -> dict[str, object]:
        return {"id": key, "zone": zone, "label": "A", "x": 0, "y": y}

    def seats(prefix: str, line: str, y: int) -> list[dict[str, object]]:
        return [
            {"seat_number": f"{prefix}{n}", "line": line, "row": "A", "x": 60 * n, "y": y}
            for n in range(1, 7)
        ]

    plan = {
        "name": "Hall",
        "categories": [{"name": "regular"}],
        "zones": [{"id": "s", "name": "Stalls"}, {"id": "b", "name": "Balcony"}],
        "rows": [row("s1", "s", 0), row("b1", "b", 900)],
        "tables": [],
        "areas": [],
        "seats": [*seats("S", "s1", 0), *seats("B", "b1", 900)],
    }
    await event.host.put(f"{event.path}/seating-plan", plan)

    up = await event.host.post(
        f"{event.path}/holds", {"block": {"places": 4, "section": "Balcony"}}
    )

    assert {seat["seat_number"][0] for seat in up["seats"]} == {"B"}


async def test_holds_end_with_the_event(
    world: World, event: Happening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are, piece by piece."""
    monkeypatch.setattr(actions, "MAX_ENDED", 2)
    seats = await event.seats(5)
    party = await event.party("Jo Smith")
    for seat in seats:
        await event.hold(seat, who=event.host if seat != seats[0] else party.bearer)
    await event.host.post(f"{event.path}/cancel", {"reason": "Rain."})
    database = await open_database(world.dsns.app, pool_size=2, raw_pool_size=2)
    fact = LoggedFact(
        id=new_id(), organization_id=UUID(event.host.organization_id), event_id=UUID(event.id),
        action="event_canceled", object_type="event", object_id=UUID(event.id), actor=SYSTEM,
    )  # fmt: skip

    await free_canceled(Job(id=new_id(), name="free_canceled", fact=fact, database=database))

    await database.close()
    assert {seat["status"] for seat in (await event.map()).values()} == {"free"}
    told = await world.one(
        "SELECT count(*) FROM activity_log WHERE event_id = $1 AND action = 'seat_freed'"
        " AND data->>'reason' = 'canceled'",
        UUID(event.id),
    )
    assert told == len(seats)


async def test_code_of_a_canceled_invitation_shows_no_map(event: Happening) -> None:
    await event.seats(2)
    party = await event.party("Jo Smith")
    await event.host.post(f"{party.path}/cancel")

    for path in ("seats", "seats/geometry", "seats/status"):
        problem = await party.bearer.refused(410, "GET", f"{event.path}/{path}")
        assert problem["type"] == "/problems/canceled"
