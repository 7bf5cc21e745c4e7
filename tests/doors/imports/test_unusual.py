"""Files that other guest lists were reported to get wrong."""

import pytest

from convite.doors.cells.rules import emails_in, phones_in
from convite.doors.columns.rules import guess_mapping
from tests.doors.imports.test_people import agreed, listed, table
from tests.world import World


async def test_blanks_around_the_names_of_columns_do_not_matter(world: World) -> None:
    event = await (await world.organizer()).event()

    made = await agreed(event, table("name ,lastname ,email ", "john,doe,john@example.org "))

    assert (made["created"], made["errors"]) == (1, [])
    assert await listed(event) == ["john doe"]


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        ("Name;Vorname", "Müller;Anna"),
        ("Vorname;Name", "Anna;Müller"),
        ("Name;Surname", "Anna;Müller"),
        ("Full name;First name", "Anna Müller;Anna"),
        ("Full name;Last name", "Anna Müller;Müller"),
    ],
)
async def test_a_plain_name_beside_one_half_is_the_other(
    world: World, columns: str, row: str
) -> None:
    event = await (await world.organizer()).event()

    await agreed(event, table(columns, row))

    assert await listed(event) == ["Anna Müller"]


async def test_a_row_that_has_only_the_full_name_keeps_it(world: World) -> None:
    event = await (await world.organizer()).event()
    rows = (
        "name,first_name,last_name,email",
        "Ana Ruiz,Ana,Ruiz,ana@example.org",
        "Leo Sola,,,leo@example.org",
        ",Mar,Vidal,mar@example.org",
    )

    made = await agreed(event, table(*rows))

    assert (made["created"], made["errors"]) == (3, [])
    assert await listed(event) == ["Ana Ruiz", "Leo Sola", "Mar Vidal"]


async def test_accents_of_an_old_encoding_are_read(world: World) -> None:
    event = await (await world.organizer()).event()
    rows = "first_name;last_name;email\nJosé;Núñez;jose@example.org\nZoë;Müller;zoe@example.org\n"

    made = await agreed(event, rows.encode("cp1252"))

    assert made["created"] == 2
    assert await listed(event) == ["José Núñez", "Zoë Müller"]


async def test_two_people_of_one_company_account_and_phone_are_both_invited(world: World) -> None:
    event = await (await world.organizer()).event()
    rows = (
        "Name,Company,Phone",
        "Ana Telia Barrientos,Claudycar,+34612345601",
        "Yeni Areli Martinez,Claudycar,+34612345601",
    )

    made = await agreed(event, table(*rows))

    assert (made["created"], made["duplicates"]) == (2, 0)
    assert len(await listed(event)) == 2


async def test_same_address_twice_in_other_letters_is_one_person_and_said(world: World) -> None:
    event = await (await world.organizer()).event()

    made = await agreed(
        event, table("Name,Email", "Ana Ruiz,Ana@Example.org", "Ana Ruiz,ana@example.org")
    )

    assert (made["created"], made["repeated"]) == (1, 1)
    assert await listed(event) == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("written", "phones"),
    [
        ("0049 151/51830755", ["+4915151830755"]),
        ("0151 / 61177812", ["+4915161177812"]),
        ("030/901820", ["+4930901820"]),
        ("030 901820/0151 61177812", ["+4930901820", "+4915161177812"]),
        ("0049 151/6117781", [None]),
        ("0151 61177812; 030/901820", ["+4915161177812", "+4930901820"]),
    ],
)
def test_half_a_number_before_or_after_a_slash_is_nobodys(
    written: str, phones: list[str | None]
) -> None:
    assert [number for _, number in phones_in(written, "DE")] == phones


@pytest.mark.parametrize(
    ("written", "addresses"),
    [
        ("María <maria@example.com>", ["maria@example.com"]),
        ('"López, María" <m@example.com>, Ana <a@example.com>', ["m@example.com", "a@example.com"]),
        ("<a@example.com>", ["a@example.com"]),
    ],
)
def test_address_in_brackets_after_a_name_is_read(written: str, addresses: list[str]) -> None:
    assert emails_in(written) == addresses


async def test_names_of_several_people_are_pointed_out(world: World) -> None:
    event = await (await world.organizer()).event()
    several = ("Björn & Noah Groß", "Fam. Kowalski (4 Pers.)", "Mateo Weiß +1", "Ana y Luis Sola")

    made = await agreed(event, table("Name", *several, "Andrea Undset", "Kim Lee (25)"))

    warned = [one["row"] for one in made["warnings"] if "several people" in one["reason"]]
    assert (made["created"], warned) == (6, [2, 3, 4, 5])


async def test_a_file_may_write_last_names_first_and_in_capitals(world: World) -> None:
    event = await (await world.organizer()).event()
    names = ("HOFFMANN Amira", "VAN DEN BERG Jan Piet", "Ben Other", "J.R. Smith", "LEE Min")

    await agreed(event, table("Name", *names))

    assert await listed(event) == [
        *("Amira HOFFMANN", "Ben Other", "J.R. Smith", "Jan Piet VAN DEN BERG", "Min LEE")
    ]


async def test_one_first_name_in_capitals_is_no_evidence(world: World) -> None:
    event = await (await world.organizer()).event()

    await agreed(event, table("Name", "MARIA Lopez", "Ben Other", "Leo Sola"))

    assert "MARIA Lopez" in await listed(event)


def test_column_that_is_called_by_two_words_is_known() -> None:
    assert guess_mapping(["Familie / Gruppe", "Name"]) == {
        "Familie / Gruppe": "party",
        "Name": "name",
    }
