"""Tickets on other sites: which may show them, and what stands inside a page of theirs."""

from typing import Any

from tests.doors.shoppage.test_shop_page import BUYER, opened, slug_of
from tests.doors.shoppage.test_shop_seats import hidden
from tests.shop import Shop, open_shop
from tests.world import Person, World

CLUB = "https://club.example"


async def shop_for(world: World, *sites: str) -> tuple[Shop, str]:
    """A shop that these sites may show, and its page's address."""
    settings = {"settings": {"page": {"embed_on": list(sites)}}}
    shop = await open_shop(world, event=settings, price=1000)
    return shop, f"/e/{await slug_of(shop)}/tickets"


async def allowed(world: World, path: str, origin: str) -> Any:
    return await Person(world, {"origin": origin}).get(f"{path}/embed")


async def test_only_sites_that_the_event_names_show_its_tickets(world: World) -> None:
    shop, path = await shop_for(world, CLUB)

    inside = await opened(shop, path, embed="1")
    alone = await opened(shop, path)

    assert f"frame-ancestors {CLUB};" in inside.headers["content-security-policy"]
    assert "x-frame-options" not in inside.headers
    assert "frame-ancestors 'none'" in alone.headers["content-security-policy"]
    assert alone.headers["x-frame-options"] == "DENY"
    assert (await allowed(world, path, CLUB))["is_allowed"] is True
    assert (await allowed(world, path, "https://other.example"))["is_allowed"] is False
    assert (await allowed(world, "/e/nowhere/tickets", CLUB))["is_allowed"] is False


async def test_without_any_site_nobody_shows_them(world: World) -> None:
    shop, path = await shop_for(world)

    inside = await opened(shop, path, embed="1")

    assert "frame-ancestors 'none'" in inside.headers["content-security-policy"]
    assert (await allowed(world, path, CLUB))["is_allowed"] is False


async def test_inside_another_page_it_is_slim_and_orders_leave_it(world: World) -> None:
    shop, path = await shop_for(world, CLUB)
    page = (await opened(shop, path, embed="1")).text

    assert 'class="cover' not in page
    assert "<footer>" not in page
    assert 'formtarget="_top"' in page
    fields = {
        "mark": hidden(page, "mark")[0],
        "visitor": "yes",
        f"quantity-{shop.kind['id']}": "1",
        "order": "yes",
        **BUYER,
    }
    # somebody who is logged in here isn't in there, and the order is nobody's account's
    answer = await world.http.post(path, data=fields, headers=shop.event.host.headers)
    assert answer.status_code == 303
    assert await world.one("SELECT user_id FROM orders WHERE event_id = $1", shop.event.id) is None
    order_page = await opened(shop, answer.headers["location"])
    assert "frame-ancestors 'none'" in order_page.headers["content-security-policy"]


async def test_what_cannot_be_ordered_is_shown_with_what_was_typed(world: World) -> None:
    shop, path = await shop_for(world, CLUB)
    page = (await opened(shop, path, embed="1")).text
    fields = {"mark": hidden(page, "mark")[0], "visitor": "yes", "order": "yes", **BUYER}

    answer = await world.http.post(path, data=fields)

    assert answer.status_code == 422
    assert "Choose at least one ticket." in answer.text
    assert 'value="Leo Paz"' in answer.text
    assert 'name="visitor"' in answer.text


async def test_the_scripts_are_served_to_all(world: World) -> None:
    for path in ("/embed.js", "/embedded.js", "/o/order.js"):
        answer = await world.http.get(path)

        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/javascript")
        assert "max-age" in answer.headers["cache-control"]
