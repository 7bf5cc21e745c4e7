"""Reads bank statements, and finds whose order a transfer pays. Pure functions.

Formats: camt.053 (ISO 20022), MT940 (SWIFT), and tables that banks export.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

import mt940
from lxml import etree

from convite.core.ids import fold_typed
from convite.core.money import DIGITS, in_minor
from convite.core.problems import FieldText, invalid
from convite.core.search import fold_words
from convite.core.sheets import Sheet

REFERENCE = 8
WORDS = re.compile(r"\w+")

#: `exact`: an order's reference and its amount. `near`: one of both, or almost; a person decides.
MatchKind = Literal["exact", "near", "none"]
#: Columns of banks' tables by what they hold, in the languages that banks write.
COLUMNS: Mapping[str, Sequence[str]] = {
    "date": ("date", "booking date", "buchungstag", "buchungsdatum", "fecha", "fecha operacion"),
    "amount": ("amount", "betrag", "importe", "umsatz", "credit", "haben", "abono"),
    "currency": ("currency", "waehrung", "wahrung", "moneda", "divisa"),
    "text": (
        *("reference", "description", "purpose", "details", "verwendungszweck", "buchungstext"),
        *("concepto", "descripcion", "payment reference", "narrative"),
    ),
    "payer": ("payer", "name", "counterparty", "auftraggeber", "zahlungspflichtiger", "ordenante"),
}
DATES = (re.compile(r"(\d{4})-(\d\d?)-(\d\d?)"), re.compile(r"(\d\d?)[./](\d\d?)[./](\d{4})"))


@dataclass(frozen=True, kw_only=True)
class Booking:
    """Money that came to the account; `key` tells it from others of the same day and amount."""

    booked_on: date
    amount: int
    currency: str
    text: str
    payer: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Expected:
    """An order that a transfer may pay."""

    order_id: Any
    reference: str
    buyer_name: str
    currency: str
    #: What is still to be paid.
    open_amount: int


@dataclass(frozen=True, kw_only=True)
class Match:
    """Which order a transfer is for, as far as it says."""

    kind: MatchKind
    order_id: Any = None


def with_keys(bookings: Iterable[Booking]) -> list[Booking]:
    """Gives each booking its key: equal ones of a file are counted, so that the file can come twice."""
    seen: dict[str, int] = {}
    made = []
    for one in bookings:
        words = [str(one.booked_on), str(one.amount), one.currency, one.text, one.payer, one.key]
        digest = hashlib.sha256("\0".join(words).encode()).hexdigest()
        seen[digest] = seen.get(digest, 0) + 1
        made.append(replace(one, key=f"{digest}.{seen[digest]}"))
    return made


def minor(amount: Decimal, currency: str) -> int:
    """An amount of a file in minor units.

    Raises:
        ValueError: the currency isn't one, or has fewer digits.
    """
    if currency not in DIGITS:
        raise ValueError(currency)
    return in_minor(str(amount), currency)


# --- camt.053


def read_camt(content: bytes) -> list[Booking]:
    """The incoming bookings of a camt.053 file.

    Raises:
        Invalid: it is no such file, or its bookings don't add up to its closing balance.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
        statements = root.xpath("//*[local-name()='Stmt']")
        found = [one for statement in statements for one in camt_bookings(statement)]
    except (etree.XMLSyntaxError, ValueError, InvalidOperation, IndexError):
        english = "This isn't a bank statement in the format camt.053."
        raise invalid("file", FieldText(name="statement.no-camt", english=english)) from None
    return with_keys(found)


def camt_bookings(statement: Any) -> list[Booking]:
    """The incoming bookings of one statement, whose sum is checked."""
    total = Decimal(0)
    bookings: list[Booking] = []
    for entry in statement.xpath("./*[local-name()='Ntry']"):
        amount, currency = camt_amount(entry)
        is_credit = text_at(entry, "CdtDbtInd") == "CRDT"
        total += amount if is_credit else -amount
        if is_credit:
            bookings += camt_entry(entry, amount, currency)
    check_sum(camt_balance(statement, "OPBD"), total, camt_balance(statement, "CLBD"))
    return bookings


