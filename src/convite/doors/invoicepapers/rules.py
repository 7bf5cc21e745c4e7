"""What stands on a document's page: the template's values. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date as format_day
from babel.numbers import format_decimal

from convite.core.bidi import word
from convite.core.language import Say, direction
from convite.core.money import format_money
from convite.doors.invoices.rules import STATES, Draft, InvoiceLine

#: Countries that print on Letter and not on A4.
LETTER = frozenset({"US", "CA", "MX", "PH", "CL", "CO"})


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A document to be printed; without a number it is pro forma."""

    draft: Draft
    number: str = ""
    day: date


@dataclass(kw_only=True)
class Row:
    """Equal tickets on one line of the page."""

    name: str
    unit_price: int
    percent: str
    count: int = 0
    amount: int = 0


def title_of(shown: Numbered, say: Say) -> str:
    """What the document is called."""
    draft = shown.draft
    if not shown.number:
        return say("Pro forma invoice")
    if draft.kind == "credit_note":
        return say("Credit note")
    is_gst = draft.details["scheme"] in ("gst_split", "gst_integrated")
    if draft.kind == "receipt":
        return say("Receipt")
    return say("Tax invoice") if is_gst else say("Invoice")


def grouped(lines: Sequence[InvoiceLine]) -> list[Row]:
    """The lines by type, price and rate, before the discount."""
    rows: dict[tuple[str, int, str], Row] = {}
    for line in lines:
        key = (line.name, line.unit_price, line.tax_percent)
        row = rows.setdefault(
            key, Row(name=line.name, unit_price=line.unit_price, percent=line.tax_percent)
        )
        row.count += 1
        row.amount += line.unit_price
    return list(rows.values())


def tax_name(name: str, say: Say) -> str:
    """A tax as it is called; those of India have no other names."""
    return {"VAT": say("VAT"), "Tax": say("Tax")}.get(name, name)


def page_values(shown: Numbered, say: Say) -> dict[str, Any]:
    """The template's values."""
    draft, locale = shown.draft, shown.draft.locale

    def money(amount: int) -> str:
        return format_money(amount, draft.currency, locale)

    def rate(text: str) -> str:
        # isolated, so that the sign stays with its figure in a sentence from right to left
        return f"\u2066{format_decimal(Decimal(text), locale=locale)} %\u2069"

    title = title_of(shown, say)
    details = draft.details
    return {
        "title": word(f"{title} {shown.number}".strip()),
        "name": title,
        "locale": locale,
        "rtl": direction(locale) == "rtl",
        "hue": 350,
        "paper": "us-letter" if details.get("country") in LETTER else "a4",
        "blanks": word(
            say("This server has no font for some letters. Fill in the blank lines by hand.")
        ),
        "test": say("This is a test: no money moved.") if draft.is_test else "",
        "seller": party(say("Seller"), seller_lines(draft.seller), draft.seller, say),
        "buyer": party(say("Bill to"), buyer_lines(draft.buyer, locale), draft.buyer, say),
        "facts": [
            {"name": name, "value": word(value)} for name, value in facts_of(shown, say) if value
        ],
        "columns": [
            say("No."), say("Item"), say("Quantity"), say("Price"), say("Tax rate"), say("Amount"),
        ],
        "rows": [
            {
                "name": word(row.name),
                "cells": [
                    str(row.count), money(row.unit_price), rate(row.percent), money(row.amount)
                ],
            }
            for row in grouped(draft.lines)
        ],
        "sums": sums_of(draft, money, rate, say),
        "notes": [word(note) for note in notes_of(draft, say)],
    }  # fmt: skip


def party(heading: str, lines: Sequence[str], whose: Mapping[str, Any], say: Say) -> dict[str, Any]:
    """The seller's or the buyer's block."""
    number = whose.get("tax_number") or ""
    shown = [word(line) for line in lines if line]
    if number:
        shown.append(word(say("Tax number: %(number)s") % {"number": number}))
    return {"heading": heading, "lines": shown}


