"""What buyers and teams are told about orders."""

from typing import Any

from tests.shop import Shop, open_shop, sold
from tests.support import until
from tests.world import World

NEWEST = "SELECT subject, text, address FROM messages WHERE event_id = $1 ORDER BY created_at"


async def mails(shop: Shop, count: int) -> list[Any]:
    """The event's mails once there are so many."""

    async def are_there() -> bool:
        return len(await shop.world.sql(NEWEST, shop.event.id)) >= count

    with shop.world.worker():
        await until(are_there, limit=60)
    return list(await shop.world.sql(NEWEST, shop.event.id))


async def test_buyers_get_their_tickets_and_hear_of_money(world: World) -> None:
    shop = await open_shop(world, price=2500)
    order = await sold(shop, 2, locale="es")

    [mail] = await mails(shop, 1)

    assert (mail["address"], mail["subject"]) == ("leo.paz@example.com", "Tus entradas: Ana y León")
    assert f"/o/{order['id']}/{order['secret']}" in mail["text"]
    host = shop.event.host
    await host.post(f"/api/orders/{order['id']}/refund", {"amount": 1000})
    await host.post(f"/api/orders/{order['id']}/cancel", {"reason": "Tormenta"})
    told = {row["subject"]: row["text"] for row in await mails(shop, 3)}
    assert "10,00" in told["Devolución: Ana y León"]
    assert "Tormenta" in told["Pedido cancelado: Ana y León"]


async def test_teams_are_told_what_they_have_to_look_at(world: World) -> None:
    shop = await open_shop(world, price=2500)
    order, host = await shop.order(), shop.event.host
    paying = await host.post(f"/api/orders/{order['id']}/pay", {"provider": "manual"})
    part = {"amount": 2000, "currency": "EUR"}
    await host.post(f"/api/payments/{paying['payment_id']}/confirm", part)

    async def is_told() -> bool:
        return bool((await host.get("/api/notifications"))["items"])

    with world.worker():
        await until(is_told, limit=60)
    [news] = (await host.get("/api/notifications"))["items"]
    assert news["title"] == "A payment of Ana y León needs a look"
    assert order["reference"] in news["message"]


async def test_whoever_a_ticket_was_passed_on_to_hears_that_it_was_canceled(world: World) -> None:
    shop = await open_shop(world, price=2500)
    order = await sold(shop, 2)
    body = {"name": "Omar Friend", "email": "omar@example.org"}
    await shop.event.host.post(f"/api/tickets/{order['tickets'][0]['id']}/transfer", body)
    page = await world.http.get(f"/o/{order['id']}/{order['secret']}")
    assert "One ticket was passed on to" in page.text
    assert "Omar Friend" in page.text

    await shop.event.host.post(f"/api/orders/{order['id']}/cancel", {})

    async def is_told() -> bool:
        return any(row["subject"].startswith("Ticket canceled") for row in await of_event(shop))

    with world.worker():
        await until(is_told, limit=60)
    [mail] = [row for row in await of_event(shop) if row["subject"].startswith("Ticket canceled")]
    assert mail["address"] == "omar@example.org"


async def of_event(shop: Shop) -> list[Any]:
    return list(await shop.world.sql(NEWEST, shop.event.id))
