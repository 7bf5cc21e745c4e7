"""What stands on which paper: people in, values for a template or rows for a table out."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from convite.core.qr import qr_of

FORMATS = ("pdf", "xlsx", "csv")
#: The paper's template; lists share one.
TEMPLATES = {"entrance_list": "guest_list"}

Say = Callable[[str], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Guest:
    """Somebody on the list, in the order of their name."""

    first_name: str
    last_name: str
    company: str
    party: str
    status: str
    notes: str
    table_number: str | None
    row: str | None
    seat_number: str | None

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    def place(self, say: Say) -> str:
        """The table or row that they sit at."""
        if self.table_number:
            return self.table_number
        return f"{say('Row')} {self.row}" if self.row else self.seat_number or ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A party's invitation."""

    name: str
    code: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Occasion:
    """The event, as it stands on paper."""

    title: str
    when: str
    place: str
    locale: str
    is_right_to_left: bool
    hue: int
    paper: str


def word(value: str) -> dict[str, Any]:
    """A text, and whether it is written from the right: its first strong letter says so (UAX 9)."""
    for letter in value:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return {"text": value, "rtl": True}
        if kind == "L":
            break
    return {"text": value, "rtl": False}


def in_order(name: str) -> tuple[tuple[bool, int, str], ...]:
    """A key by which Table-2 comes before Table-10."""
    parts = re.findall(r"\d+|\D+", name)
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts)


def by_place(guests: Sequence[Guest], say: Say) -> list[tuple[str, list[Guest]]]:
    """Those with a seat, by table or row, each by seat."""
    groups: dict[str, list[Guest]] = {}
    for guest in guests:
        if guest.seat_number:
            groups.setdefault(guest.place(say), []).append(guest)
    return [
        (name, sorted(groups[name], key=lambda one: in_order(one.seat_number or "")))
        for name in sorted(groups, key=in_order)
    ]


def seat_on(guest: Guest, say: Say) -> str:
    """Where somebody sits, in words: the table's name and the chair."""
    place, seat = guest.place(say), guest.seat_number or ""
    if not seat:
        return ""
    own = seat.removeprefix(guest.table_number or "").strip()
    return f"{place} · {own}" if guest.table_number and own else f"{place} · {seat}"


def table_of(
    kind: str, guests: Sequence[Guest], cards: Sequence[Card], say: Say
) -> list[list[str]]:
    """The same as a table; its first row are the columns' names."""
    if kind == "invitation_cards":
        return [[say("Party"), say("Code"), say("Link")], *([c.name, c.code, c.url] for c in cards)]
    if kind in ("seating_chart", "table_cards"):
        head = [say("Table or row"), say("Seat"), say("Name")]
        return [
            head,
            *(
                [name, g.seat_number or "", g.name]
                for name, rows in by_place(guests, say)
                for g in rows
            ),
        ]
    head = [
        say("Name"),
        say("Party"),
        say("Table or row"),
        say("Seat"),
        say("Answer"),
        say("Notes"),
    ]
    return [
        head,
        *(
            [g.name, g.party, g.place(say), g.seat_number or "", say(g.status), g.notes]
            for g in guests
        ),
    ]


def given_for(
    kind: str, by: str, occasion: Occasion, guests: Sequence[Guest], cards: Sequence[Card], say: Say
) -> dict[str, Any]:
    """What a template is given."""
    values: dict[str, Any] = {
        "title": word(occasion.title), "when": word(occasion.when), "place": word(occasion.place),
        "locale": occasion.locale, "rtl": occasion.is_right_to_left, "hue": occasion.hue,
        "paper": occasion.paper, "name": say(NAMES[kind]),
    }  # fmt: skip
    return values | MAKERS[kind](by, guests, cards, say)


