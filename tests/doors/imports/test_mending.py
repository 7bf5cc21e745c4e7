"""A preview as a difference, and mending it in place before anything is written."""

import csv
import io
import json
from typing import Any

import pytest

from convite.doors.cells.rules import child_of, guessed_phone
from convite.doors.columns.rules import guess_mapping
from tests.doors.imports.test_reading import book, load, new_event, refused, sample, table
from tests.world import World


async def test_an_old_excel_file_is_read(world: World) -> None:
    event = await new_event(world)

    made = await load(event, sample("old-excel.xls"), country="ES", takes_guesses="true")
    people = await book(event)

    assert (made["created"], made["sheet"]) == (2, "Guests")
    assert people["Ana Ruiz"]["phone"] == "+447911123456"


async def test_the_line_of_the_column_names_can_be_chosen(world: World) -> None:
    event = await new_event(world)
    content = table("Name,Notes", "our list,2026", "Guest name,Remark", "Ana Ruiz,aunt")

    made = await load(event, content, header_row="3", dry_run=True)
    detail = await refused(event, content, header_row="40")

    assert (made["header_row"], made["rows"], made["created"]) == (3, 1, 1)
    assert "40" in detail


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        (["Vorname", "Nachname", "E-Mail-Adresse", "Handynummer", "Straße", "PLZ", "Ort", "Kind"],
         ["first_name", "last_name", "email", "phone", "address", "postal_code", "city", "child"]),
        (["Prénom", "Nom", "Courriel", "Téléphone", "Code postal", "Ville", "Pays", "Remarques"],
         ["first_name", "last_name", "email", "phone", "postal_code", "city", "country", "notes"]),
        (["Nom", "Courriel"], ["name", "email"]),
        (["First Name", "Last Name", "E-mail Address", "Mobile Phone", "Home Street", "Home City"],
         ["first_name", "last_name", "email", "phone", "address", "city"]),
    ],
)  # fmt: skip
def test_headers_of_german_french_and_outlook_files(columns: list[str], fields: list[str]) -> None:
    assert list(guess_mapping(columns).values()) == fields


@pytest.mark.parametrize(
    ("cell", "country", "guess"),
    [
        ("447911123456", "ES", "+447911123456"),
        ("447911123456.0", "GB", "+447911123456"),
        ("4.47911123456E+11", None, "+447911123456"),
        ("4,47911123456E+11", None, "+447911123456"),
        ("4.4E+11", "GB", None),
        ("612345678", "IT", "+390612345678"),
        ("12345", "ES", None),
        ("Ana", "ES", None),
    ],
)
def test_a_phone_that_a_spreadsheet_has_damaged_is_guessed(
    cell: str, country: str | None, guess: str | None
) -> None:
    assert guessed_phone(cell, country) == guess


async def test_a_guess_is_shown_and_only_taken_when_it_is_confirmed(world: World) -> None:
    event = await new_event(world)
    content = table("Name,Phone", "Ana Ruiz,447911123456", "Leo Gil,4.4E+11")

    seen = await load(event, content, country="ES", dry_run=True)
    made = await load(event, content, country="ES", takes_guesses="true")

    assert (seen["guesses"], seen["created"]) == (1, 0)
    assert [one["code"] for one in seen["errors"]] == ["row.phone-guess", "row.phone-rounded"]
    assert seen["errors"][0]["values"] == {"phone": "+447911123456"}
    assert [one["code"] for one in made["warnings"]] == ["row.phone-guessed"]
    assert (await book(event))["Ana Ruiz"]["phone"] == "+447911123456"


@pytest.mark.parametrize(
    ("cell", "is_child"),
    [("Child", True), ("niña", True), ("7", True), ("34", False), ("", False), ("Erwachsene", False),
     ("maybe", None), ("700000", None)],
)  # fmt: skip
def test_a_child_by_a_word_or_an_age(cell: str, is_child: bool | None) -> None:
    assert child_of(cell) is is_child


async def test_address_and_child_come_with_the_file(world: World) -> None:
    event = await new_event(world)
    head = "Name,Age,Address line 1,Address line 2,Postcode,City"
    content = table(head, "Ana Ruiz,9,Calle Mayor 1,2º B,28013,Madrid", "Leo Gil,perhaps,,,,")

    made = await load(event, content)
    ana = (await book(event))["Ana Ruiz"]

    assert ana["is_child"] is True
    assert ana["address"] == {
        "lines": ["Calle Mayor 1", "2º B"],
        "postal_code": "28013",
        "city": "Madrid",
    }
    assert [(one["row"], one["code"]) for one in made["errors"]] == [(3, "row.child")]


