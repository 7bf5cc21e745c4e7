"""A view of the guest list on paper: in the reader's language, with the columns that were chosen."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from convite.core.language import LOCALES, direction, translator
from convite.doors.exports.rules import ExportColumns, ExportPart, ExportQuestion, ExportRow
from convite.gateways.typesetting import compiled
from convite.insight.papers.rules import Occasion, heading_values
from convite.insight.views.rules import View, totals, view_rows, view_values

MEAL, DINNER = UUID(int=1), UUID(int=2)


def say(text: str) -> str:
    return text


def person(name: str, **values: Any) -> ExportRow:
    first, _, last = name.partition(" ")
    known: dict[str, Any] = {
        "email": None, "phone": None, "company": "", "tags": [], "locale": None, "side": "",
        "party_key": "7", "invitation": "The Smiths", "status": "going", "seat_number": None,
        "attendance": "not_checked_in", "notes": "",
    }  # fmt: skip
    return ExportRow(first_name=first, last_name=last, **{**known, **values})


def view_of(*rows: ExportRow, columns: tuple[str, ...]) -> View:
    shown = ExportColumns(
        contacts=True,
        codes=False,
        questions=[ExportQuestion(id=MEAL, label="Reply")],
        parts=[ExportPart(id=DINNER, title="Dinner")],
        chosen=columns,
    )
    return View(rows=rows, columns=shown, timezone="Europe/Madrid")


def test_what_a_file_has_in_several_columns_stands_on_several_lines() -> None:
    home = {"lines": ["1 Main St"], "postal_code": "78701", "city": "Austin"}
    jo = person("Jo Smith", email="jo@x.example", emails=["jo@y.example"], address=home)

    rows = view_rows(view_of(jo, columns=("email", "party", "address")), say)

    assert rows == [
        ["Name", "E-mail", "Party", "Address"],
        ["Jo Smith", "jo@x.example\njo@y.example", "The Smiths", "1 Main St\n78701\nAustin"],
    ]


def test_words_of_the_product_are_translated_and_those_of_the_host_are_not() -> None:
    jo = person("Jo", answers={str(MEAL): "Coming"}, parts={DINNER: "declined"})
    columns = ("status", str(MEAL), str(DINNER))

    head, row = view_rows(view_of(jo, columns=columns), translator("es").gettext)

    assert head == ["Nombre", "Respuesta", "Reply", "Dinner"]
    assert row == ["Jo", "Asistirá", "Coming", "No asistirá"]


def test_times_are_those_of_the_event() -> None:
    jo = person("Jo", replied=datetime(2027, 7, 1, 22, 30, tzinfo=UTC))

    assert view_rows(view_of(jo, columns=("replied",)), say)[1] == ["Jo", "2027-07-02 00:30"]


def test_people_who_were_removed_are_counted_apart() -> None:
    people = [person("Jo"), person("Al", status="canceled")]

    assert totals(people, say) == "Coming: 1 · Removed: 1"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_view_is_set_in_every_language_however_wide_it_is(locale: str) -> None:
    spoken = translator(locale).gettext
    occasion = Occasion(
        title="Ana", when="", place="", locale=locale, is_right_to_left=direction(locale) == "rtl",
        hue=350, paper="us-letter", code_page="",
    )  # fmt: skip
    jo = person("سلمى حداد", notes="W" * 300, email=f"{'long' * 20}@x.example", tags=["a" * 60])
    every = (
        *("email", "phone", "company", "tags", "child", "address", "side", "party", "status"),
        *("seat", "notes", str(MEAL)),
    )
    for columns in (every, ("status",)):
        values = view_values(view_of(jo, columns=columns), spoken)

        made = compiled("guest_view", heading_values("guest_list", occasion, spoken) | values)

        assert made.content.startswith(b"%PDF-")
