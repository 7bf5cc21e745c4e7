"""Passing on tickets that were ordered."""

from tests.shop import buyer, open_shop, sold
from tests.world import World


async def test_a_buyer_no_longer_sees_the_code_of_a_ticket_that_was_passed_on(
    world: World,
) -> None:
    shop = await open_shop(world, price=1000)
    order = await sold(shop, 2)
    first, second = order["tickets"]
    body = {"name": "Mia Sol", "email": "mia.sol@example.com"}

    await shop.event.host.post(f"/api/tickets/{first['id']}/transfer", body)

    seen = await buyer(world, order).get(f"/api/orders/{order['id']}")
    assert [ticket["id"] for ticket in seen["tickets"]] == [second["id"]]
    assert seen["lines"][0]["transferred_at"] is not None
    assert (await shop.event.scan(ticket=first["qr"]))["result"] != "ok"
    assert (await shop.event.scan(ticket=second["qr"]))["result"] == "ok"
    page = (await world.http.get(f"/o/{order['id']}/{order['secret']}")).text
    assert "passed on to" in page
    assert "Mia Sol" in page
    assert page.count("/t/") == 1
    assert await world.faults() == []
