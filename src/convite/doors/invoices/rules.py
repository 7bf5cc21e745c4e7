"""What stands on invoices: numbers, lines, and how tax is shown. Pure functions over minor units.

Nothing here changes what was charged: an order's tax is as it was when the order was placed, and a
document only says which tax that is. The rules, in the order in which they are tried:

1. A seller in India (the number is a GSTIN): the tax is GST. It is CGST and SGST in halves if the buyer's
   state is the seller's, else IGST. The buyer's state is that of their own GSTIN, else the state that is
   named in the event's place, else the seller's, because admission is supplied where the event is.
2. A seller with a VAT number of the EU: the tax is VAT, of the country where the event is.
3. Anybody else: the tax is called tax.

The odd minor unit of a tax that can't be halved is CGST's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal
from uuid import UUID

from stdnum.eu import vat
from stdnum.in_ import gstin

from convite.core.money import share
from convite.doors.orders.models import OrderLine

DocumentKind = Literal["invoice", "receipt", "credit_note"]
#: How tax is shown: in two halves, as one tax between states, as value-added tax, or under no name.
Scheme = Literal["gst_split", "gst_integrated", "vat", "tax"]

#: The beginning of the numbers of each kind, of real documents and of those about test payments.
SERIES: Mapping[DocumentKind, tuple[str, str]] = {
    "invoice": ("INV", "TIN"),
    "receipt": ("RCT", "TRC"),
    "credit_note": ("CRN", "TCN"),
}
#: GST asks for at most so many characters, and other countries for no more.
MAX_NUMBER = 16
#: India's fiscal year begins in April.
FIRST_MONTH_OF_INDIA = 4

#: Names of India's states as places write them, by the first digits of their GST numbers.
STATES: Mapping[str, tuple[str, ...]] = {
    "01": ("jammu", "kashmir", "srinagar"), "02": ("himachal pradesh",), "03": ("punjab",),
    "04": ("chandigarh",), "05": ("uttarakhand",), "06": ("haryana",), "07": ("delhi",),
    "08": ("rajasthan",), "09": ("uttar pradesh",), "10": ("bihar",), "11": ("sikkim",),
    "12": ("arunachal pradesh",), "13": ("nagaland",), "14": ("manipur",), "15": ("mizoram",),
    "16": ("tripura",), "17": ("meghalaya",), "18": ("assam",), "19": ("west bengal",),
    "20": ("jharkhand",), "21": ("odisha", "orissa"), "22": ("chhattisgarh", "chattisgarh"),
    "23": ("madhya pradesh",), "24": ("gujarat",), "26": ("dadra", "daman and diu"),
    "27": ("maharashtra",), "29": ("karnataka",), "30": ("goa",), "31": ("lakshadweep",),
    "32": ("kerala",), "33": ("tamil nadu",), "34": ("puducherry",),
    "35": ("andaman", "nicobar"), "36": ("telangana",), "37": ("andhra pradesh",),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class InvoiceLine:
    """One line of an order on a document; on a credit note only what of it went back."""

    order_line_id: str
    #: The type of tickets.
    name: str
    unit_price: int
    discount: int
    #: As text, so that it is stored without rounding.
    tax_percent: str
    tax: int
    #: With tax.
    amount: int

    @property
    def net(self) -> int:
        """Without tax."""
        return self.amount - self.tax


@dataclass(frozen=True, kw_only=True)
class TaxPart:
    """A tax that is part of another: CGST and SGST, or all of it."""

    name: str
    percent: str
    tax: int


@dataclass(frozen=True, kw_only=True)
class TaxLine:
    """All that is taxed at one rate."""

    percent: str
    net: int
    tax: int
    parts: Sequence[TaxPart]


@dataclass(frozen=True, kw_only=True)
class Supply:
    """Who sells what to whom, as far as it decides about tax."""

    seller_number: str = ""
    buyer_number: str = ""
    #: ISO 3166 alpha-2, where the event is.
    country: str | None = None
    place: str = ""
    #: Whether nobody can come in person.
    is_online: bool = False


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A document before it has a number. Dictionaries are as they are stored."""

    kind: DocumentKind
    seller: dict[str, Any]
    buyer: dict[str, Any]
    #: The event and the order: `title`, `date`, `reference`, `paid_by`, `scheme`, `notes`, `code`, `state`.
    details: dict[str, Any]
    lines: Sequence[InvoiceLine]
    taxes: Sequence[TaxLine]
    currency: str
    locale: str
    is_test: bool
    refund_id: UUID | None = None
    #: The document that this one takes back.
    refers_to: UUID | None = None
    #: The number of that one.
    refers_to_number: str = field(default="")

    @property
    def total(self) -> int:
        """What is charged, or paid back."""
        return sum(line.amount for line in self.lines)

    @property
    def tax(self) -> int:
        """The tax in it."""
        return sum(line.tax for line in self.lines)