def seller_lines(seller: Mapping[str, Any]) -> list[str]:
    """Name and address of the seller."""
    return [seller["name"], *seller.get("address", []), seller.get("email", "")]


def buyer_lines(buyer: Mapping[str, Any], locale: str) -> list[str]:
    """Name and address of the buyer."""
    town = f"{buyer.get('postal_code') or ''} {buyer.get('city') or ''}".strip()
    region = ", ".join(
        filter(None, [buyer.get("region"), country_name(buyer.get("country"), locale)])
    )
    name, company = buyer.get("name") or "", buyer.get("company") or ""
    lines = [*(buyer.get("lines") or []), town, region]
    return [company, name, *lines, buyer.get("email") or ""]


def country_name(code: str | None, locale: str) -> str:
    """A country in a language."""
    return str(Locale.parse(locale).territories.get(code or "", code or ""))


def ways(say: Say) -> Mapping[str, str]:
    """How an order was paid, in words."""
    return {
        "test": say("Test payment"), "manual": say("Confirmed by the organizer"),
        "bank": say("Bank transfer"), "cash": say("Cash at the door"),
        "stripe": "Stripe", "razorpay": "Razorpay", "paypal": "PayPal",
    }  # fmt: skip


def facts_of(shown: Numbered, say: Say) -> list[tuple[str, str]]:
    """Number, date, order, event and how it was paid."""
    draft, details = shown.draft, shown.draft.details
    locale, paid = draft.locale, ways(say)
    return [
        (say("Number"), shown.number),
        (say("Date"), format_day(shown.day, "long", locale=locale)),
        (say("Refers to"), draft.refers_to_number),
        (say("Order number"), details["reference"]),
        (say("Event"), details["title"]),
        (say("Date of the event"), event_day(details, locale)),
        (say("Place"), details["place"]),
        (say("Place of supply"), state_name(details.get("state") or "")),
        ("SAC", details.get("code") or ""),
        (say("Paid by"), ", ".join(paid.get(one, one) for one in details["paid_by"])),
    ]


def event_day(details: Mapping[str, Any], locale: str) -> str:
    """The day of the event, where it is."""
    if not details["date"]:
        return ""
    moment = datetime.fromisoformat(details["date"]).astimezone(ZoneInfo(details["timezone"]))
    return format_day(moment.date(), "long", locale=locale)


def state_name(code: str) -> str:
    """A state of India with its code: "27 Maharashtra"."""
    return f"{code} {STATES[code][0].title()}" if code in STATES else code


def sums_of(draft: Draft, money: Any, rate: Any, say: Say) -> list[dict[str, Any]]:
    """What is under the lines: discount, net and tax for each rate, and the total."""
    discount = sum(line.discount for line in draft.lines)
    rows = []
    if discount:
        subtotal = sum(line.unit_price for line in draft.lines)
        rows += [(say("Subtotal"), money(subtotal)), (say("Discount"), money(-discount))]
    taxed = [line for line in draft.taxes if line.tax]
    for line in taxed:
        rows.append((say("Net at %(percent)s") % {"percent": rate(line.percent)}, money(line.net)))
        rows += [
            (f"{tax_name(part.name, say)} {rate(part.percent)}", money(part.tax))
            for part in line.parts
        ]
    is_back = draft.kind == "credit_note"
    total = say("Total credited") if is_back else say("Total")
    sums = [{"name": name, "value": value, "is_whole": False} for name, value in rows]
    return [*sums, {"name": total, "value": money(draft.total), "is_whole": True}]


def notes_of(draft: Draft, say: Say) -> list[str]:
    """Sentences under the sums."""
    notes = []
    if "reverse_charge" in draft.details["notes"]:
        notes.append(say("Reverse charge: the recipient may be liable for VAT."))
    if draft.kind == "receipt":
        notes.append(say("The seller has given no tax number, so this isn't a tax invoice."))
    if draft.refund_id is not None and draft.kind != "credit_note":
        text = say("This reverses %(number)s: the refund failed.")
        notes.append(text % {"number": draft.refers_to_number})
    return notes
