"""Seats that are ordered: held while the order is paid, then its people's."""

import asyncio
from typing import Any

from tests.shop import BUYER, Shop, buyer, open_shop, paid
from tests.support import until
from tests.world import World


def wish(shop: Shop, *seats: str, **values: Any) -> dict[str, Any]:
    """An order of these seats."""
    line = {
        "ticket_type_id": shop.kind["id"],
        "quantity": len(seats),
        "seat_ids": list(seats),
        "attendees": [{"name": f"Person {number}"} for number, _ in enumerate(seats)],
    }
    return {"lines": [line], "buyer": BUYER, **values}


async def states(shop: Shop, *seats: str) -> list[str]:
    found = await shop.event.map()
    return [found[seat]["status"] for seat in seats]


async def test_free_tickets_come_with_their_seats(world: World) -> None:
    shop = await open_shop(world)
    seats = await shop.event.seats(4)

    order = await world.nobody().post(shop.path, wish(shop, seats[0], seats[1]))

    assert [ticket["seat_number"] is not None for ticket in order["tickets"]] == [True, True]
    assert [line["name"] for line in order["lines"]] == ["Person 0", "Person 1"]
    assert await states(shop, *seats[:3]) == ["assigned", "assigned", "free"]
    assert await world.faults() == []


async def test_seats_are_held_while_the_order_is_paid(world: World) -> None:
    shop = await open_shop(world, price=1000)
    seats = await shop.event.seats(4)

    order = await world.nobody().post(shop.path, wish(shop, seats[0], seats[1]))

    assert await states(shop, *seats[:3]) == ["held", "held", "free"]
    problem = await world.nobody().refused(423, "POST", shop.path, wish(shop, seats[1], seats[2]))
    assert [one["id"] for one in problem["blocking"]] == [seats[1]]
    assert await states(shop, seats[2]) == ["free"]
    assert (await shop.type())["held"] == 2
    done = await paid(shop, order)
    assert await states(shop, *seats[:2]) == ["assigned", "assigned"]
    assert all(ticket["seat_number"] for ticket in done["tickets"])
    assert await world.faults() == []


async def test_seats_of_an_order_that_ran_out_or_was_canceled_are_free(world: World) -> None:
    shop = await open_shop(world, price=1000)
    seats = await shop.event.seats(4)
    first = await world.nobody().post(shop.path, wish(shop, seats[0]))
    second = await world.nobody().post(shop.path, wish(shop, seats[1]))

    await buyer(world, first).post(f"/api/orders/{first['id']}/cancel")
    await world.sql("UPDATE reservations SET expires_at = now() - interval '1 second'")
    await world.sql(
        "UPDATE seats SET held_until = now() - interval '1 second' WHERE held_by IS NOT NULL"
    )

    async def is_over() -> bool:
        found = await buyer(world, second).get(f"/api/orders/{second['id']}")
        return bool(found["status"] == "expired")

    with world.worker():
        await until(is_over, limit=60)
    assert await states(shop, *seats) == ["free"] * 4
    assert await world.one("SELECT count(*) FROM seats WHERE held_by IS NOT NULL") == 0
    assert await world.faults() == []


async def test_of_fifty_who_want_one_seat_one_gets_it(world: World) -> None:
    shop = await open_shop(world, price=1000)
    seats = await shop.event.seats(4)

    answers = await asyncio.gather(
        *(
            world.nobody(number % 2).ask(
                "POST", shop.path, wish(shop, seats[0], seats[1 + number % 3])
            )
            for number in range(50)
        )
    )

    statuses = [answer.status_code for answer in answers]
    assert statuses.count(201) == 1
    assert set(statuses) <= {201, 409, 423}
    assert (await shop.type())["held"] == 2
    assert await world.faults() == []


async def test_a_hold_becomes_the_orders(world: World) -> None:
    shop = await open_shop(world, price=1000)
    seats = await shop.event.seats(4)
    held = await shop.event.hold(seats[0], seats[1])

    await world.nobody().refused(423, "POST", shop.path, wish(shop, seats[0]))
    order = await world.nobody().post(
        shop.path, wish(shop, seats[0], seats[1], hold_key=held["key"])
    )

    assert order["status"] == "created"
    assert await states(shop, *seats[:2]) == ["held", "held"]


async def test_a_seat_of_another_category_is_refused(world: World) -> None:
    shop = await open_shop(world, seat_category="Balcony")
    seats = await shop.event.seats(4)

    problem = await world.nobody().refused(422, "POST", shop.path, wish(shop, seats[0]))

    assert problem["errors"][0]["detail"] == "One of these seats is for another kind of ticket."
    assert await states(shop, seats[0]) == ["free"]
