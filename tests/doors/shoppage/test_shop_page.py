"""Ordering and paying on plain pages, without an account and without scripts."""

import re
from typing import Any

import httpx2
import segno

from tests.shop import Shop, open_shop
from tests.world import World

BUYER = {"buyer_name": "Leo Paz", "buyer_email": "leo.paz@example.com"}


async def slug_of(shop: Shop) -> str:
    return str((await shop.event.row())["slug"])


async def opened(shop: Shop, path: str, **params: str) -> httpx2.Response:
    answer = await shop.world.http.get(path, params=params)
    shop.world.http.cookies.clear()
    return answer


async def sent(shop: Shop, path: str, **fields: Any) -> httpx2.Response:
    """The form of the page, sent with these fields."""
    form = (await opened(shop, path)).text
    hidden = dict(re.findall(r'name="(mark|cart)" value="([^"]+)"', form))
    data = {**hidden, **fields}
    answer = await shop.world.http.post(path, data=data)
    shop.world.http.cookies.clear()
    return answer


async def test_a_buyer_goes_from_the_event_to_their_tickets(world: World) -> None:
    shop = await open_shop(world, event={"tax_percent": 19}, price=2500, quota=5)
    slug = await slug_of(shop)
    event_page = (await opened(shop, f"/e/{slug}")).text
    assert "Get tickets" in event_page
    path = f"/e/{slug}/tickets"
    key = f"quantity-{shop.kind['id']}"

    quote = await sent(shop, path, **{key: "2", "quote": "yes"})
    assert "€50.00" in quote.text
    assert "€7.98" in quote.text
    ordered = await sent(shop, path, **{key: "2", "order": "yes"}, **BUYER)
    assert ordered.status_code == 303
    order = ordered.headers["location"]
    shown = (await opened(shop, order)).text
    assert "Your places are held" in shown
    await sent(shop, order, pay="test")
    assert "No payment provider is set up yet" in (await opened(shop, order)).text
    await sent(shop, order, outcome="paid")

    paid = (await opened(shop, order)).text
    assert "Paid. Thank you!" in paid
    assert "Leo Paz" in paid
    assert (await shop.type())["sold"] == 2


async def test_the_same_form_sent_twice_is_one_order(world: World) -> None:
    shop = await open_shop(world, price=2500)
    path, key = f"/e/{await slug_of(shop)}/tickets", f"quantity-{shop.kind['id']}"

    typed = {key: "1", "order": "yes", **BUYER}
    first = await sent(shop, path, **typed, cart="of-one-buyer")
    second = await sent(shop, path, **typed, cart="of-one-buyer")

    assert first.headers["location"] == second.headers["location"]
    assert (await shop.type())["held"] == 1
    # somebody else who types the same doesn't get their order
    other = await sent(shop, path, **typed)
    assert other.headers["location"] != first.headers["location"]
    assert (await shop.type())["held"] == 2


async def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(world: World) -> None:
    shop = await open_shop(world, price=2500)
    path, key = f"/e/{await slug_of(shop)}/tickets", f"quantity-{shop.kind['id']}"

    answer = await sent(
        shop, path, **{key: "2", "order": "yes", "buyer_name": "Leo", "buyer_email": "leo@"}
    )

    assert answer.status_code == 422
    assert 'id="buyer_email-error"' in answer.text
    assert 'value="Leo"' in answer.text
    assert '<option value="2" selected>' in answer.text


async def test_the_page_asks_the_events_questions_and_keeps_what_was_typed(world: World) -> None:
    shop = await open_shop(world)
    question = {"scope": "order", "kind": "text", "label": "Your club", "required": True}
    question["translations"] = {"es": {"label": "Tu club"}}
    made = await shop.event.host.post(f"{shop.event.path}/questions", question)
    path, field = f"/e/{await slug_of(shop)}/tickets", f"q-party-{made['id']}"
    order = {f"quantity-{shop.kind['id']}": "1", "order": "yes", **BUYER}

    assert "Tu club" in (await opened(shop, path, lang="es")).text
    refused = await sent(shop, path, **order)
    assert refused.status_code == 422
    assert f'id="{field}-error"' in refused.text
    sent_again = await sent(shop, path, **{**order, "buyer_email": "leo@", field: "Chess"})
    assert 'value="Chess"' in sent_again.text
    assert (await sent(shop, path, **order, **{field: "Chess"})).status_code == 303