def is_indian(number: str) -> bool:
    """Whether a tax number is a GSTIN, with its check digit."""
    return bool(gstin.is_valid(number))


def eu_country(number: str) -> str | None:
    """The country of a valid VAT number of the EU, with its prefix; None for any other number."""
    if not vat.is_valid(number):
        return None
    prefix = vat.compact(number)[:2].upper()
    return {"EL": "GR", "XI": None}.get(prefix, prefix)


def is_tax_number(number: str, country: str | None) -> bool:
    """Whether a tax number can be one of its country; what isn't known of other countries is.

    Example:
        >>> is_tax_number("DE 136 695 976", "DE"), is_tax_number("136695978", "DE")
        (True, False)
    """
    if country == "IN":
        return is_indian(number)
    if country is None or country.lower() not in vat.MEMBER_STATES:
        return True
    prefix = "EL" if country == "GR" else country
    return eu_country(number) == country or bool(vat.is_valid(f"{prefix}{number}"))


def state_of_place(place: str) -> str | None:
    """The state of India that is named in a place, as the first digits of its GST numbers."""
    folded = place.casefold()
    found = [
        (len(name), code) for code, names in STATES.items() for name in names if name in folded
    ]
    return max(found)[1] if found else None


def buyer_state(supply: Supply) -> str:
    """The state to which a seller in India sells; empty if the event is in another country."""
    if is_indian(supply.buyer_number):
        return str(gstin.compact(supply.buyer_number))[:2]
    if supply.country not in (None, "IN"):
        return ""
    return state_of_place(supply.place) or str(gstin.compact(supply.seller_number))[:2]


def scheme_of(supply: Supply) -> Scheme:
    """How the tax of what is sold is shown."""
    if is_indian(supply.seller_number):
        own = str(gstin.compact(supply.seller_number))[:2]
        return "gst_split" if buyer_state(supply) == own else "gst_integrated"
    return "vat" if eu_country(supply.seller_number) else "tax"


def is_reverse_charge(supply: Supply) -> bool:
    """Whether the buyer may owe the tax: a business of another country of the EU, and an online event.

    Admission to an event in person is taxed where it is (article 53 of the VAT directive), whoever buys
    it. The document only has a note: what was charged stays.
    """
    seller, buyer = eu_country(supply.seller_number), eu_country(supply.buyer_number)
    return supply.is_online and seller is not None and buyer is not None and seller != buyer


def fiscal_year(day: date, *, in_india: bool) -> str:
    """The fiscal year of a day: the calendar year, and in India April to March.

    Example:
        >>> fiscal_year(date(2027, 3, 31), in_india=True), fiscal_year(date(2027, 3, 31), in_india=False)
        ('2627', '2027')
    """
    if not in_india:
        return str(day.year)
    first = day.year if day.month >= FIRST_MONTH_OF_INDIA else day.year - 1
    return f"{first % 100:02}{(first + 1) % 100:02}"


def number_of(series: str, year: str, position: int) -> str:
    """The number of a document, at most 16 characters up to the ten-millionth.

    Example:
        >>> number_of("INV", "2627", 12)
        'INV-2627-000012'
    """
    return f"{series}-{year}-{position:06}"


def is_listed(line: OrderLine) -> bool:
    """Whether a line stands on documents: those who come with another's ticket cost nothing."""
    return line.admitted_by is None or line.amount > 0


def lines_of_order(lines: Sequence[OrderLine], names: Mapping[UUID, str]) -> list[InvoiceLine]:
    """The lines of an invoice."""
    return [
        InvoiceLine(
            order_line_id=str(line.id),
            name=names.get(line.ticket_type_id, ""),
            unit_price=line.unit_price,
            discount=line.discount,
            tax_percent=percent_text(line.tax_percent),
            tax=line.tax,
            amount=line.amount,
        )
        for line in lines
        if is_listed(line)
    ]


