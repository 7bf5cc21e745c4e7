"""The form of the page on which tickets are ordered. Pure functions."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from convite.doors.pages.rules import values_of
from convite.room.blocks.rules import FREE, Run

QUANTITY, PRICE, NAME, EMAIL = "quantity-", "price-", "name-", "email-"
#: A seat that was chosen on the map, and the row or table that was chosen from a list.
SEAT, LINE = "seat-", "line-"
#: Digits of a number at the most.
MAX_DIGITS = 6
#: Fields of the buyer and the invoice that are shown again.
TEXTS = (
    *("promo_code", "buyer_name", "buyer_email", "buyer_phone", "billing_name"),
    *("billing_company", "billing_line", "billing_postal_code", "billing_city"),
    *("billing_country", "billing_tax_number", "hold_key", "cart"),
)


@dataclass(frozen=True, kw_only=True)
class Cart:
    """What was typed: how many of which type, at which chosen price, for whom, and the other texts."""

    quantities: Mapping[str, int]
    prices: Mapping[str, str]
    people: Mapping[str, list[dict[str, str]]]
    texts: Mapping[str, str] = field(default_factory=dict)
    #: Every field of the form; answers to questions are read from them.
    values: Mapping[str, list[str]] = field(default_factory=dict)
    #: Held seats by type, and the line in which seats are wanted.
    seats: Mapping[str, list[UUID]] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)

    @property
    def hold_key(self) -> UUID | None:
        """The key of the hold on its seats."""
        return id_in(self.texts.get("hold_key", ""))

    @property
    def seat_ids(self) -> list[UUID]:
        """All its seats."""
        return [seat for seats in self.seats.values() for seat in seats]

    def without(self, lost: Collection[UUID]) -> "Cart":
        """The same without seats that somebody else has."""
        kept = {
            kind: [seat for seat in seats if seat not in lost] for kind, seats in self.seats.items()
        }
        return replace(self, seats=kept)


def cart_in(fields: Sequence[tuple[str, str]]) -> Cart:
    """Reads the form. What isn't a number counts as none."""
    quantities: dict[str, int] = {}
    prices: dict[str, str] = {}
    names: dict[str, dict[int, dict[str, str]]] = {}
    texts: dict[str, str] = {}
    seats: dict[str, list[UUID]] = {}
    lines: dict[str, str] = {}
    for name, value in fields:
        if name.startswith(QUANTITY):
            quantities[name.removeprefix(QUANTITY)] = int(value) if is_number(value) else 0
        elif name.startswith(PRICE):
            prices[name.removeprefix(PRICE)] = value.strip()
        elif name.startswith(LINE):
            lines[name.removeprefix(LINE)] = value
        elif name.startswith(SEAT):
            if (seat := id_in(value)) is not None:
                seats.setdefault(name.removeprefix(SEAT), []).append(seat)
        elif name.startswith((NAME, EMAIL)):
            what, _, rest = name.partition("-")
            kind, _, number = rest.rpartition("-")
            if is_number(number):
                names.setdefault(kind, {}).setdefault(int(number), {})[what] = value.strip()
        elif name in TEXTS:
            texts[name] = value.strip()
    people = {kind: [rows[number] for number in sorted(rows)] for kind, rows in names.items()}
    return Cart(
        quantities=quantities,
        prices=prices,
        people=people,
        texts=texts,
        seats=seats,
        lines=lines,
        values=values_of(fields),
    )


def id_in(text: str) -> UUID | None:
    """An id, or None if the text is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def is_number(text: str) -> bool:
    """Whether it is a whole number that a form can have."""
    return text.isdecimal() and len(text) <= MAX_DIGITS


def people_in(cart: Cart, kind: str, most: int) -> list[dict[str, Any]]:
    """The people who were named for a type, at most so many."""
    rows = cart.people.get(kind, [])[:most]
    return [{"name": row.get("name", ""), "email": row.get("email") or None} for row in rows]


def cart_key(mark: str, fields: Iterable[tuple[str, str]]) -> str:
    """The key under which a form's order is kept: the same form sent twice is one order."""
    digest = hashlib.sha256(mark.encode())
    for name, value in fields:
        digest.update(f"\0{name}\0{value}".encode())
    return digest.hexdigest()


def billing_in(cart: Cart) -> dict[str, Any]:
    """The invoice's address, as the order takes it."""
    texts = cart.texts
    line = texts.get("billing_line", "")
    return {
        "name": texts.get("billing_name", ""),
        "company": texts.get("billing_company", ""),
        "lines": [line] if line else [],
        "postal_code": texts.get("billing_postal_code", ""),
        "city": texts.get("billing_city", ""),
        "country": texts.get("billing_country", "").upper() or None,
        "tax_number": texts.get("billing_tax_number", ""),
    }


#: Most rows and tables that a list offers; the map shows all.
MAX_LINES = 300


@dataclass(frozen=True, kw_only=True)
class SeatLine:
    """A row or table with free seats."""

    section: str
    row: str | None
    table_number: str | None
    free: int

    @property
    def value(self) -> str:
        """What the form says for it."""
        return "/".join((self.section, self.row or "", self.table_number or ""))


def free_lines(runs: Iterable[Run], letters: bytearray) -> list[SeatLine]:
    """The rows and tables that have free seats, in the plan's order, at most `MAX_LINES`."""
    free: dict[tuple[str, str | None, str | None], int] = {}
    for run in runs:
        key = run.section, run.row, run.table_number
        free[key] = free.get(key, 0) + letters.count(FREE, run.start, run.end)
    found = [
        SeatLine(section=section, row=row, table_number=table, free=count)
        for (section, row, table), count in free.items()
        if count and (row or table)
    ]
    return found[:MAX_LINES]
