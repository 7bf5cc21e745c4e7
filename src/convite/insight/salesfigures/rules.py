"""Sales as they are answered. Pure functions."""

from collections.abc import Iterable
from typing import Any

#: Most days that are answered.
MAX_DAYS = 366


def figures_of(row: Any) -> dict[str, int]:
    """The figures of a row of the query."""
    gross, refunded, fees = int(row["gross"]), int(row["refunded"]), int(row["fees"])
    return {
        "tickets": int(row["tickets"]),
        "gross": gross,
        "refunded": refunded,
        "fees": fees,
        "net": gross - refunded - fees,
    }


def by_currency(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """The fields of `CurrencySales`, one for each currency; real money comes before tests."""
    books: dict[tuple[bool, str], dict[str, Any]] = {}
    for row in rows:
        key = (row["is_test"], row["currency"])
        fresh = {"currency": key[1], "is_test": key[0], "days": [], "types": [], "channels": []}
        book = books.setdefault(key, fresh)
        figures = figures_of(row)
        if row["day"] is not None:
            book["days"].append({"day": row["day"], **figures})
        elif row["ticket_type_id"] is not None:
            book["types"].append({"ticket_type_id": row["ticket_type_id"], **figures})
        elif row["channel"] is not None:
            book["channels"].append({"channel": row["channel"], **figures})
        else:
            book["total"] = figures
    for book in books.values():
        book["days"] = book["days"][-MAX_DAYS:]
    return [books[key] for key in sorted(books)]