def percent_text(percent: Decimal) -> str:
    """A percentage without trailing zeros.

    Example:
        >>> percent_text(Decimal("19.000")), percent_text(Decimal("100"))
        ('19', '100')
    """
    return f"{percent.normalize():f}"


def halves_of(scheme: Scheme) -> tuple[str, ...]:
    """The names of the taxes of which a rate is made."""
    names: Mapping[Scheme, tuple[str, ...]] = {
        "gst_split": ("CGST", "SGST"),
        "gst_integrated": ("IGST",),
        "vat": ("VAT",),
        "tax": ("Tax",),
    }
    return names[scheme]


def tax_lines(
    lines: Sequence[InvoiceLine], scheme: Scheme, before: Sequence[TaxLine] = ()
) -> list[TaxLine]:
    """The tax of lines, for each rate, the highest first.

    `before` are the tax lines of earlier credit notes of the same invoice, so that the halves of all of
    them together are those of the invoice.
    """
    names = halves_of(scheme)
    found = []
    for percent in sorted({line.tax_percent for line in lines}, key=Decimal, reverse=True):
        of_rate = [line for line in lines if line.tax_percent == percent]
        tax = sum(line.tax for line in of_rate)
        taken = [one for one in before if one.percent == percent]
        parts = [tax]
        if len(names) > 1:
            first = share(tax + sum(one.tax for one in taken), [1] * len(names))[0]
            gone = sum(one.parts[0].tax for one in taken)
            parts = [min(tax, max(0, first - gone))]
            parts.append(tax - parts[0])
        each = percent_text(Decimal(percent) / len(names))
        found.append(
            TaxLine(
                percent=percent,
                net=sum(line.net for line in of_rate),
                tax=tax,
                parts=[
                    TaxPart(name=name, percent=each, tax=part)
                    for name, part in zip(names, parts, strict=True)
                ],
            )
        )
    return found


def spread_refund(
    amount: int, wanted: Mapping[str, int], remaining: Mapping[str, int]
) -> dict[str, int]:
    """How much of a refund is of which line: as was said, the rest by what remains of each line.

    Example:
        >>> spread_refund(30, {"a": 20}, {"a": 50, "b": 10})
        {'a': 28, 'b': 2}
    """
    named = {key: min(part, remaining.get(key, 0)) for key, part in wanted.items()}
    whole = sum(named.values())
    if whole > amount:
        named = dict(zip(named, share(amount, list(named.values())), strict=True))
        whole = amount
    left = {key: part - named.get(key, 0) for key, part in remaining.items()}
    rest = share(min(amount - whole, sum(left.values())), list(left.values())) if left else []
    total = {key: named.get(key, 0) + part for key, part in zip(left, rest, strict=True)}
    return {key: part for key, part in total.items() if part}


def credited(
    invoice: Sequence[InvoiceLine],
    before: Sequence[InvoiceLine],
    amount: int,
    wanted: Mapping[str, int],
) -> list[InvoiceLine]:
    """The lines of a credit note over an amount of an invoice.

    `before` are the lines of its other credit notes. Tax goes back in proportion, so that an invoice that
    is refunded in full is credited in full, line by line.
    """
    gone: dict[str, tuple[int, int]] = {}
    for line in before:
        paid, tax = gone.get(line.order_line_id, (0, 0))
        gone[line.order_line_id] = (paid + line.amount, tax + line.tax)
    remaining = {
        line.order_line_id: line.amount - gone.get(line.order_line_id, (0, 0))[0]
        for line in invoice
    }
    parts = spread_refund(amount, wanted, remaining)
    lines = []
    for line in invoice:
        part = parts.get(line.order_line_id, 0)
        if not part:
            continue
        paid, tax = gone.get(line.order_line_id, (0, 0))
        exact = Decimal(line.tax) * (paid + part) / line.amount
        due = int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)) - tax
        lines.append(
            InvoiceLine(
                order_line_id=line.order_line_id,
                name=line.name,
                unit_price=part,
                discount=0,
                tax_percent=line.tax_percent,
                tax=min(part, max(0, due)),
                amount=part,
            )
        )
    return lines
