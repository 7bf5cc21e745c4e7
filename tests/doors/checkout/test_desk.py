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
