"""What stands on papers: which side a name begins on, in which order tables come, what a list tells."""

import re
from typing import Any
from uuid import UUID

import pytest

from convite.core.bidi import word
from convite.core.language import LOCALES, Say, direction, translator
from convite.gateways.typesetting import compiled
from convite.insight.catering.rules import (
    CatererSheet,
    CatererTable,
    DietNote,
    MealCount,
    paper_values,
    sheet_rows,
)
from convite.insight.papers.rules import (
    MAKERS,
    TEMPLATES,
    Card,
    Guest,
    Occasion,
    by_place,
    heading_values,
    table_of,
)
from convite.insight.views.rules import totals
from convite.plan.seating.rules import seat_name


def guest(name: str, table: str | None = None, chair: int = 1, **more: Any) -> Guest:
    first, _, last = name.partition(" ")
    return Guest(
        first_name=first,
        last_name=last,
        company="",
        party="The Smiths",
        status=more.get("status", "going"),
        attendance=more.get("attendance", "not_checked_in"),
        notes=more.get("notes", ""),
        table_number=table,
        row=None,
        seat_number=f"{table} Seat-{chair}" if table else None,
    )


def say(text: str) -> str:
    return text


def occasion(locale: str = "en") -> Occasion:
    return Occasion(
        title="Ana & León", when="Saturday", place="Toledo", locale=locale,
        is_right_to_left=direction(locale) == "rtl", hue=350, paper="a4",
        code_page="convite.example/r",
    )  # fmt: skip


def template_values(
    kind: str, by: str, about: Occasion, guests: list[Guest], cards: list[Card], speak: Say
) -> dict[str, Any]:
    return heading_values(kind, about, speak) | MAKERS[kind](by, guests, cards, speak)


GUESTS = [
    guest("Zoë Ferreira", "Table-10"),
    guest("سلمى حداد", "Table-2", 2),
    guest("Maximiliano Alejandro Fernández de la Vega y Castellanos", "Table-2", 1),
    guest("Ana Núñez"),
]
CARDS = [Card(name="The Smiths", code="K7Q2M-XW4PA", url="https://convite.example/r/abc")]


def test_a_word_begins_on_its_own_side() -> None:
    assert [word(text)["rtl"] for text in ("Ana", "سلمى", "«سلمى»", "12 سلمى", "", "Ana سلمى")] == [
        *(False, True, True, True, False, False)
    ]


def test_tables_come_in_the_order_of_their_numbers() -> None:
    groups = by_place(GUESTS, say)

    assert [name for name, _ in groups] == ["Table 2", "Table 10"]
    assert [one.seat_number for one in groups[0][1]] == ["Table-2 Seat-1", "Table-2 Seat-2"]


def test_labels_with_circled_or_raised_digits_are_sorted_too() -> None:
    labels = ["2²", "①", "Table-10", "٣", "½", "2", "Ⅻ", "Table-2"]
    groups = by_place([guest("Ana", label) for label in labels], say)

    assert {name for name, _ in groups} == {
        *("2²", "①", "½", "Ⅻ", "Table 2", "Table 10", "Table ٣"),
    }
    names = [name for name, _ in groups]
    assert names.index("Table 2") < names.index("Table 10")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("T10 · 1", "Seat T10 · 1"),
        ("T10 Seat-1", "T10, seat 1"),
        ("Table-10 Seat-1 bis", "Table 10, seat 1 bis"),
        ("Table-10 bis Seat-1", "Table 10 bis, seat 1"),
        ("2² Seat-①", "2², seat ①"),
    ],
)
def test_no_part_of_a_seats_label_is_cut(label: str, name: str) -> None:
    assert seat_name(label, say) == name


