"""Content of each printed paper: template values for PDFs, rows for spreadsheets."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from convite.core.bidi import word
from convite.core.language import Say
from convite.core.qr import qr_of
from convite.insight.views.rules import totals
from convite.plan.seating.rules import in_order, seat_name, table_name
from convite.room.attendees.rules import ATTENDANCES, REPLIES

FORMATS = ("pdf", "xlsx", "csv")
#: The template of each paper; lists share one.
TEMPLATES = {"entrance_list": "guest_list"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Guest:
    """One person on the list."""

    first_name: str
    last_name: str
    company: str
    party: str
    status: str
    attendance: str
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
            return table_name(self.table_number, say)
        return say("Row %(row)s") % {"row": self.row} if self.row else self.seat_number or ""

    def reply(self, say: Say) -> str:
        """Their reply as a word."""
        return say(REPLIES[self.status])

    def came(self, say: Say) -> str:
        """Whether they have arrived, as a word."""
        return say(ATTENDANCES[self.attendance])

    def state(self, say: Say) -> str:
        """Their reply, and whether they are here once the check-in has begun for them."""
        if self.attendance == "not_checked_in":
            return self.reply(say)
        return f"{self.reply(say)} · {self.came(say)}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A party's invitation."""

    name: str
    code: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """What stands on a paper. Both forms take long for a large one, so they are made in a thread."""

    #: How many people, or parties, are on it.
    people: int
    #: Names that the server may have no letters for.
    names: Sequence[str]
    #: The template's values, besides those of `heading_values`.
    values: Callable[[], dict[str, Any]]
    #: The rows of the spreadsheet; the first is the header.
    rows: Callable[[], list[list[str]]]
    #: What else its task's result tells.
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Occasion:
    """The event, formatted for print."""

    title: str
    when: str
    place: str
    locale: str
    is_right_to_left: bool
    hue: int
    paper: str
    #: Where the code of an invitation is typed: "convite.example/r".
    code_page: str


def unprinted(missing: frozenset[str], names: Sequence[str]) -> list[str]:
    """The names that have one of the letters that no font has."""
    return [name for name in names if missing & set(unicodedata.normalize("NFC", name))]


def statuses_on(kind: str, include_pending: bool) -> list[str]:
    """Whose names are on a paper: on the guest list everybody's, as on the page and in exports."""
    if kind == "guest_list":
        return list(REPLIES)
    return ["going", "pending"] if include_pending else ["going"]


def by_place(guests: Sequence[Guest], say: Say) -> list[tuple[str, list[Guest]]]:
    """Seated guests grouped by table or row and sorted by seat."""
    groups: dict[str, list[Guest]] = {}
    for guest in guests:
        if guest.seat_number:
            groups.setdefault(guest.place(say), []).append(guest)
    return [
        (name, sorted(groups[name], key=lambda one: in_order(one.seat_number or "")))
        for name in sorted(groups, key=in_order)
    ]


def seat_on(guest: Guest, say: Say) -> str:
    """A guest's seat in words, with the row where there is one."""
    if guest.seat_number and guest.row and not guest.table_number:
        return f"{guest.place(say)} · {guest.seat_number}"
    return seat_name(guest.seat_number, say)


def seat_cell(guest: Guest, say: Say) -> str:
    """A guest's seat for a column that is already headed "Seat"."""
    return seat_name(guest.seat_number, say) if guest.table_number else guest.seat_number or ""


def table_of(
    kind: str, guests: Sequence[Guest], cards: Sequence[Card], say: Say
) -> list[list[str]]:
    """The paper as spreadsheet rows; the first row is the header."""
    if kind == "invitation_cards":
        return [[say("Party"), say("Code"), say("Link")], *([c.name, c.code, c.url] for c in cards)]
    if kind in ("seating_chart", "table_cards"):
        head = [say("Table or row"), say("Seat"), say("Name")]
        return [
            head,
            *(
                [name, seat_cell(g, say), g.name]
                for name, rows in by_place(guests, say)
                for g in rows
            ),
        ]
    head = [
        say("Name"),
        say("Party"),
        say("Table or row"),
        say("Seat"),
        say("Reply"),
        say("Attendance"),
        say("Notes"),
    ]
    return [
        head,
        *(
            [
                *(g.name, g.party, g.place(say), seat_cell(g, say)),
                *(g.reply(say), g.came(say), g.notes),
            ]
            for g in guests
        ),
    ]


