"""Documents as PDF, and for the books."""

import io
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from convite.core.language import translator
from convite.core.sheet_writing import MARK
from convite.doors.invoicepapers.rules import Numbered, page_values
from convite.doors.invoices.rules import Draft, InvoiceLine, tax_lines
from tests.doors.invoices.test_invoices import issued
from tests.shop import buyer, open_shop, sold
from tests.world import Person, World


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


async def pdf(who: Person, path: str, **params: str) -> str:
    answer = await who.ask("GET", path, params=params)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    return text_of(answer.content)


async def test_an_invoice_is_a_pdf_in_the_buyers_language(world: World) -> None:
    terms = {"tax_number": "DE136695976", "tax_percent": 19, "venue_text": "Berlin"}
    shop = await open_shop(world, event=terms, price=2500)
    host = shop.event.host
    await host.patch(
        f"/api/organizations/{host.organization_id}",
        {"contact_info": {"address": ["1 Sun Street", "10115 Berlin"]}},
    )
    billing = {"company": "Paz y Hijos", "lines": ["Calle Mayor 1"], "country": "ES"}
    order = await shop.order(2, billing=billing, locale="es")
    who, path = buyer(world, order), f"/api/orders/{order['id']}/invoice.pdf"
    assert "Factura proforma" in await pdf(who, path)
    paying = await host.post(f"/api/orders/{order['id']}/pay", {"provider": "manual"})
    await host.post(f"/api/payments/{paying['payment_id']}/confirm", {})
    await host.post(f"/api/orders/{order['id']}/refund", {"amount": 1000})
    refunded = await host.get(f"/api/orders/{order['id']}/refunds")
    [invoice] = await issued(shop, order)

    shown = await pdf(who, path)
    page = await pdf(world.nobody(), f"/o/{order['id']}/{order['secret']}/invoice.pdf")

    assert shown == page
    for words in ("Factura", invoice["number"], "1 Sun Street", "DE136695976", "Paz y Hijos"):
        assert words in shown
    for words in ("Calle Mayor 1", "España", "IVA 19", "7,98", "50,00"):
        assert words in shown
    assert refunded["items"][0]["amount"] == 1000
    await world.nobody().refused(404, "GET", f"/o/{order['id']}/wrong/invoice.pdf")
    linked = await world.nobody().ask("GET", f"/o/{order['id']}/{order['secret']}")
    assert f"/o/{order['id']}/{order['secret']}/invoice.pdf" in linked.text
    assert await world.faults() == []


async def test_book_keepers_get_a_row_for_each_document_and_rate(world: World) -> None:
    shop = await open_shop(
        world, event={"tax_number": "DE136695976", "tax_percent": 19}, price=2500
    )
    food = await shop.add("Dinner", price=1070, tax_percent=7)
    host = shop.event.host
    lines = [{"ticket_type_id": kind["id"]} for kind in (shop.kind, food)]
    order = await shop.order(lines=lines, billing={"company": "=Paz"})
    paying = await host.post(f"/api/orders/{order['id']}/pay", {"provider": "manual"})
    await host.post(f"/api/payments/{paying['payment_id']}/confirm", {})
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

    assert values["rtl"] and values["name"] == "فاتورة ضريبية"
    assert [row["cells"][0] for row in values["rows"]] == ["2"]
    assert [one["name"][:4] for one in values["sums"][1:3]] == ["CGST", "SGST"]


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
