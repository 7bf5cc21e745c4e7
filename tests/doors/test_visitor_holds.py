"""Buyers without an account hold seats and places at a public event, and order them."""

from typing import Any

from tests.doors.orderseats.test_order_seats import states, wish
from tests.plan.test_plans import picture, send
from tests.shop import Shop, open_shop
from tests.world import World


def holds(shop: Shop) -> str:
    return f"{shop.event.path}/holds"


async def held_places(shop: Shop) -> Any:
    return (await shop.type())["held"]


async def test_anybody_sees_and_holds_seats_and_orders_them_with_the_key(world: World) -> None:
    shop = await open_shop(world, price=1000)
    seats = await shop.event.seats(4)
    nobody = world.nobody()

    first = await nobody.post(holds(shop), {"seat_ids": [seats[0]]})
    await nobody.post(holds(shop), {"seat_ids": [seats[1]], "key": first["key"]})

    status = await nobody.get(f"{shop.event.path}/seats/status")
    assert sorted(status["status"]) == ["f", "f", "h", "h"]
    geometry = await nobody.get(f"{shop.event.path}/seats/geometry")
    assert len(geometry["seats"]) == 4
    # another buyer has another key
    problem = await nobody.refused(423, "POST", holds(shop), {"seat_ids": [seats[1]]})
    assert [one["id"] for one in problem["blocking"]] == [seats[1]]
    await nobody.refused(423, "POST", shop.path, wish(shop, seats[0]))
    order = await nobody.post(shop.path, wish(shop, seats[0], seats[1], hold_key=first["key"]))
    assert order["status"] == "created"
    assert await states(shop, *seats) == ["held", "held", "free", "free"]
    assert await world.faults() == []


async def test_the_key_frees_and_extends_a_hold_and_still_names_its_holder(world: World) -> None:
    shop = await open_shop(world, price=1000)
    seats = await shop.event.seats(4)
    nobody = world.nobody()
    first = await nobody.post(holds(shop), {"seat_ids": [seats[0]]})
    second = await nobody.post(holds(shop), {"seat_ids": [seats[1]], "key": first["key"]})

    longer = await nobody.post(f"/api/holds/{second['key']}/extend")
    assert longer["expires_at"] >= second["expires_at"]
    await nobody.delete(f"/api/holds/{first['key']}")

    assert await states(shop, *seats[:2]) == ["free", "held"]
    order = await nobody.post(shop.path, wish(shop, seats[1], hold_key=first["key"]))
    assert order["status"] == "created"


async def test_nobody_holds_more_than_an_order_can_have(world: World) -> None:
    shop = await open_shop(world, max_per_order=2)
    seats = await shop.event.seats(4)
    nobody = world.nobody()

    problem = await nobody.refused(409, "POST", holds(shop), {"seat_ids": seats[:3]})

    assert problem["type"] == "/problems/too-many-seats"
    await nobody.refused(409, "POST", holds(shop), {"places": 3})
    held = await nobody.post(holds(shop), {"block": {"places": 2}})
    assert len(held["seats"]) == 2


async def test_a_private_event_or_one_that_sells_nothing_is_closed(world: World) -> None:
    host = await world.organizer()
    private = await host.event()
    [seat] = await private.seats(1)
    given_away = await host.event(visibility="public", approval="open")
    [other] = await given_away.seats(1)
    by_host = await open_shop(world, event={"seat_selection": "organizer"})
    [third] = await by_host.event.seats(1)
    nobody = world.nobody()

    for event, one in ((private, seat), (given_away, other)):
        await nobody.refused(401, "POST", f"{event.path}/holds", {"seat_ids": [one]})
        await nobody.refused(401, "GET", f"{event.path}/seats/status")
        await nobody.refused(401, "GET", f"{event.path}/seats/geometry")
    await nobody.refused(403, "POST", holds(by_host), {"seat_ids": [third]})
    await nobody.refused(403, "GET", f"{by_host.event.path}/seats/status")


async def test_somebody_elses_id_is_no_key(world: World) -> None:
    shop = await open_shop(world, price=1000)
    seats = await shop.event.seats(2)
    await shop.event.hold(seats[0])
    me = await shop.event.host.get("/api/me")

    await world.nobody().refused(
        423, "POST", holds(shop), {"seat_ids": [seats[0]], "key": me["id"]}
    )
    await world.nobody().refused(423, "POST", shop.path, wish(shop, seats[0], hold_key=me["id"]))


async def test_places_are_held_without_seats_until_the_order_takes_them(world: World) -> None:
    shop = await open_shop(world, price=1000, quota=3)
    nobody = world.nobody()
    body = {"places": 2, "ticket_type_id": shop.kind["id"]}

    held = await nobody.post(holds(shop), body)

    assert held["seats"] == []
    assert held["expires_at"] > held["server_time"]
    assert await held_places(shop) == 2
    sold_out = await shop.refused(409, 2)
    assert sold_out["left"] == 1
    order = await shop.order(3, hold_key=held["key"])
    assert order["status"] == "created"
    assert await held_places(shop) == 3
    # what was taken over can't be given back, nor taken over again
    await nobody.refused(401, "DELETE", f"/api/holds/{order['id']}")
    await shop.refused(409, 1, hold_key=held["key"])
    assert await world.faults() == []


async def test_an_order_that_is_refused_leaves_its_buyer_the_places(world: World) -> None:
    shop = await open_shop(world, price=1000, quota=3)
    held = await world.nobody().post(holds(shop), {"places": 2, "ticket_type_id": shop.kind["id"]})

    await shop.refused(409, 4, hold_key=held["key"])

    assert await held_places(shop) == 2
    assert (await shop.refused(409, 2))["left"] == 1
    order = await shop.order(2, hold_key=held["key"])
    assert order["total"] == 2000


async def test_held_places_are_given_back_by_their_key_or_by_time(world: World) -> None:
    shop = await open_shop(world, event={"capacity": 4}, price=1000)
    nobody = world.nobody()
    first = await nobody.post(holds(shop), {"places": 3})

    await nobody.refused(409, "POST", holds(shop), {"places": 2})
    await nobody.delete(f"/api/holds/{first['key']}")
    await nobody.post(holds(shop), {"places": 4})
    await world.sql("UPDATE reservations SET expires_at = now() - interval '1 second'")

    order = await shop.order(4)
    assert order["status"] == "created"
    assert await world.faults() == []


async def test_an_orders_places_are_its_own(world: World) -> None:
    """The team can free any hold on the map, but not take the places from under an order."""
    shop = await open_shop(world, price=1000, quota=3)
    await shop.order(2)
    key = await world.one("SELECT id FROM reservations WHERE holder_kind = 'order'")

    await shop.event.host.refused(404, "DELETE", f"/api/holds/{key}")
    await shop.event.host.refused(404, "POST", f"/api/holds/{key}/extend")

    assert await held_places(shop) == 2


async def test_buyers_see_the_picture_of_the_room(world: World) -> None:
    shop = await open_shop(world)
    hidden = await (await world.organizer("Bo Lind")).event()
    shown = []
    for event in (shop.event, hidden):
        sent = await send(event, picture())
        assert sent.status_code == 201
        shown.append(f"/api/files/{sent.json()['id']}")

    assert (await world.nobody().ask("GET", shown[0])).status_code == 200
    await world.nobody().refused(401, "GET", shown[1])
