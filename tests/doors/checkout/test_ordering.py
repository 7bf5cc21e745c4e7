"""Ordering tickets: what is held, what is free at once, and what is refused."""

import asyncio

from tests.shop import BUYER, buyer, open_shop
from tests.support import until
from tests.world import World


async def test_a_free_ticket_is_theirs_at_once(world: World) -> None:
    shop = await open_shop(world, quota=10)

    order = await shop.order(2)

    assert (order["status"], order["total"], order["expires_at"]) == ("paid", 0, None)
    assert [ticket["name"] for ticket in order["tickets"]] == ["Leo Paz", "Guest of Leo Paz (2)"]
    assert all(ticket["qr"] for ticket in order["tickets"])
    assert (await shop.type())["sold"] == 2
    assert (await shop.event.row())["going_count"] == 2
    rows = (await shop.event.host.get(f"{shop.event.path}/guests"))["items"]
    assert sorted(row["name"] for row in rows) == ["Guest of Leo Paz (2)", "Leo Paz"]
    scan = await shop.event.scan(ticket=order["tickets"][0]["qr"])
    assert scan["result"] == "ok"
    assert await world.faults() == []


async def test_an_order_with_a_price_holds_its_places_until_it_is_paid(world: World) -> None:
    terms = {"currency": "EUR", "tax_percent": 19, "capacity": 5}
    shop = await open_shop(world, event=terms, price=2500, quota=3)

    order = await shop.order(2)

    assert (order["status"], order["subtotal"], order["tax"]) == ("created", 5000, 798)
    assert (order["total"], order["currency"], order["tickets"]) == (5000, "EUR", [])
    kind = await shop.type()
    assert (kind["sold"], kind["held"], kind["sale_state"]) == (0, 2, "on_sale")
    problem = await shop.refused(409, 2)
    assert (problem["type"].rsplit("/", 1)[-1], problem["left"]) == ("sold-out", 1)


async def test_whoever_has_the_secret_opens_the_order_and_nobody_else(world: World) -> None:
    shop = await open_shop(world, price=100)
    order = await shop.order()
    path = f"/api/orders/{order['id']}"

    seen = await buyer(world, order).get(path)

    assert (seen["reference"], seen["secret"]) == (order["reference"], None)
    assert (await shop.event.host.get(path))["buyer"]["email"] == BUYER["email"]
    stranger = await world.organizer("Mia Sol")
    await stranger.refused(404, "GET", path)
    await world.nobody().refused(401, "GET", path)
    order["secret"] = "0" * 25
    await buyer(world, order).refused(404, "GET", path)


async def test_places_of_an_order_that_ran_out_are_free_without_a_worker(world: World) -> None:
    shop = await open_shop(world, price=100, quota=1)
    order = await shop.order()
    await shop.refused(409)
    await world.sql("UPDATE reservations SET expires_at = now() - interval '1 second'")

    taken = await shop.order()

    assert taken["status"] == "created"
    assert (await buyer(world, order).get(f"/api/orders/{order['id']}"))["status"] == "expired"
    assert (await shop.type())["held"] == 1
    assert await world.faults() == []


async def test_the_worker_frees_them_for_those_who_look(world: World) -> None:
    shop = await open_shop(world, price=100, quota=1)
    await shop.order()
    await world.sql("UPDATE reservations SET expires_at = now() - interval '1 second'")

    async def is_free() -> bool:
        return bool((await shop.type())["held"] == 0)

    with world.worker():
        await until(is_free, limit=60)


async def test_prices_rise_by_number_and_by_date(world: World) -> None:
    steps = [
        {"price": 100, "until": "2020-01-01T00:00:00Z"},
        {"price": 200, "first": 2},
    ]
    shop = await open_shop(world, price=300, price_steps=steps)

    assert (await shop.type())["price_now"] == 200
    assert (await shop.order(2))["total"] == 400
    assert (await shop.type())["price_now"] == 300
    assert (await shop.order())["total"] == 300


async def test_a_promo_code_counts_as_often_as_it_may_and_however_it_is_written(
    world: World,
) -> None:
    shop = await open_shop(world, price=1000)
    path = f"{shop.event.path}/promo-codes"
    await shop.event.host.post(path, {"code": "Early Bird", "percent": 25, "quota": 1})

    order = await shop.order(2, promo_code="EАRLY-bird")  # the second letter is Cyrillic

    assert (order["subtotal"], order["discount"], order["total"]) == (2000, 500, 1500)
    problem = await shop.refused(422, promo_code="early bird")
    [error] = problem["errors"]
    assert (error["pointer"], error["detail"]) == ("/promo_code", "This code has been used up.")


async def test_two_at_once_use_a_code_only_as_far_as_it_goes(world: World) -> None:
    shop = await open_shop(world, price=1000)
    path = f"{shop.event.path}/promo-codes"
    await shop.event.host.post(path, {"code": "ALL", "percent": 100, "quota": 3})
    body = shop.body(promo_code="ALL")

    answers = await asyncio.gather(
        *(world.nobody(number % 2).ask("POST", shop.path, body) for number in range(12))
    )

    assert sorted(answer.status_code for answer in answers) == [201] * 3 + [422] * 9
    assert {answer.json()["status"] for answer in answers if answer.is_success} == {"paid"}
    [code] = (await shop.event.host.get(path))["items"]
    assert code["used"] == 3


