"""Documents as PDF, and for the books."""

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from convite.core.language import translator
from convite.core.sheet_writing import MARK
from convite.doors.invoicepapers.rules import Numbered, page_values
from convite.doors.invoices.rules import Draft, InvoiceLine, tax_lines
from tests.doors.invoices.test_invoices import issued, receive
from tests.shop import buyer, open_shop, paid, sold
from tests.world import Person, World


async def pdf(who: Person, path: str, **params: str) -> str:
    """The name of the file that is answered, which is a PDF."""
    answer = await who.ask("GET", path, params=params)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.content[:5] == b"%PDF-"
    return str(answer.headers["content-disposition"]).rpartition("'")[2]


async def test_an_invoice_is_a_pdf_for_whoever_has_the_order(world: World) -> None:
    """Pro forma until it is paid; a document that is asked for by its id is that one."""
    shop = await open_shop(world, event={"tax_number": "DE136695976"}, price=2500)
    host = shop.event.host
    order = await shop.order(2, billing={"company": "Paz y Hijos"}, locale="ar")
    who, path = buyer(world, order), f"/api/orders/{order['id']}"
    assert await pdf(who, f"{path}/invoice.pdf") == f"{order['reference']}.pdf"
    await paid(shop, order)
    await host.post(f"{path}/refund", {"amount": 1000})
    invoice, credit = await issued(shop, order, 2)

    page = f"/o/{order['id']}/{order['secret']}"
    assert await pdf(who, f"{path}/invoice.pdf") == f"{invoice['number']}.pdf"
    assert await pdf(host, f"{path}/invoice.pdf") == f"{invoice['number']}.pdf"
    assert await pdf(world.nobody(), f"{page}/invoice.pdf") == f"{invoice['number']}.pdf"
    assert await pdf(who, f"{path}/invoice.pdf", document=credit["id"]) == f"{credit['number']}.pdf"
    wrong = await world.nobody().ask("GET", f"/o/{order['id']}/wrong/invoice.pdf")
    assert wrong.status_code == 404
    assert f"{page}/invoice.pdf" in (await world.nobody().ask("GET", page)).text
    assert await world.faults() == []


async def test_the_seller_is_named_with_the_address_of_the_organization(world: World) -> None:
    shop = await open_shop(world, price=2500)
    host = shop.event.host
    address = ["1 Sun Street", "10115 Berlin"]
    contact = {"name": "Barro SL", "address": address, "email": "ana@example.com"}
    await host.patch(f"/api/organizations/{host.organization_id}", {"contact_info": contact})

    [receipt] = await issued(shop, await sold(shop))

    row = await world.one("SELECT seller FROM invoices WHERE id = $1", UUID(receipt["id"]))
    seller = json.loads(row)
    assert (seller["name"], seller["address"]) == ("Barro SL", address)


async def test_book_keepers_get_a_row_for_each_document_and_rate(world: World) -> None:
    shop = await open_shop(
        world, event={"tax_number": "DE136695976", "tax_percent": 19}, price=2500
    )
    food = await shop.add("Dinner", price=1070, tax_percent=7)
    host = shop.event.host
    lines = [{"ticket_type_id": kind["id"]} for kind in (shop.kind, food)]
    order = await shop.order(lines=lines, billing={"company": "=Paz"})
    await receive(shop, order)
    await issued(shop, order)
    [test] = await issued(shop, await sold(shop))
    path = f"/api/organizations/{host.organization_id}/invoices"

    answer = await host.ask("GET", f"{path}.csv")
    rows = answer.content.removeprefix(MARK).decode().splitlines()

    assert len(rows) == 3
    assert '"\'=Paz"' in rows[1]
    assert '19,21.01,3.99,,,,25.00,,"25,00",S,1400,8200,3,' in rows[1]
    assert '7,10.00,0.70,,,,10.70,,"10,70",S,1400,8200,2,' in rows[2]
    more = await host.ask("GET", f"{path}.csv", params={"with_tests": "true"})
    assert test["number"] in more.text
    none = await host.ask("GET", f"{path}.csv", params={"to": "2020-01-01"})
    assert len(none.text.splitlines()) == 1
    book = await host.ask("GET", f"{path}.xlsx")
    assert book.content[:2] == b"PK"
    await (await world.organizer("Mia Sol")).refused(404, "GET", f"{path}.csv")
    await host.refused(422, "GET", f"{path}.csv", params={"from": "May"})


def document(**values: Any) -> Draft:
    line = InvoiceLine(
        order_line_id="a", name="VIP", unit_price=1180, discount=0,
        tax_percent="18", tax=180, amount=1180,
    )  # fmt: skip
    details = {
        "title": "Lights", "date": "", "timezone": "UTC", "place": "", "reference": "AB12",
        "paid_by": ["cash"], "scheme": "gst_split", "notes": ["reverse_charge"], "state": "27",
    }  # fmt: skip
    given: dict[str, Any] = {
        "kind": "invoice", "seller": {"name": "Ana"}, "buyer": {"name": "Leo"},
        "details": details, "lines": [line, line], "taxes": tax_lines([line, line], "gst_split"),
        "currency": "INR", "locale": "ar", "is_test": False, **values,
    }  # fmt: skip
    return Draft(**given)


@pytest.mark.unit
def test_equal_tickets_are_one_line_and_arabic_runs_from_the_right() -> None:
    shown = Numbered(draft=document(), number="INV-2627-000001", day=date(2026, 5, 1))

    values = page_values(shown, translator("ar").gettext)

    assert (values["rtl"], values["name"]) == (True, "فاتورة ضريبية")
    assert [row["cells"][0] for row in values["rows"]] == ["2"]
    assert [one["name"][:4] for one in values["sums"][1:3]] == ["CGST", "SGST"]


@pytest.mark.unit
def test_a_document_names_both_sides_and_the_taxes() -> None:
    sides = {
        "seller": {"name": "Ana", "address": ["1 Sun Street"], "tax_number": "27AAPFU0939F1ZV"},
        "buyer": {"name": "Leo", "company": "Paz", "city": "Madrid", "country": "ES"},
    }
    shown = Numbered(draft=document(locale="en", **sides), number="X-1", day=date(2026, 5, 1))

    values = page_values(shown, translator("en").gettext)

    assert [one["text"] for one in values["seller"]["lines"]] == [
        "Ana", "1 Sun Street", "Tax number: 27AAPFU0939F1ZV",
    ]  # fmt: skip
    assert [one["text"] for one in values["buyer"]["lines"]] == ["Paz", "Leo", "Madrid", "Spain"]
    facts = {one["name"]: one["value"]["text"] for one in values["facts"]}
    assert (facts["Place of supply"], facts["Paid by"]) == ("27 Maharashtra", "Cash at the door")
    assert [one["value"] for one in values["sums"]] == ["₹20.00", "₹1.80", "₹1.80", "₹23.60"]


@pytest.mark.unit
def test_a_document_says_what_it_is() -> None:
    say, day = translator("en").gettext, date(2026, 5, 1)

    def name(number: str = "X-1", **values: Any) -> str:
        shown = Numbered(draft=document(locale="en", **values), number=number, day=day)
        return str(page_values(shown, say)["name"])

    assert name() == "Tax invoice"
    assert name(number="") == "Pro forma invoice"
    assert name(kind="receipt") == "Receipt"
    assert name(kind="credit_note") == "Credit note"
