"""Orders canceled, and money refunded: two acts."""

import asyncio
from typing import Any

from convite.doors.reversals.rules import take
from tests.shop import Shop, buyer, ledger, open_shop, sold
from tests.support import until
from tests.world import World


async def refunds_of(shop: Shop, order: Any) -> list[Any]:
    rows: list[Any] = (await shop.event.host.get(f"/api/orders/{order['id']}/refunds"))["items"]
    return rows


async def made(world: World, shop: Shop, order: Any) -> list[Any]:
    """The order's refunds once a worker has made them."""

    async def are_over() -> bool:
        return all(
            one["status"] in ("succeeded", "failed") for one in await refunds_of(shop, order)
        )

    with world.worker():
        await until(are_over, limit=60)
    return await refunds_of(shop, order)


async def test_a_refund_pays_back_and_leaves_the_tickets_alone(world: World) -> None:
    shop = await open_shop(world, event={"tax_percent": 19}, price=2500)
    order = await sold(shop, 2)
    path = f"/api/orders/{order['id']}"

    started = await shop.event.host.post(f"{path}/refund", {"amount": 1500, "reason": "Rain"})
    [refund] = await made(world, shop, order)

    assert (started["status"], started["amount"]) == ("queued", 1500)
    assert (refund["status"], refund["reason"]) == ("succeeded", "Rain")
    now = await shop.event.host.get(path)
    assert (now["status"], now["refunded"], len(now["tickets"])) == ("partially_refunded", 1500, 2)
    assert await ledger(shop) == {"balance": 3500, "sales": -2941, "tax": -559}

    await shop.event.host.post(f"{path}/refund")
    await made(world, shop, order)

    assert (await shop.event.host.get(path))["status"] == "refunded"
    assert await ledger(shop) == {}
    assert await world.faults() == []


async def test_fifty_refunds_at_once_never_exceed_what_was_paid(world: World) -> None:
    shop = await open_shop(world, price=1000)
    order = await sold(shop)
    path = f"/api/orders/{order['id']}/refund"

    answers = await asyncio.gather(
        *(shop.event.host.through(n % 2).ask("POST", path, {"amount": 30}) for n in range(50))
    )

    assert sorted(answer.status_code for answer in answers) == [202] * 33 + [409] * 17
    assert sum(one["amount"] for one in await refunds_of(shop, order)) == 990
    problem = await shop.event.host.refused(409, "POST", path, {"amount": 30})
    assert problem["remaining"] == 10


async def test_after_a_new_date_buyers_keep_their_tickets_or_get_all_back(world: World) -> None:
    shop = await open_shop(world, price=1000, quota=2)  # whose policy gives nothing back
    kept, order = await sold(shop), await sold(shop)
    path = f"/api/orders/{order['id']}"
    assert (await buyer(world, order).get(f"{path}/refundable"))["by_policy"] == 0
    until = {"full_refund_until": "2031-01-01T00:00:00Z"}
    await shop.event.host.patch(shop.event.path, {"settings": until})
    page = await world.http.get(f"/o/{order['id']}/{order['secret']}")
    assert "Keep your tickets, or get your money back." in page.text

    await buyer(world, order).post(f"{path}/cancel")

    [refund] = await made(world, shop, order)
    assert (refund["amount"], refund["status"]) == (1000, "succeeded")
    gone = {"full_refund_until": "2020-01-01T00:00:00Z"}
    await shop.event.host.patch(shop.event.path, {"settings": gone})
    found = await buyer(world, kept).get(f"/api/orders/{kept['id']}/refundable")
    assert (found["by_policy"], found["remaining"]) == (0, 1000)


async def test_buyers_cancel_and_get_what_their_policy_said(world: World) -> None:
    policy = {"steps": [{"hours_before": 48, "percent": 50}]}
    shop = await open_shop(world, event={"cancellation_policy": policy}, price=1000, quota=2)
    order = await sold(shop, 2)
    await shop.event.host.patch(shop.event.path, {"cancellation_policy": {"steps": []}})
    who, path = buyer(world, order), f"/api/orders/{order['id']}"
    assert (await who.get(f"{path}/refundable"))["by_policy"] == 1000

    canceled = await who.post(f"{path}/cancel", {"reason": "Ill"})

    assert (canceled["status"], canceled["tickets"]) == ("canceled", [])
    [refund] = await made(world, shop, order)
    assert (refund["amount"], refund["source"], refund["status"]) == (1000, "buyer", "succeeded")
    assert ((await shop.type())["sold"], (await shop.event.row())["going_count"]) == (0, 0)
    assert (await who.get(path))["status"] == "canceled"
    assert await world.faults() == []


async def test_one_ticket_of_an_order_is_canceled_and_sold_again(world: World) -> None:
    shop = await open_shop(world, price=1000, quota=2)
    order = await sold(shop, 2)
    line = order["lines"][1]
    await shop.refused(409)

    left = await shop.event.host.post(f"/api/orders/{order['id']}/cancel", {"lines": [line["id"]]})

    assert (left["status"], left["refunded"]) == ("paid", 0)
    assert [one["canceled_at"] is None for one in left["lines"]] == [True, False]
    scan = await shop.event.scan(ticket=order["tickets"][1]["qr"])
    assert scan["result"] != "ok"
    assert (await shop.order())["status"] == "created"
    await shop.event.host.post(f"/api/orders/{order['id']}/refund", {"lines": [line["id"]]})
    [refund] = await refunds_of(shop, order)
    assert (refund["amount"], refund["lines"]) == (1000, {line["id"]: 1000})
    assert await world.faults() == []


