"""A buyer who needs more time to pay gets it once, on the order's page, without scripts."""

from datetime import datetime

from tests.doors.shoppage.test_shop_page import opened, sent
from tests.shop import Shop, buyer, open_shop
from tests.world import World


def page_of(order: dict[str, str]) -> str:
    return f"/o/{order['id']}/{order['secret']}"


async def ends(shop: Shop, order: dict[str, str]) -> datetime:
    """When the order ends; its places and seats end with it."""
    found = await buyer(shop.world, order).get(f"/api/orders/{order['id']}")
    until = datetime.fromisoformat(found["expires_at"])
    held = await shop.world.one(
        "SELECT expires_at FROM reservations WHERE event_id = $1 ORDER BY created_at DESC LIMIT 1",
        shop.event.id,
    )
    assert abs((held - until).total_seconds()) < 5
    return until


async def test_the_page_offers_more_time_once(world: World) -> None:
    shop = await open_shop(world, price=1000)
    seats = await shop.event.seats(2)
    line = {"ticket_type_id": shop.kind["id"], "seat_ids": seats[:1]}
    order = await shop.order(lines=[line])
    before = await ends(shop, order)
    page = (await opened(shop, page_of(order))).text
    assert "More time" in page
    assert "Your places are held for 4 more minutes." in page
    assert 'data-at2="Your places are held for 2 more minutes."' in page

    given = await sent(shop, page_of(order), more="yes")

    assert given.status_code == 303
    assert 295 < (await ends(shop, order) - before).total_seconds() < 305
    held_until = "SELECT held_until FROM seats WHERE event_id = $1 AND held_until IS NOT NULL"
    assert await world.one(held_until, shop.event.id) == await ends(shop, order)
    assert "More time" not in (await opened(shop, page_of(order))).text
    refused = await sent(shop, page_of(order), more="yes")
    assert refused.status_code == 409
    assert "You can only get more time once." in refused.text
    assert await world.faults() == []


async def test_an_order_that_ran_out_gets_none(world: World) -> None:
    shop = await open_shop(world, price=1000)
    order = await shop.order()
    await world.sql("UPDATE reservations SET expires_at = now() - interval '1 second'")

    refused = await sent(shop, page_of(order), more="yes")

    assert refused.status_code == 409
    assert "Only orders that are still open can get more time." in refused.text
    page = (await opened(shop, page_of(order))).text
    assert "The time has run out." in page
    assert "More time" not in page


async def test_the_host_can_rule_it_out(world: World) -> None:
    shop = await open_shop(world, event={"settings": {"hold_extension": False}}, price=1000)
    order = await shop.order()

    assert "More time" not in (await opened(shop, page_of(order))).text
    refused = await sent(shop, page_of(order), more="yes")

    assert refused.status_code == 409
    assert "The host allows no extensions." in refused.text