async def test_pages_speak_the_readers_language(world: World) -> None:
    shop = await open_shop(world, price=2500)
    path = f"/e/{await slug_of(shop)}/tickets"

    spanish = (await opened(shop, path, lang="es")).text
    arabic = (await opened(shop, path, lang="ar")).text

    assert "Elige tus entradas" in spanish
    assert 'dir="rtl"' in arabic


async def test_an_order_is_nobody_elses(world: World) -> None:
    shop = await open_shop(world, price=2500)
    order = await shop.order()

    assert (await opened(shop, f"/o/{order['id']}/{order['secret']}")).status_code == 200
    assert (await opened(shop, f"/o/{order['id']}/{'0' * 25}")).status_code == 404
    assert (await opened(shop, f"/e/{await slug_of(shop)}/join")).status_code in (303, 404)


async def test_a_transfer_can_be_scanned_and_asks_for_what_is_missing(world: World) -> None:
    bank = {"payment": {"iban": "DE89 3704 0044 0532 0130 00", "bank_name": "Añá Ruiz"}}
    shop = await open_shop(world, event={"settings": bank}, price=1000)
    order = await shop.order()
    path = f"/o/{order['id']}/{order['secret']}"
    await sent(shop, path, pay="bank")
    payments = await shop.event.host.get(f"/api/orders/{order['id']}/payments")
    confirm = f"/api/payments/{payments['items'][0]['id']}/confirm"
    await shop.event.host.post(confirm, {"amount": 350, "currency": "EUR"})

    # what the buyer was told stays, whatever the event says now
    await shop.event.host.patch(shop.event.path, {"settings": {"payment": {}}})
    page = (await opened(shop, path)).text

    iban = "DE89370400440532013000"
    assert "€6.50" in page
    # EPC069-12: what a bank's app reads line by line
    lines = ["BCD", "002", "1", "SCT", "", "Añá Ruiz", iban, "EUR6.5", "", "", order["reference"]]
    code = segno.make(
        "\n".join(lines).encode(), error="m", mode="byte", micro=False, boost_error=False
    )
    drawn = re.search(r'<path[^>]* d="([^"]+)"', code.svg_inline(border=4))
    assert drawn
    assert drawn[1] in page


async def test_codes_cannot_be_guessed_and_what_was_typed_stays(world: World) -> None:
    shop = await open_shop(world, price=2500)
    await shop.add("Friends only", is_hidden=True)
    hidden = (await shop.event.host.get(f"{shop.event.path}/ticket-types"))["items"][1]
    body = {"code": "BEE7WAX", "ticket_type_ids": [hidden["id"]]}
    await shop.event.host.post(f"{shop.event.path}/promo-codes", body)
    path = f"/e/{await slug_of(shop)}/tickets"

    async with world.limited() as process:
        assert "Friends only" in (await process.http.get(path, params={"code": "BEE7WAX"})).text
        for number in range(119):
            await process.http.get(path, params={"code": f"BEE{number}"})
        guessed = await process.http.get(path, params={"code": "BEE7WAX"})
        mark = re.findall(r'name="(mark|cart)" value="([^"]+)"', guessed.text)
        form = {**dict(mark), **BUYER, "promo_code": "BEE7WAX", "quote": "yes"}
        posted = await process.http.post(path, data=form)

    for answer in (guessed, posted):
        assert answer.status_code == 429
        assert "Friends only" not in answer.text
        assert "<h1" in answer.text
    assert BUYER["buyer_name"] in posted.text