def lists(by: str, guests: Sequence[Guest], _: Sequence[Card], say: Say) -> dict[str, Any]:
    """The guest list, by name or by table."""
    groups = by_place(guests, say) if by == "table" else [("", list(guests))]
    alone = [guest for guest in guests if not guest.seat_number]
    if by == "table" and alone:
        groups.append((say("Without a seat"), alone))
    return {
        "boxes": False,
        "columns": [say("Name"), say("Party"), say("Seat"), say("Answer")],
        "groups": [
            {
                "head": word(name),
                "rows": [
                    [word(g.name), word(g.party), word(seat_on(g, say)), word(say(g.status))]
                    for g in rows
                ],
            }
            for name, rows in groups
        ],
    }


def entrance(_: str, guests: Sequence[Guest], __: Sequence[Card], say: Say) -> dict[str, Any]:
    """The list at the door: a box for each name, by first letter."""
    groups: dict[str, list[Guest]] = {}
    for guest in guests:
        letter = unicodedata.normalize("NFD", (guest.last_name or guest.first_name)[:1].upper())[:1]
        groups.setdefault(letter, []).append(guest)
    return {
        "boxes": True,
        "columns": [say("Name"), say("Party"), say("Seat"), say("Notes")],
        "groups": [
            {
                "head": word(letter),
                "rows": [
                    [word(g.name), word(g.party), word(seat_on(g, say)), word(g.notes)]
                    for g in rows
                ],
            }
            for letter, rows in groups.items()
        ],
    }


def chart(_: str, guests: Sequence[Guest], __: Sequence[Card], say: Say) -> dict[str, Any]:
    """The board at the entrance: tables with their names."""
    groups = by_place(guests, say)
    return {
        "across": 2 if len(groups) <= 6 else 3,
        "groups": [
            {"head": word(name), "rows": [[word(g.name)] for g in rows]} for name, rows in groups
        ],
    }


def place_cards(_: str, guests: Sequence[Guest], __: Sequence[Card], say: Say) -> dict[str, Any]:
    """A card for each place, in the order of the tables."""
    seated = [guest for _, rows in by_place(guests, say) for guest in rows]
    alone = [guest for guest in guests if not guest.seat_number]
    return {
        "cards": [{"name": word(g.name), "seat": word(seat_on(g, say))} for g in [*seated, *alone]]
    }


def table_cards(_: str, guests: Sequence[Guest], __: Sequence[Card], say: Say) -> dict[str, Any]:
    """A card for each table."""
    return {
        "cards": [
            {"head": word(name), "names": [word(guest.name) for guest in rows]}
            for name, rows in by_place(guests, say)
        ]
    }


def badges(_: str, guests: Sequence[Guest], __: Sequence[Card], say: Say) -> dict[str, Any]:
    """A badge for each person."""
    return {
        "cards": [
            {
                "first": word(g.first_name or g.name),
                "last": word(g.last_name),
                "company": word(g.company),
                "seat": word(seat_on(g, say)),
            }
            for g in guests
        ]
    }


def invitation_cards(
    _: str, __: Sequence[Guest], cards: Sequence[Card], say: Say
) -> dict[str, Any]:
    """A card for each party, with its link as QR and its code to type."""
    return {
        "words": {
            "invited": say("You are invited"),
            "answer": say("Answer here or with this code"),
        },
        "cards": [
            {"name": word(card.name), "code": card.code, "qr": qr_picture(card.url)}
            for card in cards
        ],
    }


def qr_picture(url: str) -> str:
    """A link as QR, an SVG without its own size."""
    return qr_of(url).svg_inline(border=0, omitsize=True, dark="#2a2622")


MAKERS = {
    "guest_list": lists,
    "entrance_list": entrance,
    "seating_chart": chart,
    "place_cards": place_cards,
    "table_cards": table_cards,
    "badges": badges,
    "invitation_cards": invitation_cards,
}
#: What each paper is called, in English; catalogues have the rest.
NAMES = {
    "guest_list": "Guest list",
    "entrance_list": "Entrance list",
    "seating_chart": "Seating chart",
    "place_cards": "Place cards",
    "table_cards": "Table cards",
    "badges": "Badges",
    "invitation_cards": "Invitations",
}
