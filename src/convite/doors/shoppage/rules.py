"""The form of the page on which tickets are ordered. Pure functions."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from convite.doors.pages.rules import values_of

QUANTITY, PRICE, NAME, EMAIL = "quantity-", "price-", "name-", "email-"
#: Fields of the buyer and the invoice that are shown again.
TEXTS = (
    *("promo_code", "buyer_name", "buyer_email", "buyer_phone", "billing_name"),
    *("billing_company", "billing_line", "billing_postal_code", "billing_city"),
    *("billing_country", "billing_tax_number"),
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

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen."""
        return not any(self.quantities.values())


def cart_in(fields: Sequence[tuple[str, str]]) -> Cart:
    """Reads the form. What isn't a number counts as none."""
    quantities: dict[str, int] = {}
    prices: dict[str, str] = {}
    names: dict[str, dict[int, dict[str, str]]] = {}
    texts: dict[str, str] = {}
    for name, value in fields:
        if name.startswith(QUANTITY):
            quantities[name.removeprefix(QUANTITY)] = int(value) if value.isdecimal() else 0
        elif name.startswith(PRICE):
            prices[name.removeprefix(PRICE)] = value.strip()
        elif name.startswith((NAME, EMAIL)):
            what, _, rest = name.partition("-")
            kind, _, number = rest.rpartition("-")
            if number.isdecimal():
                names.setdefault(kind, {}).setdefault(int(number), {})[what] = value.strip()
        elif name in TEXTS:
            texts[name] = value.strip()
    people = {kind: [rows[number] for number in sorted(rows)] for kind, rows in names.items()}
    values = values_of(fields)
    return Cart(quantities=quantities, prices=prices, people=people, texts=texts, values=values)


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


def wanted(cart: Cart, kinds: Mapping[str, UUID]) -> list[str]:
    """The types of which something was chosen, in the page's order."""
    return [key for key in kinds if cart.quantities.get(key, 0) > 0]
