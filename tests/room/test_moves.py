"""Moving people between seats, house seats, and the rule about single seats."""

import pytest

from tests.support import until
from tests.world import Happening, Party, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def numbers(event: Happening, party: Party) -> list[str | None]:
    """Where a party sits, by its people."""
    return [guest["seat_number"] for guest in (await party.row())["guests"]]


async def move(event: Happening, *moves: tuple[str, str | None]) -> object:
    body = {"moves": [{"attendee_id": who, "seat_id": seat} for who, seat in moves]}
    return await event.host.put(f"{event.path}/seats/moves", body)


async def test_two_people_change_places(event: Happening) -> None:
    seats = await event.seats(4)
    jo, al = await event.party("Jo Smith"), await event.party("Al Kowal")
    await jo.take(seats[0])
    await al.take(seats[1])

    await move(event, (jo.guests[0], seats[1]), (al.guests[0], seats[0]))

    assert (await numbers(event, jo), await numbers(event, al)) == (["A2"], ["A1"])


async def test_moves_happen_all_or_not_at_all(event: Happening) -> None:
    seats = await event.seats(4)
    jo, al, zoe = [await event.party(name) for name in ("Jo Smith", "Al Kowal", "Zoë Ray")]
    for party, seat in zip((jo, al, zoe), seats, strict=False):
        await party.take(seat)
    wanted = [(jo.guests[0], seats[3]), (al.guests[0], seats[2])]

    body = {"moves": [{"attendee_id": who, "seat_id": seat} for who, seat in wanted]}
    problem = await event.host.refused(409, "PUT", f"{event.path}/seats/moves", body)
    assert [one["seat_number"] for one in problem["blocking"]] == ["A3"]
    assert await numbers(event, jo) == ["A1"]

    await move(event, *wanted, (zoe.guests[0], None))
    assert [await numbers(event, one) for one in (jo, al, zoe)] == [["A4"], ["A3"], [None]]


async def test_party_is_gathered_where_there_is_room(event: Happening) -> None:
    plan = {"kind": "rows", "rows": 3, "seats_per_row": 6}
    await event.host.post(f"{event.path}/seating-plan/generate", plan)
    seats = {seat["seat_number"]: key for key, seat in (await event.map()).items()}
    smiths = await event.party("Jo Smith", "Al Smith", "Bo Smith", "Cy Smith")
    other = await event.party("Zoë Ray")
    await smiths.answer("accepted", "accepted", "accepted", "declined")
    await smiths.take(seats["A1"], seats["C6"])
    await other.take(seats["B3"])

    body = {"invitation_id": smiths.id, "row": "B"}
    done = await event.host.put(f"{event.path}/seats/gather", body)

    assert done["is_split"] is False
    assert await numbers(event, smiths) == ["B4", "B5", "B6", None]
    whole = {"invitation_id": smiths.id, "near": seats["A2"]}
    await event.host.put(f"{event.path}/seats/gather", whole)
    assert await numbers(event, smiths) == ["A1", "A2", "A3", None]


async def test_house_seats_are_the_teams_to_give(event: Happening) -> None:
    seats = await event.seats(6)
    party = await event.party("Jo Smith")
    path = f"{event.path}/seats/house"

    await event.host.put(path, {"seat_ids": seats[:4], "house": "Press"})
    await party.bearer.refused(409, "POST", f"{event.path}/holds", {"seat_ids": [seats[0]]})
    own = await party.bearer.post(f"{event.path}/holds", {"block": {"places": 2}})
    assert {seat["seat_number"] for seat in own["seats"]} == {"A5", "A6"}
    await party.bearer.refused(409, "POST", f"{party.rsvp}/seats", {
        "seats": [{"guest": party.guests[0], "seat_id": seats[1]}]
    })  # fmt: skip
    letters = [
        (await who.get(f"{event.path}/seats/status"))["status"]
        for who in (event.host, party.bearer)
    ]
    assert letters == ["oooohh", "bbbbmm"]
    assert {seat["house"] for seat in (await event.map()).values()} == {"Press", None}

    await move(event, (party.guests[0], seats[2]))
    await event.host.put(path, {"seat_ids": seats[:1]})
    await party.bearer.post(f"{event.path}/holds", {"seat_ids": [seats[0]]})
    assert await numbers(event, party) == ["A3"]


async def test_house_seats_come_free_by_the_clock(world: World, event: Happening) -> None:
    seats = await event.seats(2)
    party = await event.party("Jo Smith")
    path = f"{event.path}/seats/house"
    until_then = {"house": "Sponsors", "house_until": "2031-01-01T00:00:00Z"}
    await event.host.put(path, {"seat_ids": seats, **until_then})
    over = {"house": "Sponsors", "house_until": "2020-01-01T00:00:00Z"}
    await event.host.refused(422, "PUT", path, {"seat_ids": seats, **over})

    await world.sql("UPDATE seats SET house_until = now() WHERE event_id = $1", event.id)

    await party.bearer.post(f"{event.path}/holds", {"seat_ids": [seats[0]]})


async def test_nobody_is_left_a_single_seat_where_the_host_says_so(event: Happening) -> None:
    seats = await event.seats(8)
    first, second = await event.party("Jo Smith"), await event.party("Al Kowal", "Bo Kowal")
    await first.take(seats[0])
    await event.host.patch(event.path, {"settings": {"orphan_rule": "refuse"}})
    choice = {"seats": [{"guest": second.guests[0], "seat_id": seats[2]}]}

    problem = await second.bearer.refused(409, "POST", f"{second.rsvp}/seats", choice)
    assert (problem["type"], problem["seats"]) == ("/problems/orphan-seat", ["A2"])

    await second.take(seats[1], seats[2])
    await move(event, (first.guests[0], seats[4]))  # the team may
    assert await numbers(event, second) == ["A2", "A3"]


async def test_more_time_only_where_the_host_gives_it(event: Happening) -> None:
    seat, *_ = await event.seats(1)
    party = await event.party("Jo Smith")
    await event.host.patch(event.path, {"settings": {"hold_extension": False}})
    held = await event.hold(seat, who=party.bearer)

    async def is_refused() -> bool:
        answer = await party.bearer.ask("POST", f"/api/holds/{held['key']}/extend")
        return answer.status_code == 409

    await until(is_refused, limit=5)
