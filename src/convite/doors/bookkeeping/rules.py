"""The columns of the bookkeeper's export. Pure functions.

Amounts have no sign: `Soll/Haben` says in which direction they go, as DATEV's format has it. So no cell
begins with a minus, which a spreadsheet would take for a formula.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from convite.core.money import in_units
from convite.doors.invoices.rules import TaxLine, eu_country

HEADER = (
    *("number", "kind", "date", "fiscal_year", "refers_to", "order", "event", "paid_by"),
    *("buyer", "buyer_tax_number", "buyer_country", "seller_tax_number", "currency"),
    *("tax_percent", "net", "tax", "cgst", "sgst", "igst", "gross", "test"),
    *("Umsatz", "Soll/Haben", "Konto", "Gegenkonto", "BU-Schlüssel"),
    *("Belegdatum", "Belegfeld 1", "Buchungstext"),
)
#: Receivables in DATEV's chart SKR03.
RECEIVABLES = "1400"
#: Revenue in SKR03, an account that computes no tax by itself, so that a key for tax goes with it.
REVENUE = "8200"
#: DATEV's keys of German taxes by rate; others have none.
TAX_KEYS: Mapping[str, str] = {"19": "3", "7": "2"}
#: DATEV's longest text of a booking.
MAX_TEXT = 60


@dataclass(frozen=True, kw_only=True)
class Booked:
    """A document as far as it is booked."""

    number: str
    kind: str
    day: date
    fiscal_year: str
    is_test: bool
    seller: Mapping[str, Any]
    buyer: Mapping[str, Any]
    details: Mapping[str, Any]
    taxes: Sequence[TaxLine]
    currency: str


def amount_text(minor: int, currency: str) -> str:
    """An amount in the main unit with a point: "12.50"."""
    return f"{in_units(minor, currency):f}"


def rows_of(document: Booked) -> list[list[str]]:
    """A document's rows, one for each rate."""
    return [row_of(document, line) for line in document.taxes]


def row_of(document: Booked, line: TaxLine) -> list[str]:
    """The cells of a document's part at one rate, as `HEADER` names them."""

    def money(minor: int) -> str:
        return amount_text(minor, document.currency)

    details, buyer = document.details, document.buyer
    parts = {part.name: money(part.tax) for part in line.parts}
    name = buyer.get("company") or buyer.get("name") or ""
    return [
        document.number,
        document.kind,
        document.day.isoformat(),
        document.fiscal_year,
        details.get("refers_to_number") or "",
        details["reference"],
        details["title"],
        " ".join(details["paid_by"]),
        name,
        buyer.get("tax_number") or "",
        buyer.get("country") or "",
        document.seller["tax_number"],
        document.currency,
        line.percent,
        money(line.net),
        money(line.tax),
        *(parts.get(tax, "") for tax in ("CGST", "SGST", "IGST")),
        money(line.net + line.tax),
        "yes" if document.is_test else "",
        *datev_cells(document, line, name),
    ]


def datev_cells(document: Booked, line: TaxLine, name: str) -> list[str]:
    """The columns that DATEV's import of bookings knows; accounts only for sellers in Germany."""
    is_german = eu_country(document.seller["tax_number"]) == "DE"
    gross = amount_text(line.net + line.tax, document.currency).replace(".", ",")
    return [
        gross,
        "H" if document.kind == "credit_note" else "S",
        RECEIVABLES if is_german else "",
        REVENUE if is_german else "",
        TAX_KEYS.get(line.percent, "") if is_german else "",
        f"{document.day:%d%m}",
        document.number,
        f"{document.details['title']}, {name}"[:MAX_TEXT],
    ]