def camt_entry(entry: Any, amount: Decimal, currency: str) -> list[Booking]:
    """The transfers of an entry: a bank may book several together."""
    day = date.fromisoformat((text_at(entry, "BookgDt/Dt") or text_at(entry, "BookgDt/DtTm"))[:10])
    parts = entry.xpath("./*[local-name()='NtryDtls']/*[local-name()='TxDtls']")
    several = len(parts) > 1
    return [
        Booking(
            booked_on=day,
            amount=minor(camt_amount(part)[0] if several else amount, currency),
            currency=currency,
            text=" ".join(texts_at(part, "RmtInf//Ustrd") + texts_at(part, "RmtInf//Ref"))
            or text_at(entry, "AddtlNtryInf"),
            payer=text_at(part, "RltdPties/Dbtr//Nm"),
            key=text_at(part, "Refs/EndToEndId") or text_at(part, "Refs/AcctSvcrRef"),
        )
        for part in parts or [entry]
    ]


def camt_amount(node: Any) -> tuple[Decimal, str]:
    """The amount of an entry or transfer."""
    [found, *_] = node.xpath(".//*[local-name()='Amt']")
    return Decimal(found.text.strip()), found.get("Ccy", "")


def camt_balance(statement: Any, code: str) -> Decimal | None:
    """A balance of a statement; None if it has none."""
    for balance in statement.xpath("./*[local-name()='Bal']"):
        if text_at(balance, "Tp//Cd") == code:
            amount = camt_amount(balance)[0]
            return amount if text_at(balance, "CdtDbtInd") == "CRDT" else -amount
    return None


def texts_at(node: Any, path: str) -> list[str]:
    """The texts below a path of local names; `//` stands for any depth."""
    steps = re.split(r"(//|/)", path)
    query = "." + "".join(
        step if step in ("/", "//") else f"*[local-name()='{step}']" for step in ["/", *steps]
    )
    return [found.text.strip() for found in node.xpath(query) if found.text]


def text_at(node: Any, path: str) -> str:
    """The first of them; empty without any."""
    return next(iter(texts_at(node, path)), "")


# --- MT940


def read_mt940(text: str) -> list[Booking]:
    """The incoming bookings of an MT940 file.

    Raises:
        Invalid: it is no such file, or its bookings don't add up to its closing balance.
    """
    try:
        parsed = mt940.parse(text)
        bookings = [
            Booking(
                booked_on=one.data["date"],
                amount=minor(one.data["amount"].amount, one.data["amount"].currency),
                currency=one.data["amount"].currency,
                text=" ".join(
                    filter(
                        None,
                        [
                            one.data.get("purpose"),
                            one.data.get("transaction_details"),
                            one.data.get("extra_details"),
                        ],
                    )
                ).replace("\n", " "),
                payer=one.data.get("applicant_name") or "",
                key=one.data.get("end_to_end_reference") or one.data.get("bank_reference") or "",
            )
            for one in parsed
            if one.data["amount"].amount > 0
        ]
        total = sum((one.data["amount"].amount for one in parsed), Decimal(0))
        first, last = (
            parsed.data.get(name) for name in ("final_opening_balance", "final_closing_balance")
        )
    except (ValueError, KeyError, AttributeError, RuntimeError, InvalidOperation):
        english = "This isn't a bank statement in the format MT940."
        raise invalid("file", FieldText(name="statement.no-mt940", english=english)) from None
    check_sum(first.amount.amount if first else None, total, last.amount.amount if last else None)
    return with_keys(bookings)


def check_sum(opening: Decimal | None, total: Decimal, closing: Decimal | None) -> None:
    """Rejects a file of which something is missing.

    Raises:
        Invalid: opening balance and bookings aren't the closing balance.
    """
    if opening is not None and closing is not None and opening + total != closing:
        english = "The bookings in this file don't add up to its balance. Export it again."
        raise invalid("file", FieldText(name="statement.wrong-sum", english=english))


# --- tables