async def test_a_cell_is_mended_in_the_preview(world: World) -> None:
    event = await new_event(world)
    content = table("Name,E-mail", "Ana Ruiz,ana@", "Leo Gil,leo-mend@example.org")
    fixes = json.dumps([{"row": 2, "column": "E-mail", "value": "ana-mend@example.org"}])

    seen = await load(event, content, dry_run=True)
    made = await load(event, content, fixes=fixes)
    detail = await refused(event, content, fixes='[{"row": "x"}]')

    assert (seen["created"], len(seen["errors"])) == (1, 1)
    assert (made["created"], made["errors"]) == (2, [])
    assert (await book(event))["Ana Ruiz"]["email"] == "ana-mend@example.org"
    assert "column" in detail


async def test_too_many_corrections_are_refused_and_none_is_left_out(world: World) -> None:
    event = await new_event(world)
    fixes = json.dumps([{"row": 2, "column": "Name", "value": "Ana"}] * 5001)

    detail = await refused(event, table("Name", "Ana Ruiz"), fixes=fixes)

    assert "5000" in detail
    assert await book(event) == {}


async def test_the_preview_tells_what_becomes_of_each_row(world: World) -> None:
    event = await new_event(world)
    head = "Name,E-mail,Company"
    await load(event, table(head, "Ana Ruiz,o-ana@example.org,", "Leo Gil,o-leo@example.org,Gil"))
    again = table(
        head,
        "Ana Ruiz,o-ana@example.org,Flores",
        "Leo Gil,o-leo@example.org,Gil",
        "Eva Sol,o-eva@example.org,",
        "Eva Sol,o-eva@example.org,",
        "Bad Row,nothing,",
    )

    seen = await load(event, again, on_duplicate="update", dry_run=True)
    made = await load(event, again, on_duplicate="update")

    assert [(one["row"], one["outcome"]) for one in seen["outcomes"]] == [
        (2, "changed"),
        (3, "same"),
        (4, "new"),
    ]
    assert seen["outcomes"][0]["changes"] == {"company": {"before": "", "after": "Flores"}}
    names = ("created", "updated", "same", "repeated", "errors_total")
    assert [seen[name] for name in names] == [1, 1, 1, 1, 1]
    assert [made[name] for name in names] == [1, 1, 1, 1, 1]


async def test_a_field_of_the_address_book_can_be_kept(world: World) -> None:
    event = await new_event(world)
    head = "Name,E-mail,Company,Notes"
    await load(event, table(head, "Ana Ruiz,k-ana@example.org,Old,old"))
    kept = json.dumps([{"row": 2, "field": "company"}])

    again = table(head, "Ana Ruiz,k-ana@example.org,New,new")
    made = await load(event, again, on_duplicate="update", kept=kept)
    ana = (await book(event))["Ana Ruiz"]

    assert made["updated"] == 1
    assert (ana["company"], ana["notes"]) == ("Old", "new")


async def test_the_file_of_skipped_rows_can_be_mended_and_imported_again(world: World) -> None:
    event = await new_event(world)
    made = await load(event, table("Name,E-mail,Notes", "Ana Ruiz,ana@,aunt", "Leo Gil,,uncle"))

    answer = await event.host.ask("GET", f"/api/imports/{made['import_id']}/errors.csv")
    text = answer.content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    again: Any = await load(event, text.replace("ana@,aunt", "ana-e@example.org,aunt").encode())

    assert (row["(row)"], row["(guest)"], row["(column)"]) == ("2", "Ana Ruiz", "E-mail")
    assert (row["(value)"], row["Name"], row["E-mail"], row["Notes"]) == (
        "ana@", "Ana Ruiz", "ana@", "aunt",
    )  # fmt: skip
    assert (again["created"], again["errors"]) == (1, [])
    assert (await book(event))["Ana Ruiz"]["notes"] == "aunt"


async def test_a_file_with_the_same_columns_is_mapped_as_the_last_one(world: World) -> None:
    event = await new_event(world)
    chosen = {"Who": "name", "Where": "notes", "Name": "ignore"}
    first = table("Who,Where,Name", "Ana Ruiz,Toledo,x")
    second = table("Name,Who,Where", "y,Bo Lee,Madrid")
    other = table("Who,Where", "Bo Lee,Madrid")

    await load(event, first, mapping=json.dumps(chosen), dry_run=True)
    only_previewed = await load(event, second, dry_run=True)
    await load(event, first, mapping=json.dumps(chosen))
    remembered = await load(event, second, dry_run=True)
    unlike = await load(event, other, dry_run=True)
    stranger = await load(await new_event(world), second, dry_run=True)

    assert (only_previewed["is_remembered"], stranger["is_remembered"]) == (False, False)
    assert (remembered["is_remembered"], remembered["mapping"]) == (True, chosen)
    assert (unlike["is_remembered"], stranger["mapping"]["Name"]) == (False, "name")
