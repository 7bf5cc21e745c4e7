"""What an event sold: by day, type and channel, in each currency, and parts add up to the whole."""

from typing import Any

from tests.shop import BUYER, Shop, open_shop, paid, sold
from tests.world import World

FIGURES = ("tickets", "gross", "refunded", "fees", "net")


async def sales(shop: Shop) -> list[Any]:
    return list((await shop.event.host.get(f"{shop.event.path}/sales"))["items"])


def figures(row: Any) -> tuple[int, ...]:
    return tuple(row[name] for name in FIGURES)


def added(rows: list[Any]) -> tuple[int, ...]:
    return tuple(sum(row[name] for row in rows) for name in FIGURES)


async def mixed(shop: Shop, kind: Any, quantities: tuple[int, int]) -> Any:
    """An order of both types, paid."""
    lines = [
        {"ticket_type_id": one["id"], "quantity": quantity}
        for one, quantity in zip((shop.kind, kind), quantities, strict=True)
    ]
    body = {"lines": lines, "buyer": BUYER}
    return await paid(shop, await shop.world.nobody().post(shop.path, body))


async def test_what_was_sold_refunded_and_kept_adds_up_in_every_view(world: World) -> None:
    shop = await open_shop(world, price=1999)
    vip = await shop.add("VIP", price=7001)
    order = await mixed(shop, vip, (2, 1))
    await sold(shop)
    await world.sql("UPDATE payments SET fee = 101 WHERE order_id = $1", order["id"])
    host, path = shop.event.host, f"/api/orders/{order['id']}"
    # of the whole order, so its lines share it
    await host.post(f"{path}/refund", {"amount": 1000})
    await host.post(f"{path}/cancel", {"lines": [order["lines"][0]["id"]]})
    await shop.order(5)  # isn't paid

    [book] = await sales(shop)

    assert (book["currency"], book["is_test"]) == ("EUR", True)
    assert figures(book["total"]) == (3, 12998, 1000, 101, 11897)
    for view in ("days", "types", "channels"):
        assert added(book[view]) == figures(book["total"])
    by_type = {row["ticket_type_id"]: row for row in book["types"]}
    assert by_type[vip["id"]]["gross"] == 7001
    assert by_type[vip["id"]]["refunded"] == 1000 * 7001 // 10999 + 1
    assert by_type[shop.kind["id"]]["tickets"] == 2
    assert [row["channel"] for row in book["channels"]] == ["online"]


async def test_days_are_those_where_the_event_is(world: World) -> None:
    shop = await open_shop(world, price=2500, event={"timezone": "Asia/Tokyo"})
    late, early = await sold(shop), await sold(shop)
    moments = {late["id"]: "2027-01-31T16:00:00+00:00", early["id"]: "2027-01-31T14:00:00+00:00"}
    for key, moment in moments.items():
        await world.sql(
            "UPDATE orders SET paid_at = $2::text::timestamptz WHERE id = $1", key, moment
        )

    [book] = await sales(shop)

    assert [(row["day"], row["gross"]) for row in book["days"]] == [
        ("2027-01-31", 2500),
        ("2027-02-01", 2500),
    ]


async def test_a_refund_of_some_tickets_is_of_their_type(world: World) -> None:
    shop = await open_shop(world, price=2000)
    vip = await shop.add("VIP", price=7000)
    order = await mixed(shop, vip, (1, 1))
    line = next(one for one in order["lines"] if one["ticket_type_id"] == vip["id"])
    await shop.event.host.post(f"/api/orders/{order['id']}/refund", {"lines": [line["id"]]})

    [book] = await sales(shop)

    found = {row["ticket_type_id"]: row["refunded"] for row in book["types"]}
    assert found == {shop.kind["id"]: 0, vip["id"]: 7000}


async def test_channels_currencies_and_tests_stand_apart(world: World) -> None:
    shop = await open_shop(world, price=2500)
    await sold(shop)
    other = await sold(shop)
    host = shop.event.host
    cash = await host.post(shop.path, shop.body(channel="box_office"))
    started = await host.post(f"/api/orders/{cash['id']}/pay", {"provider": "cash"})
    received = {"amount": 2500, "currency": "EUR"}
    await host.post(f"/api/payments/{started['payment_id']}/confirm", received)
    await world.sql("UPDATE orders SET currency = 'JPY' WHERE id = $1", other["id"])

    books = await sales(shop)

    assert [(one["currency"], one["is_test"]) for one in books] == [
        ("EUR", False),
        ("EUR", True),
        ("JPY", True),
    ]
    assert [row["channel"] for row in books[0]["channels"]] == ["box_office"]
    assert all(figures(one["total"])[:2] == (1, 2500) for one in books)


async def test_nothing_was_sold_yet_and_who_may_know(world: World) -> None:
    shop = await open_shop(world, price=2500)
    path = f"{shop.event.path}/sales"
    editor = await world.organizer("Ed Itor")
    body = {"user_id": editor.id, "role": "editor"}
    await shop.event.host.post(f"{shop.event.path}/invite-member", body)

    assert await sales(shop) == []
    await editor.refused(403, "GET", path)
    await (await world.organizer("Max")).refused(404, "GET", path)
