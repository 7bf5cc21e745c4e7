"""Paying an order without a provider of one's own: the test provider, transfers and cash."""

import asyncio
from uuid import UUID

from tests.shop import BUYER, buyer, ledger, open_shop, paid, sold
from tests.world import World

TAXED = {"tax_percent": 19}


async def test_a_paid_order_has_tickets_and_stands_in_the_ledger(world: World) -> None:
    shop = await open_shop(world, event=TAXED, price=2500, quota=5)

    order = await sold(shop, 2)

    assert (order["status"], len(order["tickets"]), order["expires_at"]) == ("paid", 2, None)
    assert ((await shop.type())["sold"], (await shop.type())["held"]) == (2, 0)
    assert (await shop.event.scan(ticket=order["tickets"][0]["qr"]))["result"] == "ok"
    assert await ledger(shop) == {"balance": 5000, "sales": -4202, "tax": -798}
    assert await world.faults() == []


async def test_the_same_money_counts_once(world: World) -> None:
    shop = await open_shop(world, price=1000)
    order = await shop.order()
    who = buyer(world, order)
    started = await who.post(f"/api/orders/{order['id']}/pay", {"provider": "test"})
    again = await who.post(f"/api/orders/{order['id']}/pay", {"provider": "test"})
    path = f"/api/payments/{started['payment_id']}/confirm"

    await asyncio.gather(*(who.through(n % 2).post(path, {"outcome": "paid"}) for n in range(8)))

    assert again["payment_id"] == started["payment_id"]
    assert await ledger(shop) == {"balance": 1000, "sales": -1000}
    [row] = (await who.get(f"/api/orders/{order['id']}/payments"))["items"]
    assert (row["status"], row["captured"]) == ("paid", 1000)
    problem = await who.refused(409, "POST", f"/api/orders/{order['id']}/pay", {"provider": "test"})
    assert problem["current_status"] == "paid"


async def test_after_a_declined_payment_another_can_follow(world: World) -> None:
    shop = await open_shop(world, price=1000)
    order = await paid(shop, await shop.order(), "failed")
    assert (order["status"], (await shop.type())["held"]) == ("failed", 1)

    assert (await paid(shop, order))["status"] == "paid"


async def test_late_money_takes_its_places_while_they_are_free(world: World) -> None:
    shop = await open_shop(world, price=1000, quota=1)
    order = await shop.order()
    who = buyer(world, order)
    started = await who.post(f"/api/orders/{order['id']}/pay", {"provider": "test"})
    await world.sql("UPDATE reservations SET expires_at = now() - interval '1 second'")
    with_worker = await world.nobody().ask("POST", shop.path, shop.body())
    assert with_worker.status_code == 201  # which frees the first one's place, and takes it
    other = {**with_worker.json()}
    await buyer(world, other).post(f"/api/orders/{other['id']}/cancel")

    await who.post(f"/api/payments/{started['payment_id']}/confirm", {"outcome": "paid"})

    late = await who.get(f"/api/orders/{order['id']}")
    assert (late["status"], len(late["tickets"])) == ("paid", 1)
    assert await world.faults() == []


async def test_late_money_goes_back_once_its_places_are_gone(world: World) -> None:
    shop = await open_shop(world, price=1000, quota=1)
    order = await shop.order()
    who = buyer(world, order)
    started = await who.post(f"/api/orders/{order['id']}/pay", {"provider": "test"})
    await world.sql("UPDATE reservations SET expires_at = now() - interval '1 second'")
    await sold(shop)

    await who.post(f"/api/payments/{started['payment_id']}/confirm", {"outcome": "paid"})

    late = await who.get(f"/api/orders/{order['id']}")
    assert (late["status"], late["tickets"]) == ("expired", [])
    [refund] = (await who.get(f"/api/orders/{order['id']}/refunds"))["items"]
    assert (refund["amount"], refund["source"], refund["status"]) == (1000, "late", "queued")
    assert (await shop.type())["sold"] == 1
    assert await world.faults() == []


async def test_the_team_confirms_what_came_by_hand_and_looks_at_what_differs(world: World) -> None:
    bank = {"payment": {"iban": "DE89 3704 0044 0532 0130 00", "bank_name": "Ana Ruiz"}}
    shop = await open_shop(world, event={"settings": bank}, price=1000)
    order = await shop.order()
    who, host = buyer(world, order), shop.event.host
    started = await who.post(f"/api/orders/{order['id']}/pay", {"provider": "bank"})
    path = f"/api/payments/{started['payment_id']}/confirm"
    assert started["instructions"]["reference"] == order["reference"]
    assert started["instructions"]["iban"] == "DE89370400440532013000"
    await who.refused(403, "POST", path, {"outcome": "paid"})
    await who.refused(403, "POST", path, {"amount": 1000, "currency": "EUR"})
    await host.refused(422, "POST", path, {"amount": 1000, "currency": "USD"})

    part = await host.post(path, {"amount": 400, "currency": "EUR", "reference": "A 1"})

    assert (part["captured"], part["attention"]) == (400, "partial")
    assert (await who.get(f"/api/orders/{order['id']}"))["status"] == "pending"
    assert await ledger(shop) == {"balance": 400, "held": -400}

    whole = await host.post(path, {"amount": 700, "currency": "EUR"})

    assert (whole["captured"], whole["attention"]) == (1100, "overpaid")
    assert (await who.get(f"/api/orders/{order['id']}"))["status"] == "paid"
    assert await ledger(shop) == {"balance": 1100, "sales": -1000, "held": -100}