def heading_values(kind: str, occasion: Occasion, say: Say) -> dict[str, Any]:
    """The values that every paper's template has."""
    return {
        "title": word(occasion.title), "when": word(occasion.when), "place": word(occasion.place),
        "locale": occasion.locale, "rtl": occasion.is_right_to_left, "hue": occasion.hue,
        "paper": occasion.paper, "name": say(NAMES[kind]),
        "code_page": occasion.code_page,
        "blanks": word(say("This server has no font for some letters. Fill in the blank lines by hand.")),
    }  # fmt: skip


def content_of(
    kind: str, by: str, guests: Sequence[Guest], cards: Sequence[Card], say: Say
) -> Content:
    """A paper with people or invitations, one after the other."""
    return Content(
        people=max(len(guests), len(cards)),
        names=[*(one.name for one in guests), *(one.name for one in cards)],
        values=lambda: MAKERS[kind](by, guests, cards, say),
        rows=lambda: table_of(kind, guests, cards, say),
    )


def lists(by: str, guests: Sequence[Guest], _: Sequence[Card], say: Say) -> dict[str, Any]:
    """The guest list, by name or by table."""
    groups = by_place(guests, say) if by == "table" else [("", list(guests))]
    alone = [guest for guest in guests if not guest.seat_number]
    if by == "table" and alone:
        groups.append((say("No seat assigned"), alone))
    return {
        "boxes": False,
        "totals": word(totals(guests, say)),
        "columns": [say("Name"), say("Party"), say("Seat"), say("Reply")],
        "groups": [
            {
                "head": word(name),
                "rows": [
                    [word(g.name), word(g.party), word(seat_on(g, say)), word(g.state(say))]
                    for g in rows
                ],
            }
            for name, rows in groups
        ],
    }


def entrance(_: str, guests: Sequence[Guest], __: Sequence[Card], say: Say) -> dict[str, Any]:
    """The check-in list: a checkbox for each name, grouped by first letter."""
    groups: dict[str, list[Guest]] = {}
    for guest in guests:
        letter = unicodedata.normalize("NFD", (guest.last_name or guest.first_name)[:1].upper())[:1]
        groups.setdefault(letter, []).append(guest)
    return {
        "boxes": True,
        "totals": word(totals(guests, say)),
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
    """The seating chart for the entrance: tables and the names at each."""
    groups = by_place(guests, say)
    return {
        "across": 2 if len(groups) <= 6 else 3,
        "groups": [
            {"head": word(name), "rows": [[word(g.name)] for g in rows]} for name, rows in groups
        ],
    }


def place_cards(_: str, guests: Sequence[Guest], __: Sequence[Card], say: Say) -> dict[str, Any]:
    """A card for each guest, in table order."""
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
    """A card for each party, with its link as a QR code and a code to type."""
    return {
        "words": {
            "invited": say("You're invited"),
            "answer": say("Scan to reply, or enter this code at"),
        },
        "cards": [
            {"name": word(card.name), "code": card.code, "qr": qr_picture(card.url)}
            for card in cards
        ],
    }


def qr_picture(url: str) -> str:
    """A link as a QR code: an SVG without a fixed size."""
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
#: English names of the papers; the catalogues have the translations.
NAMES = {
    "guest_list": "Guest list",
    "entrance_list": "Check-in list",
    "seating_chart": "Seating chart",
    "place_cards": "Place cards",
    "table_cards": "Table cards",
    "badges": "Badges",
    "invitation_cards": "Invitations",
    "caterer_sheet": "Caterer's sheet",
    "envelope_labels": "Envelope labels",
    "tickets": "Tickets",
}
