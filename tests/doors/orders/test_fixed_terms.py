"""What can't be changed any more once somebody ordered: the event's currency, and that a type exists."""

from tests.shop import buyer, open_shop
from tests.world import World


async def test_the_currency_is_fixed_by_the_first_order(world: World) -> None:
    shop = await open_shop(world, price=2500)
    host, path = shop.event.host, shop.event.path
    changed = await host.patch(path, {"currency": "JPY"})
    await shop.order()

    refused = await host.refused(409, "PATCH", path, {"currency": "USD", "title": "Gala"})

    assert changed["currency"] == "JPY"
    assert refused["type"].endswith("currency-in-use")
    assert refused["currency"] == "JPY"
    kept = await host.get(path)
    assert (kept["currency"], kept["title"]) == ("JPY", changed["title"])
    same = await host.patch(path, {"currency": "JPY", "title": "Gala"})
    assert same["title"] == "Gala"


async def test_a_type_in_somebodys_cart_can_not_be_removed(world: World) -> None:
    shop = await open_shop(world, price=2500)
    host, path = shop.event.host, f"{shop.event.path}/ticket-types/{shop.kind['id']}"
    order = await shop.order(2)

    refused = await host.refused(409, "DELETE", path)
    # the cart is paid for as if nobody had tried
    who = buyer(world, order)
    started = await who.post(f"/api/orders/{order['id']}/pay", {"provider": "test"})
    await who.post(f"/api/payments/{started['payment_id']}/confirm", {"outcome": "paid"})

    assert refused["type"].endswith("ticket-type-ordered")
    assert len((await who.get(f"/api/orders/{order['id']}"))["tickets"]) == 2
    await host.refused(409, "DELETE", path)


async def test_a_type_that_nobody_ordered_is_removed(world: World) -> None:
    shop = await open_shop(world, price=2500)
    other = await shop.add("VIP", price=7500)
    await shop.order()

    await shop.event.host.delete(f"{shop.event.path}/ticket-types/{other['id']}")

    listed = (await shop.event.host.get(f"{shop.event.path}/ticket-types"))["items"]
    assert [one["id"] for one in listed] == [shop.kind["id"]]