async def test_a_hidden_type_needs_its_code(world: World) -> None:
    shop = await open_shop(world)
    hidden = await shop.add("Friends", is_hidden=True)
    path = f"{shop.event.path}/promo-codes"
    await shop.event.host.post(path, {"code": "FRIENDS", "ticket_type_ids": [hidden["id"]]})
    lines = [{"ticket_type_id": hidden["id"]}]

    problem = await shop.refused(422, lines=lines)
    order = await shop.order(lines=lines, promo_code="friends")

    assert problem["errors"][0]["detail"] == "This event has no such ticket."
    assert order["status"] == "paid"


async def test_an_addon_needs_a_ticket_and_admits_nobody(world: World) -> None:
    shop = await open_shop(world, price=1000)
    parking = await shop.add("Parking", is_addon=True, price=500, quota=1)
    addon = {"ticket_type_id": parking["id"]}

    problem = await shop.refused(422, lines=[addon])
    order = await shop.order(lines=[*shop.body()["lines"], addon])

    assert problem["errors"][0]["detail"] == "Add-ons need a ticket in the same order."
    assert (order["total"], len(order["lines"])) == (1500, 2)


async def test_a_table_for_eight_is_one_ticket_for_eight_people(world: World) -> None:
    shop = await open_shop(world, event={"capacity": 10}, quota=5, admits=8)

    order = await shop.order()

    assert (len(order["lines"]), len(order["tickets"])) == (8, 8)
    assert ((await shop.type())["sold"], (await shop.event.row())["going_count"]) == (1, 8)
    assert (await shop.refused(409))["left"] == 2


async def test_the_same_key_again_is_the_same_order(world: World) -> None:
    shop = await open_shop(world, price=100)
    headers = {"idempotency-key": "cart-1"}
    body = shop.body()

    answers = await asyncio.gather(
        *(
            world.nobody(number % 2).ask("POST", shop.path, body, headers=headers)
            for number in range(8)
        )
    )

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await world.one("SELECT count(*) FROM orders WHERE event_id = $1", shop.event.id) == 1
    changed = await world.nobody().ask("POST", shop.path, shop.body(2), headers=headers)
    assert changed.status_code == 422


async def test_somebody_elses_address_gives_nobody_their_ticket(world: World) -> None:
    shop = await open_shop(world)
    party = await shop.event.host.post(
        f"{shop.event.path}/invitations",
        {"guests": [{"name": "Doctor Leonardo Paz", "email": BUYER["email"]}]},
    )

    order = await shop.order()

    [ticket] = order["tickets"]
    assert ticket["name"] == "Leo Paz"
    assert ticket["attendee_id"] != party["guests"][0]["id"]


async def test_nonsense_is_refused_by_name(world: World) -> None:
    shop = await open_shop(world, price=100, max_per_order=4)
    line = shop.body()["lines"][0]

    for quantity in (0, -1, 10_000, 1.5, "2"):
        await shop.refused(422, lines=[{**line, "quantity": quantity}])
    for price in (-1, 1e30, "NaN", 0.5):
        await shop.refused(422, lines=[{**line, "price": price}])
    problem = await shop.refused(422, 5)
    assert problem["errors"][0]["detail"] == "Order between 1 and 4 of these."
    await shop.refused(422, lines=[{**line, "ticket_type_id": shop.event.id}])
    assert (await shop.type())["held"] == 0


async def test_the_team_finds_orders_by_name_reference_and_status(world: World) -> None:
    shop = await open_shop(world, price=100)
    order = await shop.order(2)
    await shop.order(buyer={"name": "Mia Sol", "email": "mia@example.com"})
    host = shop.event.host

    rows = (await host.get(shop.path, q="paz"))["items"]

    assert [(row["id"], row["items"], row["total"]) for row in rows] == [(order["id"], 2, 200)]
    assert len((await host.get(shop.path, status="created"))["items"]) == 2
    assert (await host.get(shop.path, q=order["reference"].lower()))["items"][0]["id"] == order[
        "id"
    ]
    assert (await host.get(shop.path, status="paid"))["items"] == []
    stranger = await world.organizer("Eve Low")
    await stranger.refused(404, "GET", shop.path)


async def test_a_price_step_ends_within_an_order(world: World) -> None:
    steps = [{"price": 100, "first": 2}]
    shop = await open_shop(world, price=1000, price_steps=steps)

    order = await shop.order(4)

    assert [line["unit_price"] for line in order["lines"]] == [100, 100, 1000, 1000]
    assert order["total"] == 2200


async def test_a_seat_is_ordered_once(world: World) -> None:
    shop = await open_shop(world, price=1000)
    [seat] = await shop.event.seats(1)
    line = {"ticket_type_id": shop.kind["id"], "quantity": 2, "seat_ids": [seat, seat]}
    problem = await shop.refused(422, lines=[line])
    assert "Each seat can be chosen once." in str(problem["errors"])