def read_table(sheet: Sheet, currency: str) -> list[Booking]:
    """The incoming bookings of a bank's table; `currency` where it has no column for it.

    Raises:
        Invalid: a column is missing, or a row can't be read.
    """
    places = {name: place_of(sheet.columns, words) for name, words in COLUMNS.items()}
    if places["date"] is None or places["amount"] is None or places["text"] is None:
        english = "This table needs columns for the date, the amount and the payment's text."
        raise invalid("file", FieldText(name="statement.columns", english=english))
    bookings = []
    for line, cells in sheet.rows:
        row = {
            name: cells[place].strip() if place is not None and place < len(cells) else ""
            for name, place in places.items()
        }
        if not row["amount"]:
            continue
        try:
            amount = minor(decimal_of(row["amount"]), row["currency"] or currency)
            day = day_of(row["date"])
        except (ValueError, InvalidOperation):
            english = f"Line {line} can't be read."
            text = FieldText(name="statement.line", english=english, values={"line": line})
            raise invalid("file", text) from None
        if amount > 0:
            bookings.append(
                Booking(
                    booked_on=day,
                    amount=amount,
                    currency=row["currency"] or currency,
                    text=row["text"],
                    payer=row["payer"],
                    key="",
                )
            )
    return with_keys(bookings)


def place_of(columns: Sequence[str], words: Sequence[str]) -> int | None:
    """Which column is called so."""
    folded = [fold_words(column) for column in columns]
    return next((folded.index(word) for word in words if word in folded), None)


def decimal_of(text: str) -> Decimal:
    """An amount as banks write it: `1.234,56`, `1,234.56`, `-3,50 EUR`.

    Example:
        >>> decimal_of("1.234,56 EUR"), decimal_of("-1,234.5")
        (Decimal('1234.56'), Decimal('-1234.5'))
    """
    digits = re.sub(r"[^\d,.\-]", "", text)
    point = max(digits.rfind(","), digits.rfind("."))
    if point >= 0 and len(digits) - point - 1 != 3:
        whole = re.sub(r"[,.]", "", digits[:point])
        return Decimal(f"{whole}.{digits[point + 1 :]}")
    return Decimal(re.sub(r"[,.]", "", digits))


def day_of(text: str) -> date:
    """A date as banks write it, the day first unless it begins with the year.

    Raises:
        ValueError: it is none.
    """
    if found := DATES[0].search(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := DATES[1].search(text):
        return date(int(found[3]), int(found[2]), int(found[1]))
    raise ValueError(text)


# --- matching


def match_all(bookings: Sequence[Booking], expected: Mapping[str, Expected]) -> list[Match]:
    """Which of these orders, by reference, each transfer pays."""
    by_amount: dict[tuple[int, str], list[Expected]] = {}
    for order in expected.values():
        by_amount.setdefault((order.open_amount, order.currency), []).append(order)
    return [match(one, expected, by_amount.get((one.amount, one.currency), ())) for one in bookings]


def match(
    booking: Booking, expected: Mapping[str, Expected], same_amount: Sequence[Expected]
) -> Match:
    """Which order a transfer pays; `same_amount` are those that cost what came."""
    letters = fold_typed(booking.text)
    places = range(len(letters) - REFERENCE + 1)
    grams = dict.fromkeys(letters[at : at + REFERENCE] for at in places)
    named = [expected[gram] for gram in grams if gram in expected]
    if named:
        [order, *others] = named
        is_whole = order.open_amount == booking.amount and order.currency == booking.currency
        return Match(kind="exact" if is_whole and not others else "near", order_id=order.order_id)
    for order in same_amount:
        is_mistyped = any(differ_by_one(gram, order.reference) for gram in grams)
        if is_mistyped or (booking.payer and is_same(booking.payer, order.buyer_name)):
            return Match(kind="near", order_id=order.order_id)
    return Match(kind="none")


def differ_by_one(one: str, other: str) -> bool:
    """Whether two texts of the same length differ in one letter, or two neighbors changed places.

    Example:
        >>> differ_by_one("ABCD", "ABXD"), differ_by_one("ABCD", "ACBD"), differ_by_one("ABCD", "XBXD")
        (True, True, False)
    """
    places = [
        number for number, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1
    ]
    if len(places) == 1:
        return True
    return (
        len(places) == 2
        and places[1] == places[0] + 1
        and one[places[0]] == other[places[1]]
        and one[places[1]] == other[places[0]]
    )


def is_same(payer: str, buyer: str) -> bool:
    """Whether a payer's name has all words of a buyer's."""
    return set(WORDS.findall(fold_words(buyer))) <= set(WORDS.findall(fold_words(payer)))
