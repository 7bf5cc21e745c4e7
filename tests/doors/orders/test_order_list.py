"""The list of an event's orders: found by what buyers say of them, and exported as it is filtered."""

import csv
import io
from typing import Any

import fastexcel
import pytest

from tests.shop import Shop, open_shop, sold
from tests.world import Person, World

JO = {"name": "Jo Smith", "email": "jo@example.com"}
EVIL = {"name": "=HYPERLINK(1)", "email": "eva@example.com", "phone": "+34612345678"}


@pytest.fixture
async def shop(world: World) -> Shop:
    return await open_shop(world, price=2500)


async def found(shop: Shop, **query: Any) -> list[str]:
    rows = (await shop.event.host.get(shop.path, **query))["items"]
    return [row["reference"] for row in rows]


async def pay_by_card(shop: Shop, order: Any, last_four: str) -> None:
    """Keeps the end of a card's number, as settlement does once the provider says it."""
    await shop.world.sql(
        "UPDATE payments SET last_four = $2 WHERE order_id = $1", order["id"], last_four
    )


async def exported(shop: Shop, form: str = "csv", who: Person | None = None, **query: str) -> bytes:
    answer = await (who or shop.event.host).ask(
        "GET", f"{shop.path}/export", params={"format": form, **query}
    )
    assert answer.status_code == 200, answer.text[:300]
    return answer.content


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def test_an_order_is_found_by_its_card_name_mail_and_reference(shop: Shop) -> None:
    leo = await sold(shop, 2)
    jo = await sold(shop, buyer=JO)
    await pay_by_card(shop, leo, "4242")
    await pay_by_card(shop, jo, "1117")

    assert await found(shop, q="4242") == [leo["reference"]]
    assert await found(shop, q="jo 1117") == [jo["reference"]]
    assert await found(shop, q="leo 1117") == []
    assert await found(shop, q="jo@example.com") == [jo["reference"]]
    assert await found(shop, q=leo["reference"].lower()) == [leo["reference"]]
    assert await found(shop, q="4242", status="created") == []


async def test_cards_of_another_event_do_not_count(shop: Shop) -> None:
    other = await open_shop(shop.world, price=2500)
    await pay_by_card(other, await sold(other), "4242")
    await sold(shop)

    assert await found(shop, q="4242") == []


async def test_the_export_has_the_filtered_orders_with_their_amounts(shop: Shop) -> None:
    paid = await sold(shop, 2)
    await pay_by_card(shop, paid, "4242")
    refund = {"amount": 1050}
    await shop.event.host.post(f"/api/orders/{paid['id']}/refund", refund)
    waiting = await shop.order(buyer=JO)

    rows = rows_of(await exported(shop))

    assert [row["Reference"] for row in rows] == [waiting["reference"], paid["reference"]]
    assert (rows[0]["Status"], rows[0]["Paid"], rows[0]["Paid by"]) == ("Not paid yet", "", "")
    row = rows[1]
    assert (row["Name"], row["E-mail"], row["Tickets"]) == ("Leo Paz", "leo.paz@example.com", "2")
    assert (row["Currency"], row["Total"], row["Refunded"]) == ("EUR", "50.00", "10.50")
    assert (row["Paid by"], row["Card ending in"]) == ("test", "4242")
    only = rows_of(await exported(shop, status="created"))
    assert [row["Reference"] for row in only] == [waiting["reference"]]
    assert [row["Reference"] for row in rows_of(await exported(shop, q="4242"))] == [
        paid["reference"]
    ]


async def test_cells_are_no_formulas_and_workbooks_say_the_same(shop: Shop) -> None:
    await sold(shop, buyer=EVIL)

    [row] = rows_of(await exported(shop))
    sheet = fastexcel.read_excel(await exported(shop, "xlsx")).load_sheet(0, dtypes="string")

    assert row["Name"] == "'=HYPERLINK(1)"
    cells = sheet.to_polars().to_dicts()[0]
    assert cells["Name"] == "=HYPERLINK(1)"
    assert cells["Total"] == row["Total"] == "25.00"


async def test_an_export_longer_than_a_page_is_whole(shop: Shop) -> None:
    await shop.world.sql(
        "INSERT INTO orders (id, organization_id, event_id, status, reference, buyer_name, locale,"
        " currency, subtotal, discount, tax, tax_included, platform_fee, total)"
        " SELECT gen_random_uuid(), organization_id, id, 'expired', 'R' || number, 'Buyer ' || number,"
        " 'en', 'EUR', 0, 0, 0, true, 0, 0 FROM events, generate_series(1, 450) number WHERE id = $1",
        shop.event.id,
    )

    references = [row["Reference"] for row in rows_of(await exported(shop))]

    assert len(references) == len(set(references)) == 450


async def test_only_who_sees_money_exports_orders(shop: Shop) -> None:
    path = f"{shop.path}/export"
    editor = await shop.world.organizer("Ed Itor")
    body = {"user_id": editor.id, "role": "editor"}
    await shop.event.host.post(f"{shop.event.path}/invite-member", body)

    await editor.refused(403, "GET", path)
    await (await shop.world.organizer("Max")).refused(404, "GET", path)
    await shop.event.host.refused(422, "GET", f"{path}?format=exe")