def test_list_as_a_table_tells_where_everybody_sits() -> None:
    head, *rows = table_of("guest_list", GUESTS, [], say)

    assert head == ["Name", "Party", "Table or row", "Seat", "Reply", "Attendance", "Notes"]
    assert rows[0] == [
        "Zoë Ferreira",
        "The Smiths",
        "Table 10",
        "Table 10, seat 1",
        *("Coming", "Not arrived", ""),
    ]
    assert len(rows) == len(GUESTS)
    assert table_of("invitation_cards", [], CARDS, say)[1] == [
        *("The Smiths", "K7Q2M-XW4PA", "https://convite.example/r/abc")
    ]


def test_totals_of_a_guest_list_add_up() -> None:
    people = [
        guest("Ana", status="going", attendance="checked_in"),
        *(guest(name, status="going") for name in ("Ben", "Cleo")),
        guest("Dan", status="pending"),
        guest("Eva", status="declined"),
    ]

    assert totals(people, say) == "Coming: 3 · No reply yet: 1 · Not coming: 1 · Inside: 1"
    assert people[0].state(say) == "Coming · Inside"


def test_invitation_cards_say_where_the_code_is_entered() -> None:
    values = template_values("invitation_cards", "name", occasion(), [], CARDS, say)

    assert values["code_page"] == "convite.example/r"
    assert values["words"]["answer"] == "Scan to reply, or enter this code at"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", MAKERS)
def test_every_paper_is_set_in_every_language(kind: str, locale: str) -> None:
    spoken = translator(locale).gettext
    given = template_values(kind, "table", occasion(locale), GUESTS, CARDS, spoken)

    made = compiled(TEMPLATES.get(kind, kind), given).content

    assert made.startswith(b"%PDF-")
    faces = set(re.findall(rb"/BaseFont ?/[A-Z]{6}\+([A-Za-z]+)", made))
    assert faces & {b"Inter", b"Fraunces"}
    if kind != "invitation_cards":  # a name in Arabic is set in an Arabic typeface
        assert faces & {b"Amiri", b"NotoSansArabic"}


def test_a_name_that_looks_like_markup_is_only_a_name() -> None:
    nasty = [
        guest('#panic("no") $x$ *bold*', "Table-1"),
        guest("\\u{1F600} </script>", "Table-1", 2),
    ]

    made = compiled(
        "place_cards", template_values("place_cards", "name", occasion(), nasty, [], say)
    )

    assert made.content.startswith(b"%PDF-")


def served() -> CatererSheet:
    """Two tables, one meal each and somebody with an allergy."""
    key = UUID(int=1)

    def meal(answer: str, count: int) -> MealCount:
        return MealCount(question_id=key, label="Which meal?", answer=answer, count=count)

    note = DietNote(name="سلمى حداد", question_id=UUID(int=2), label="Allergies", answer="Nuts")
    return CatererSheet(
        people=3,
        meals=[meal("Fish", 2), meal("", 1)],
        tables=[
            CatererTable(
                table="Table-2", is_row=False, people=2, meals=[meal("Fish", 2)], notes=[]
            ),
            CatererTable(table="B", is_row=True, people=1, meals=[meal("", 1)], notes=[note]),
        ],
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_caterers_sheet_is_set_in_every_language(locale: str) -> None:
    spoken = translator(locale).gettext
    values = heading_values("caterer_sheet", occasion(locale), spoken)

    made = compiled("caterer_sheet", values | paper_values(served(), spoken))

    assert made.content.startswith(b"%PDF-")
    assert made.missing == frozenset()


def test_caterers_sheet_as_a_table_tells_what_is_served_where() -> None:
    assert sheet_rows(served(), say) == [
        ["Table or row", "Question", "Answer", "People"],
        ["Table 2", "Which meal?", "Fish", "2"],
        ["Row B", "Which meal?", "No choice yet", "1"],
        ["In all", "Which meal?", "Fish", "2"],
        ["In all", "Which meal?", "No choice yet", "1"],
        [],
        ["Table or row", "Question", "Answer", "Name"],
        ["Row B", "Allergies", "Nuts", "سلمى حداد"],
    ]
