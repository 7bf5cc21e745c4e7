"""The history of one order: what happened to it, its money and its tickets, for the event's admins."""

from typing import Any

from tests.shop import Shop, open_shop, sold
from tests.support import until
from tests.world import World


async def history(shop: Shop, order: Any, **more: Any) -> list[Any]:
    query = {"event": shop.event.id, "order": order["id"], "limit": 200, **more}
    return list((await shop.event.host.get("/api/activity", **query))["items"])


async def actions(shop: Shop, order: Any) -> list[str]:
    return [one["action"] for one in await history(shop, order)]


async def test_an_order_its_money_and_its_tickets_and_nothing_else(world: World) -> None:
    shop = await open_shop(world, price=2500)
    order = await sold(shop, 2)
    other = await sold(shop, 1)
    host = shop.event.host
    with world.worker():
        await host.post(f"/api/orders/{order['id']}/refund", {"amount": 1000, "reason": "Rain"})

        async def is_told() -> bool:
            told = await actions(shop, order)
            return {"invoice_issued", "refund_succeeded"} <= set(told)

        await until(is_told, limit=60)
    await host.post(f"/api/orders/{order['id']}/cancel", {"reason": "Moved away"})

    entries = await history(shop, order)

    told = [one["action"] for one in entries]
    assert told.index("order_canceled") < told.index("refund_queued") < told.index("order_paid")
    assert told[-1] == "order_placed"
    assert told.count("attendee_added") == 2
    refund = next(one for one in entries if one["action"] == "refund_queued")
    assert (refund["data"]["amount"], refund["data"]["currency"]) == (1000, "EUR")
    assert refund["actor"]["name"] == "Ana Ruiz"
    canceled = next(one for one in entries if one["action"] == "order_canceled")
    assert canceled["data"]["reason"] == "Moved away"
    assert other["id"] not in {one["object_id"] for one in entries}
    assert {one["data"].get("order_id", order["id"]) for one in entries} == {order["id"]}


async def test_what_a_buyer_did_before_they_ordered_is_not_told(world: World) -> None:
    shop = await open_shop(world, price=2500)
    host = shop.event.host
    await shop.event.party("Leo Paz")
    order = await sold(shop)

    entries = await history(shop, order)

    assert min(one["at"] for one in entries) >= order["created_at"]
    await host.refused(404, "GET", f"/api/activity?event={shop.event.id}&order={shop.event.id}")


async def test_strangers_and_editors_do_not_read_it(world: World) -> None:
    shop = await open_shop(world, price=2500)
    order = await sold(shop)
    path = f"/api/activity?event={shop.event.id}&order={order['id']}"
    editor = await world.organizer("Ed Itor")
    body = {"user_id": editor.id, "role": "editor"}
    await shop.event.host.post(f"{shop.event.path}/invite-member", body)

    await editor.refused(403, "GET", path)
    await (await world.organizer("Max")).refused(404, "GET", path)


async def test_it_is_paged(world: World) -> None:
    shop = await open_shop(world, price=2500)
    order = await sold(shop, 3)
    everything = await history(shop, order)
    query = {"event": shop.event.id, "order": order["id"], "limit": 2}
    first = await shop.event.host.get("/api/activity", **query)
    rest = await shop.event.host.get("/api/activity", **query, cursor=first["next_cursor"])

    assert [*first["items"], *rest["items"]] == everything[:4]
