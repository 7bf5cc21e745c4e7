"""How seats and tables are called where people read them; the API keeps the plan's labels."""

import re
from collections.abc import Callable

Say = Callable[[str], str]

TABLE_SEAT = re.compile(r"(?P<table>.+) Seat-(?P<seat>\S+)")
NUMBERED_TABLE = re.compile(r"Table-(\S+)|(\d+)")


def table_name(label: str, say: Say) -> str:
    """A table's name in the reader's language; a table the host has named keeps that name.

    Example:
        >>> table_name("Table-11", str), table_name("Head table", str)
        ('Table 11', 'Head table')
    """
    found = NUMBERED_TABLE.fullmatch(label)
    return say("Table %(table)s") % {"table": found[1] or found[2]} if found else label


def seat_name(label: str | None, say: Say) -> str:
    """A seat's name in the reader's language; an empty text for no seat.

    Example:
        >>> seat_name("Table-11 Seat-8", str), seat_name("A12", str)
        ('Table 11, seat 8', 'Seat A12')
    """
    if not label:
        return ""
    found = TABLE_SEAT.fullmatch(label)
    if not found:
        return say("Seat %(seat)s") % {"seat": label}
    known = {"table": table_name(found["table"], say), "seat": found["seat"]}
    return say("%(table)s, seat %(seat)s") % known