async def test_trying_again_and_again_keeps_no_places_for_long(world: World) -> None:
    shop = await open_shop(world, price=1000)
    order = await shop.order()
    await world.sql(
        "UPDATE orders SET created_at = now() - interval '119 minutes' WHERE id = $1",
        UUID(order["id"]),
    )

    await buyer(world, order).post(f"/api/orders/{order['id']}/pay", {"provider": "test"})

    kept = "SELECT expires_at < now() + interval '10 minutes' FROM orders WHERE id = $1"
    assert await world.one(kept, UUID(order["id"]))


async def test_a_seat_that_is_being_paid_for_stays_the_buyers(world: World) -> None:
    shop = await open_shop(world, price=1000)
    event = shop.event
    [seat] = await event.seats(1)
    lines = [{"ticket_type_id": shop.kind["id"], "quantity": 1, "seat_ids": [seat]}]
    order = await shop.order(lines=lines)
    plan = await event.host.get(f"{event.path}/seating-plan")
    for one in plan["seats"]:
        one["blocked"] = True
    path = f"{event.path}/seating-plan?confirm_losing=true"

    refused = await event.host.refused(409, "PUT", path, plan)

    assert (refused["type"].split("/")[-1], refused["blocking"]) == ("seat-ordered", [seat])
    done = await paid(shop, order)
    assert [line["seat_id"] for line in done["lines"]] == [seat]


async def test_a_seat_that_is_gone_when_it_is_paid_leaves_a_ticket_and_a_note(world: World) -> None:
    shop = await open_shop(world, price=1000)
    [seat] = await shop.event.seats(1)
    lines = [{"ticket_type_id": shop.kind["id"], "quantity": 1, "seat_ids": [seat]}]
    order = await shop.order(lines=lines)
    # past all checks, as by an operator in the database
    await world.sql(
        "UPDATE seats SET reservation_id = NULL, held_by = NULL, held_until = NULL, blocked = true"
        " WHERE id = $1",
        UUID(seat),
    )

    done = await paid(shop, order)

    assert (done["status"], len(done["tickets"])) == ("paid", 1)
    [payment] = (await shop.event.host.get(f"/api/orders/{order['id']}/payments"))["items"]
    assert payment["attention"] == "unseated"
    assert await world.faults() == []


async def test_an_event_takes_only_its_own_ways(world: World) -> None:
    shop = await open_shop(world, price=1000)
    order = await shop.order()
    path = f"/api/orders/{order['id']}/pay"

    ways = await shop.event.host.get(f"{shop.event.path}/payment-methods")
    problem = await buyer(world, order).refused(422, "POST", path, {"provider": "bank"})

    assert ways == {"items": [{"provider": "test", "mode": "test"}], "is_test": True}
    assert problem["errors"][0]["detail"] == "This event's orders can't be paid that way."
    stranger = await world.organizer("Mia Sol")
    await stranger.refused(404, "POST", path, {"provider": "test"})


async def test_money_for_an_event_that_was_canceled_meanwhile_goes_back(world: World) -> None:
    shop = await open_shop(world, price=1000)
    order = await shop.order()
    who = buyer(world, order)
    started = await who.post(f"/api/orders/{order['id']}/pay", {"provider": "test"})
    await shop.event.host.post(f"{shop.event.path}/cancel")

    await who.post(f"/api/payments/{started['payment_id']}/confirm", {"outcome": "paid"})

    [refund] = (await who.get(f"/api/orders/{order['id']}/refunds"))["items"]
    assert (refund["amount"], refund["source"]) == (1000, "late")
    assert (await who.get(f"/api/orders/{order['id']}"))["tickets"] == []
    assert BUYER["email"] == order["buyer"]["email"]


async def test_money_that_is_recorded_by_several_at_once_all_counts(world: World) -> None:
    shop = await open_shop(world, price=1000)
    order, host = await shop.order(), shop.event.host
    started = await host.post(f"/api/orders/{order['id']}/pay", {"provider": "manual"})
    path = f"/api/payments/{started['payment_id']}/confirm"
    part = {"amount": 100, "currency": "EUR"}

    await asyncio.gather(*(host.through(n % 2).post(path, part) for n in range(5)))

    [row] = (await host.get(f"/api/orders/{order['id']}/payments"))["items"]
    assert row["captured"] == 500
    assert await ledger(shop) == {"balance": 500, "held": -500}


async def test_a_test_payment_is_worth_nothing_once_the_event_takes_money(world: World) -> None:
    shop = await open_shop(world, price=1000)
    order = await shop.order()
    who = buyer(world, order)
    started = await who.post(f"/api/orders/{order['id']}/pay", {"provider": "test"})
    bank = {"payment": {"iban": "DE89 3704 0044 0532 0130 00", "bank_name": "Ana Ruiz"}}
    await shop.event.host.patch(shop.event.path, {"settings": bank})

    path = f"/api/payments/{started['payment_id']}/confirm"
    await who.refused(422, "POST", path, {"outcome": "paid"})

    assert (await who.get(f"/api/orders/{order['id']}"))["tickets"] == []
