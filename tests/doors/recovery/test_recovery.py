"""Buyers who have lost their order's page find it by its number; nobody else does."""

import re
from typing import Any

import pytest

from tests.shop import Shop, open_shop, sold
from tests.support import until
from tests.world import World

PATH = "/api/orders/recover"
BODY = {"email": "leo.paz@example.com"}
MAILS = "SELECT subject, text, address FROM messages WHERE event_id = $1 ORDER BY created_at"


async def mails(shop: Shop, subject: str) -> list[Any]:
    """The event's mails whose subject begins so, once there is one."""

    async def has_come() -> bool:
        return any(row["subject"].startswith(subject) for row in await of_event(shop))

    with shop.world.worker():
        await until(has_come, limit=60)
    return [row for row in await of_event(shop) if row["subject"].startswith(subject)]


async def of_event(shop: Shop) -> list[Any]:
    return list(await shop.world.sql(MAILS, shop.event.id))


async def is_asked_once(shop: Shop) -> None:
    """Waits until a link was asked for with success, since that happens after the answer."""
    query = "SELECT 1 FROM activity_log WHERE action = 'order_link_requested' AND event_id = $1"

    async def has_been() -> bool:
        return bool(await shop.world.sql(query, shop.event.id))

    await until(has_been)
    assert len(await shop.world.sql(query, shop.event.id)) == 1


async def test_the_link_goes_to_the_buyer_and_nowhere_else(world: World) -> None:
    shop = await open_shop(world, price=1000)
    order = await sold(shop)
    number = order["reference"].lower()
    body = {"reference": f" {number[:4]}-{number[4:]} ", "email": "LEO.paz@example.com"}

    answer = await world.nobody().post(PATH, body)

    assert answer == {"status": "accepted"}
    [mail] = await mails(shop, "Your order")
    assert mail["address"] == "leo.paz@example.com"
    assert f"/o/{order['id']}/{order['secret']}" in mail["text"]


async def test_strangers_get_the_same_answer_and_nothing_is_sent(world: World) -> None:
    shop = await open_shop(world, price=1000)
    order = await sold(shop)
    for body in (
        {"reference": order["reference"], "email": "mallory@example.com"},
        {"reference": "AAAA2222", "email": "leo.paz@example.com"},
        {"reference": order["reference"], "phone": "+34 600 000 000"},
    ):
        assert await world.nobody().post(PATH, body) == {"status": "accepted"}
    await world.nobody().refused(422, "POST", PATH, {"reference": order["reference"]})
    await world.nobody().refused(422, "POST", PATH, {"email": "leo.paz@example.com"})
    # only this one counts
    await world.nobody().post(PATH, {**BODY, "reference": order["reference"]})
    await is_asked_once(shop)


@pytest.mark.parametrize("typed", ["612 345 678", "+34612345678", "0034 612-345-678"])
async def test_the_phone_does_as_well_on_the_page(world: World, typed: str) -> None:
    shop = await open_shop(world, price=1000)
    buyer = {"name": "Leo Paz", "email": "leo.paz@example.com", "phone": "+34 612 345 678"}
    order = await shop.order(buyer=buyer)

    fields = {"reference": order["reference"], "contact": typed}
    page = await world.http.post("/o", data=fields)

    assert page.status_code == 200
    assert "mailed its link" in page.text
    await is_asked_once(shop)
    refused = await world.http.post("/o", data={**fields, "contact": "nobody"})
    assert refused.status_code == 422
    assert f'value="{order["reference"]}"' in refused.text


async def test_whoever_pays_by_transfer_hears_how(world: World) -> None:
    bank = {"payment": {"iban": "DE89 3704 0044 0532 0130 00", "bank_name": "Ana Ruiz"}}
    shop = await open_shop(world, event={"settings": bank}, price=1000)
    order = await shop.order()
    path = f"/o/{order['id']}/{order['secret']}"
    await world.http.post(path, data={"pay": "bank"})

    [mail] = await mails(shop, "How to pay")

    assert "€10.00" in mail["text"]
    assert re.search(r"IBAN: DE89370400440532013000", mail["text"])
    assert order["reference"] in mail["text"]
    assert path in mail["text"]
