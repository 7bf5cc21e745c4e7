"""Orders that the event's team enters: sold at its desk for cash, or noted for a buyer."""

from tests.shop import open_shop
from tests.world import World


async def test_cash_at_the_desk_pays_an_order(world: World) -> None:
    """It belongs to nobody's account, least of all to that of whoever sold it."""
    shop = await open_shop(world, price=2500)
    host = shop.event.host

    order = await shop.order(2, who=host, channel="box_office")
    assert (order["channel"], order["user_id"]) == ("box_office", None)
    started = await host.post(f"/api/orders/{order['id']}/pay", {"provider": "cash"})
    received = {"amount": 5000, "currency": order["currency"]}
    await host.post(f"/api/payments/{started['payment_id']}/confirm", received)

    paid = await host.get(f"/api/orders/{order['id']}")
    assert (paid["status"], len(paid["tickets"])) == ("paid", 2)


async def test_only_the_team_sells_at_the_desk(world: World) -> None:
    shop = await open_shop(world, price=2500)
    stranger = await world.organizer("Leo Paz")
    body = shop.body(channel="manual")

    await world.nobody().refused(401, "POST", shop.path, body)
    await stranger.refused(404, "POST", shop.path, body)


async def test_team_finds_orders_by_name_and_status(world: World) -> None:
    shop = await open_shop(world, price=2500)
    await shop.order(2)
    other = {"name": "Eva Stein", "email": "eva@example.com"}
    await shop.order(1, buyer=other)
    host = shop.event.host

    listed = (await host.get(shop.path))["items"]
    assert [(one["buyer"]["name"], one["items"]) for one in listed] == [
        ("Eva Stein", 1),
        ("Leo Paz", 2),
    ]
    found = (await host.get(shop.path, q="stein", status="created"))["items"]
    assert [one["reference"] for one in found] == [listed[0]["reference"]]
    assert (await host.get(shop.path, status="paid"))["items"] == []
