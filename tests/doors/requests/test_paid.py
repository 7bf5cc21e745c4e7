"""Events whose host decides who can come, and who then order tickets: places are kept for those let in."""

from typing import Any

from tests.doors.joinpage.test_join_page import logged_in_by_cookie
from tests.shop import BUYER, Shop, open_shop, paid
from tests.world import Person, World


async def asking_shop(world: World, **values: Any) -> Shop:
    """An event that sells tickets to those whom its host lets in."""
    shop = await open_shop(world, price=2500)
    details = {"approval": "request", "settings": {"needs_picture": False}, **values}
    await shop.event.host.patch(shop.event.path, details)
    return shop


async def asked(shop: Shop, who: Person, places: int = 1) -> Any:
    """A request of somebody with an account."""
    return await who.post(f"{shop.event.path}/requests", {"places": places})


async def accepted(shop: Shop, request: Any) -> Any:
    return await shop.event.host.post(f"/api/requests/{request['id']}/accept", {})


async def held(shop: Shop) -> int:
    query = "SELECT held FROM capacity_pools WHERE event_id = $1"
    return int(await shop.world.one(query, shop.event.id))


async def test_whoever_is_let_in_orders_with_the_places_that_are_kept(world: World) -> None:
    shop = await asking_shop(world, capacity=2)
    leo = await world.organizer("Leo Paz", role="guest")
    problem = await leo.refused(403, "POST", shop.path, shop.body(2))
    assert problem["type"].endswith("/needs-approval")

    request = await accepted(shop, await asked(shop, leo, 2))

    assert request["invitation_id"] is None
    assert request["order_by"] is not None
    assert await held(shop) == 2
    # nobody else gets these places, and not even Leo more than he asked for
    eve = await world.organizer("Eve Stone", role="guest")
    assert (await eve.refused(409, "POST", f"{shop.event.path}/requests", {}))["left"] == 0
    await leo.refused(403, "POST", shop.path, shop.body(3, hold_key=request["hold_key"]))
    order = await leo.post(shop.path, shop.body(2, hold_key=request["hold_key"]))
    assert await held(shop) == 2
    done = await paid(shop, order)
    assert (done["status"], len(done["tickets"]), await held(shop)) == ("paid", 2, 0)
    assert await world.faults() == []
    await leo.refused(403, "POST", shop.path, shop.body(1))


async def test_a_key_without_the_account_lets_nobody_in(world: World) -> None:
    shop = await asking_shop(world)
    leo = await world.organizer("Leo Paz", role="guest")
    nobody = world.nobody()
    own = await leo.post(f"{shop.event.path}/holds", {"places": 1})
    body = shop.body(1, hold_key=own["key"])
    await nobody.refused(403, "POST", shop.path, body)

    request = await accepted(shop, await asked(shop, leo))
    body = shop.body(1, hold_key=request["hold_key"])
    await nobody.refused(403, "POST", shop.path, body)
    assert (await leo.post(shop.path, body))["status"] == "created"
    await leo.refused(403, "POST", shop.path, {**body, "buyer": {**BUYER, "name": "Again"}})


async def test_places_come_back_when_the_request_is_taken_back(world: World) -> None:
    shop = await asking_shop(world, capacity=1)
    leo = await world.organizer("Leo Paz", role="guest")
    request = await accepted(shop, await asked(shop, leo))
    assert await held(shop) == 1

    await leo.post(f"/api/requests/{request['id']}/cancel")

    assert await held(shop) == 0
    await leo.refused(403, "POST", shop.path, shop.body(1, hold_key=request["hold_key"]))
    assert await world.faults() == []


async def test_an_offer_of_the_waiting_list_is_ordered_too(world: World) -> None:
    shop = await open_shop(world, event={"capacity": 1}, price=2500)
    await shop.event.host.patch(shop.event.path, {"settings": {"waitlist": "by_hand"}})
    first = await shop.order()
    leo = await world.organizer("Leo Paz", role="guest")
    entry = await leo.post(f"{shop.event.path}/waitlist", {"places": 1})
    await Person(world, {"x-order-secret": first["secret"]}).post(
        f"/api/orders/{first['id']}/cancel"
    )
    await shop.refused(409)  # it's for whoever waits
    await shop.event.host.post(f"/api/waitlist/{entry['id']}/offer", {})

    taken = await leo.post(f"/api/waitlist/{entry['id']}/accept")

    assert (taken["status"], taken["attendee_id"]) == ("converted", None)
    order = await leo.post(shop.path, shop.body(1, hold_key=taken["hold_key"]))
    assert (await paid(shop, order))["status"] == "paid"
    assert await held(shop) == 0
    assert await world.faults() == []


async def test_the_pages_lead_from_the_request_to_the_tickets(world: World) -> None:
    shop = await asking_shop(world)
    slug = (await shop.event.row())["slug"]
    leo, cookies = await logged_in_by_cookie(world)
    event_page = await world.http.get(f"/e/{slug}")
    assert "Ask to join" in event_page.text
    assert "Ask first, then order" in (await world.http.get(f"/e/{slug}/tickets")).text

    await accepted(shop, await asked(shop, leo, 2))

    page = await world.http.get(f"/e/{slug}/join", headers=cookies)
    assert "You can come!" in page.text
    page = await world.http.get(f"/e/{slug}/tickets", headers=cookies)
    assert "2 places are kept for you" in page.text

    order = await leo.post(shop.path, shop.body(2))
    page = await world.http.get(f"/e/{slug}/join", headers=cookies)
    assert "Your order isn't paid yet." in page.text.replace("&#39;", "'")
    await paid(shop, order)
    for path in ("join", "tickets"):
        page = await world.http.get(f"/e/{slug}/{path}", headers=cookies)
        assert f"/o/{order['id']}/{order['secret']}" in page.text
        assert "Ask to join" not in page.text