async def test_an_open_order_is_canceled_and_its_place_free(world: World) -> None:
    shop = await open_shop(world, price=1000, quota=1)
    order = await shop.order()

    canceled = await buyer(world, order).post(f"/api/orders/{order['id']}/cancel")

    assert canceled["status"] == "canceled"
    assert (await shop.order())["status"] == "created"
    again = await buyer(world, order).refused(409, "POST", f"/api/orders/{order['id']}/cancel")
    assert again["current_status"] == "canceled"


async def test_buyers_keep_off_tickets_that_were_passed_on_or_used(world: World) -> None:
    policy = {"steps": [{"hours_before": 0, "percent": 100}]}
    shop = await open_shop(world, event={"cancellation_policy": policy}, price=1000)
    order = await sold(shop, 3)
    given, used, _ = order["tickets"]
    who, path = buyer(world, order), f"/api/orders/{order['id']}/cancel"
    body = {"name": "Mia Sol", "email": "mia.sol@example.com"}
    await shop.event.host.post(f"/api/tickets/{given['id']}/transfer", body)
    assert (await shop.event.scan(ticket=used["qr"]))["result"] == "ok"
    lines = [line["id"] for line in order["lines"]]
    refused = await who.refused(409, "POST", path, {"lines": lines})
    assert refused["type"].endswith("/ticket-given-away")

    left = await who.post(path)

    assert left["status"] == "partially_refunded"
    assert [line["canceled_at"] is None for line in left["lines"]].count(True) == 2
    [refund] = await refunds_of(shop, order)
    assert refund["amount"] == 1000
    await who.refused(409, "POST", path)
    attendees = (await shop.event.host.get(f"{shop.event.path}/attendees"))["items"]
    assert [one["status"] for one in attendees if one["name"] == "Mia Sol"] == ["going"]


async def test_parts_that_were_paid_of_an_order_go_back_when_it_ends(world: World) -> None:
    bank = {"payment": {"iban": "DE89 3704 0044 0532 0130 00", "bank_name": "Ana Ruiz"}}
    shop = await open_shop(world, event={"settings": bank}, price=1000)
    order = await shop.order()
    who = buyer(world, order)
    started = await who.post(f"/api/orders/{order['id']}/pay", {"provider": "bank"})
    part = {"amount": 400, "currency": "EUR"}
    await shop.event.host.post(f"/api/payments/{started['payment_id']}/confirm", part)

    await who.post(f"/api/orders/{order['id']}/cancel")

    async def has_refund() -> bool:
        return bool(await refunds_of(shop, order))

    with world.worker():
        await until(has_refund, limit=60)
    [refund] = await refunds_of(shop, order)
    assert (refund["amount"], refund["source"]) == (400, "late")
    [payment] = (await shop.event.host.get(f"/api/orders/{order['id']}/payments"))["items"]
    assert payment["attention"] is None


def test_lines_are_spread_over_payments_as_their_amounts_are() -> None:
    lines = {"a": 50, "b": 40}

    assert take(lines, 70) == {"a": 50, "b": 20}
    assert take(lines, 10) == {"b": 10}
    # what the order has no money left for isn't counted for any line
    assert (take(lines, 0), lines) == ({}, {"b": 10})


async def test_nobody_refunds_who_may_not(world: World) -> None:
    shop = await open_shop(world, price=1000)
    order = await sold(shop)
    path = f"/api/orders/{order['id']}/refund"

    await buyer(world, order).refused(401, "POST", path)
    await (await world.organizer("Mia Sol")).refused(404, "POST", path)
    assert await refunds_of(shop, order) == []


async def test_all_orders_of_an_event_are_refunded_each_once(world: World) -> None:
    shop = await open_shop(world, price=1000)
    orders = [await sold(shop) for _ in range(3)]
    host, path = shop.event.host, f"{shop.event.path}/refunds"
    await host.post(f"/api/orders/{orders[0]['id']}/refund", {"amount": 400})

    tasks = [await host.post(path, {"of": "all", "reason": "Storm"}) for _ in range(2)]

    async def are_done() -> bool:
        found = [await host.get(f"/api/tasks/{task['task_id']}") for task in tasks]
        return all(one["status"] == "done" for one in found)

    with world.worker():
        await until(are_done, limit=60)
    results = [(await host.get(f"/api/tasks/{task['task_id']}"))["result"] for task in tasks]
    assert sorted((one["orders"], one["amount"]) for one in results) == [(0, 0), (3, 2600)]
    for order in orders:
        await made(world, shop, order)
        assert sum(one["amount"] for one in await refunds_of(shop, order)) == 1000
    assert await ledger(shop) == {}


async def test_open_orders_end_with_their_event(world: World) -> None:
    shop = await open_shop(world, price=1000)
    order = await shop.order(2)
    await shop.event.host.post(f"{shop.event.path}/cancel")

    async def is_over() -> bool:
        found = await buyer(world, order).get(f"/api/orders/{order['id']}")
        return bool(found["status"] == "canceled")

    with world.worker():
        await until(is_over, limit=60)
    assert (await shop.type())["held"] == 0
    assert await world.faults() == []
