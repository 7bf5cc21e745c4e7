"""Files as people have them: any encoding, delimiter, sheet and header, with marks nobody sees."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from convite.doors.imports.queries import parse_file
from convite.doors.imports.schemas import Choices
from tests.world import Happening, World

INPUTS = Path(__file__).parents[2] / "data" / "inputs"


def sample(name: str) -> bytes:
    return (INPUTS / name).read_bytes()


def table(*rows: str) -> bytes:
    return "\n".join(rows).encode()


async def load(event: Happening, content: bytes, *, dry_run: bool = False, **fields: Any) -> Any:
    query = "?dry_run=true" if dry_run else ""
    return await event.host.post(
        f"{event.path}/guests/import{query}", files={"file": ("guests", content)}, data=fields
    )


async def refused(event: Happening, content: bytes, **fields: Any) -> str:
    problem = await event.host.refused(
        422, "POST", f"{event.path}/guests/import", files={"file": ("f", content)}, data=fields
    )
    return str(problem["detail"])


async def book(event: Happening) -> dict[str, Any]:
    """The address book by name."""
    items = (await event.host.get("/api/guests", limit=100))["items"]
    return {one["name"]: one for one in items}


async def new_event(world: World, **fields: Any) -> Happening:
    host = await world.organizer()
    return await host.event(**fields)


ENCODED = [
    ("cp1252", "Name\nÑico Paz\nJosé Núñez\n", ["José Núñez", "Ñico Paz"]),
    ("cp1252", "Art;Name\nx;Zoë Lefèvre\n", ["Zoë Lefèvre"]),
    ("cp1250", "Name\nŁukasz Żółć\nPavel Dvořák\n", ["Pavel Dvořák", "Łukasz Żółć"]),
    ("cp1256", "Name\nخالد علي\n", ["خالد علي"]),
    ("mac-roman", "Name\rJosé Núñez\rÁngel Peña\r", ["José Núñez", "Ángel Peña"]),
    ("shift-jis", "Name,Email\n佐藤 花子,hanako@example.org\n", ["佐藤 花子"]),
    ("cp1251", "Name\nИван Петров\n", ["Иван Петров"]),
    ("gb18030", "Name\n王小明\n", ["王小明"]),
    ("euc-kr", "Name\n김철수\n", ["김철수"]),
]
CODECS = {"shift-jis": "cp932", "euc-kr": "cp949", "mac-roman": "mac_roman"}


@pytest.mark.parametrize(("encoding", "text", "names"), ENCODED)
async def test_encoding_is_found(world: World, encoding: str, text: str, names: list[str]) -> None:
    event = await new_event(world)

    made = await load(event, text.encode(CODECS.get(encoding, encoding)))

    assert made["encoding"] == encoding
    assert sorted(await book(event)) == names


async def test_arabic_file_of_one_line_is_read(world: World) -> None:
    event = await new_event(world)

    made = await load(event, sample("arabic-cp1256.csv"))

    assert (made["encoding"], list(await book(event))) == ("cp1256", ["محمد علي"])


async def test_chosen_encoding_wins_over_the_found_one(world: World) -> None:
    event = await new_event(world)
    content = "Name\nNúñez\n".encode("cp1252")

    seen = await load(event, content, dry_run=True)
    await load(event, content, encoding="cp1250")

    assert (seen["encoding"], list(await book(event))) == ("cp1252", ["Núńez"])
    assert "Use utf-8, " in await refused(event, content, encoding="latin")
    assert "Line 2 isn't written in the encoding utf-8" in await refused(
        event, content, encoding="utf-8"
    )


async def test_stray_byte_in_utf8_is_told_with_its_line(world: World) -> None:
    event = await new_event(world)

    made = await load(event, "Name\nJosé Paz\nZoë Gil\n".encode() + b"Mu\xf1oz\n")

    assert made["encoding"] == "utf-8"
    assert [(w["row"], w["value"]) for w in made["warnings"]] == [(4, "Muñoz")]
    assert sorted(await book(event)) == ["José Paz", "Muñoz", "Zoë Gil"]


async def test_comma_in_names_isnt_taken_for_the_delimiter(world: World) -> None:
    event = await new_event(world)

    made = await load(event, sample("header-comma-semicolons.csv"))
    people = await book(event)

    assert made["delimiter"] == ";"
    assert {name: one["email"] for name, one in people.items()} == {
        "Ana Ruiz Paz": "apn1@example.net",
        "Leo Gil Mora": "apn2@example.net",
    }


async def test_single_column_of_names_with_commas_stays_whole(world: World) -> None:
    event = await new_event(world)

    await load(event, table("Name", "Ruiz, Ana", "Gil, Leo"))

    assert sorted(await book(event)) == ["Ana Ruiz", "Leo Gil"]


async def test_sep_line_says_the_delimiter_and_counts_as_a_line(world: World) -> None:
    event = await new_event(world)

    made = await load(event, sample("sep-line.csv") + b"Leo;bad\r\n")

    assert (made["delimiter"], made["created"]) == (";", 1)
    assert [error["row"] for error in made["errors"]] == [4]


async def test_delimiter_can_be_chosen(world: World) -> None:
    event = await new_event(world)

    made = await load(event, b"Name|Notes\nAna, the aunt|x\n", delimiter="bar")

    assert (made["delimiter"], made["created"]) == ("|", 1)


def workbook(*sheets: tuple[str, bool, list[list[Any]]]) -> bytes:
    """An XLSX with sheets, each with whether it is hidden and its rows."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written)
    for name, is_hidden, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if is_hidden:
            sheet.hide()
    book.worksheets()[-1].activate()
    book.worksheets()[-1].set_first_sheet()
    book.close()
    return written.getvalue()


async def test_first_visible_sheet_is_read_and_another_can_be_chosen(world: World) -> None:
    event = await new_event(world)
    content = workbook(
        ("Old", True, [["Name"], ["Nobody"]]),
        ("Family", False, [["Name"], ["Ana"]]),
        ("Friends", False, [["Name"], ["Leo"]]),
    )

    seen = await load(event, content, dry_run=True)
    await load(event, content)
    await load(event, content, sheet="Friends")

    assert (seen["sheet"], seen["sheets"]) == ("Family", ["Family", "Friends"])
    assert sorted(await book(event)) == ["Ana", "Leo"]
    assert "no sheet 'Foes'; use Family, Friends" in await refused(event, content, sheet="Foes")


async def test_table_starts_anywhere_and_rows_keep_their_numbers(world: World) -> None:
    event = await new_event(world)

    made = await load(event, sample("table-starts-at-B4.xlsx"))

    assert [(e["row"], e["column"], e["name"]) for e in made["errors"]] == [
        (5, "Email", "Y1 A"),
        (8, "Email", "Y2 B"),
    ]


async def test_title_above_the_table_is_left_out_and_told(world: World) -> None:
    event = await new_event(world)

    made = await load(event, table("Wedding of Ana,,", ",,", ",Name,Email", ",Leo,l@example.org"))

    assert (made["rows"], made["created"]) == (1, 1)
    assert [(w["row"], w["value"]) for w in made["warnings"]] == [(1, "Wedding of Ana")]
    assert [column for column in made["mapping"] if made["mapping"][column] != "ignore"] == [
        "Name",
        "Email",
    ]


async def test_merged_party_cell_is_the_party_of_all_its_rows(world: World) -> None:
    event = await new_event(world)

    made = await load(event, sample("merged-party-cell.xlsx"))

    assert (made["created"], made["parties"]) == (2, 1)
    (party,) = (await event.host.get(f"{event.path}/invitations"))["items"]
    assert (party["label"], len(party["guests"])) == ("Fam W", 2)


async def test_invisible_marks_are_removed(world: World) -> None:
    event = await new_event(world)

    made = await load(event, sample("invisible-marks.csv"))
    people = await book(event)

    assert {name: one["email"] for name, one in people.items()} == {
        "Ana Ruiz": "anaz@example.org",
        "محمد علي": "ali@example.org",
        "Nora Space": "nb1@example.net",
    }
    assert [(e["row"], e["reason"]) for e in made["errors"]] == [(4, "There is no name.")]


async def test_line_break_in_a_name_is_a_space(world: World) -> None:
    event = await new_event(world)

    made = await load(event, table("Name,Email", '"Ana', 'Ruiz",a@example.org', "Leo,bad"))

    assert list(await book(event)) == ["Ana Ruiz"]
    assert [error["row"] for error in made["errors"]] == [4]


async def test_suffixes_end_the_last_name(world: World) -> None:
    event = await new_event(world)
    names = ["John Smith Jr.", '"Hall, Ada, PhD"', '"Lee Wong, MD"', '"King, Bo III"', "Ana Ruiz"]

    await load(event, table("Name", *names))

    assert {(one["first_name"], one["last_name"]) for one in (await book(event)).values()} == {
        ("John", "Smith Jr."),
        ("Ada", "Hall PhD"),
        ("Lee", "Wong MD"),
        ("Bo", "King III"),
        ("Ana", "Ruiz"),
    }


async def test_two_phones_in_a_cell_are_both_kept(world: World) -> None:
    event = await new_event(world, country="ES")

    made = await load(event, sample("two-phones-in-a-cell.csv"))
    guest = (await book(event))["R R"]

    assert (made["created"], made["errors"], guest["phone"]) == (1, [], "+34600111239")
    contact = {"kind": "phone", "value": "+34600111240", "preferred": False, "is_readable": True}
    assert guest["contacts"] == [contact]
    assert (await event.host.get(f"/api/guests/{guest['id']}"))["contacts"] == [contact]


GOOGLE_OLD = (
    (
        "Name,Given Name,Additional Name,Family Name,Name Suffix,Group Membership,E-mail 1 - Type,"
        "E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name"
    ),
    (
        "Leo Gil,Leo,,Gil,Jr.,* myContacts ::: Golf,* Home,leo@example.org,leo2@example.org,Mobile,"
        "+34600111222,Acme"
    ),
)
OUTLOOK = (
    (
        "First Name,Middle Name,Last Name,Suffix,Company,Mobile Phone,Home Phone,E-mail Address,"
        "E-mail 2 Address,Categories"
    ),
    "Leo,,Gil,Jr.,Acme,+34600111222,,leo@example.org,leo2@example.org,Golf",
)
THUNDERBIRD = (
    (
        "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Mobile Number,"
        "Organization,Tags"
    ),
    "Leo,Gil Jr.,Leo Gil,Leo,leo@example.org,leo2@example.org,+34600111222,Acme,Golf",
)


@pytest.mark.parametrize("lines", [GOOGLE_OLD, OUTLOOK, THUNDERBIRD])
async def test_address_books_of_other_programs_are_understood(
    world: World, lines: tuple[str, ...]
) -> None:
    event = await new_event(world)

    made = await load(event, table(*lines))
    (guest,) = (await book(event)).values()

    assert (made["errors"], guest["name"]) == ([], "Leo Gil Jr.")
    assert (guest["email"], guest["phone"]) == ("leo@example.org", "+34600111222")
    assert (guest["company"], guest["tags"]) == ("Acme", ["Golf"])
    assert [(one["kind"], one["value"]) for one in guest["contacts"]] == [
        ("email", "leo2@example.org")
    ]


async def test_new_google_export_is_understood(world: World) -> None:
    event = await new_event(world)

    await load(event, sample("google-contacts-new.csv"))
    (guest,) = (await book(event)).values()

    assert (guest["first_name"], guest["last_name"]) == ("Ana María", "Ruiz")
    assert (guest["company"], guest["tags"]) == ("Acme", ["Wedding"])
    assert (guest["email"], guest["phone"]) == ("ana@example.org", "+34600111222")
    assert [one["value"] for one in guest["contacts"]] == ["ana2@example.org"]


async def test_list_without_header_is_read_from_its_first_row(world: World) -> None:
    event = await new_event(world)
    content = table("Ana Ruiz,ana.h@example.org,+34600111222", "Leo Gil,leo.h@example.org,")

    found = await load(event, content, dry_run=True)
    made = await load(event, table("Ana Ruiz", "Leo Gil"), header="false")

    assert (found["header"], found["rows"], found["created"]) == (False, 2, 2)
    assert list(found["mapping"].values()) == ["name", "email", "phone"]
    assert (made["header"], made["created"]) == (False, 2)
    again = await load(event, content, mapping=json.dumps(found["mapping"]), dry_run=True)
    assert (again["header"], again["rows"]) == (False, 2)


async def test_pasted_cells_are_read(world: World) -> None:
    event = await new_event(world)

    made = await load(event, b"Name\tEmail\r\nAna\tana.p@example.org\r\n")

    assert (made["delimiter"], made["created"]) == ("\t", 1)


async def test_country_of_the_events_time_zone_is_proposed_but_nothing_is_read_by_it(
    world: World,
) -> None:
    event = await new_event(world, timezone="Europe/Madrid")
    nowhere = await new_event(world, timezone="UTC")
    content = table("Name,Phone", "Ana,600 111 222")

    made = await load(event, content, dry_run=True)

    assert (made["needs_country"], made["country"], made["proposed_country"]) == (True, None, "ES")
    assert (await load(nowhere, content, dry_run=True))["proposed_country"] is None


async def test_country_can_be_chosen_where_none_is_known(world: World) -> None:
    event = await new_event(world)
    content = table("Name,Phone", "Ana,600 111 222", "Leo,+34600111223")

    without = await load(event, content, dry_run=True)
    chosen = await load(event, content, country="es")

    assert (without["needs_country"], len(without["errors"])) == (True, 1)
    assert (chosen["needs_country"], chosen["country"], chosen["created"]) == (False, "ES", 2)
    assert (await book(event))["Ana"]["phone"] == "+34600111222"
    assert "two letters" in await refused(event, content, country="Spain")


async def test_unreadable_contacts_can_be_left_out_and_are_kept_until_mended(world: World) -> None:
    event = await new_event(world, country="ES")
    content = table("Name,Email,Phone", "Ana Ruiz,ana at home,12")

    seen = await load(event, content, dry_run=True)
    made = await load(event, content, on_bad_value="leave_out")
    guest = (await book(event))["Ana Ruiz"]

    assert [(e["row"], e["name"]) for e in seen["errors"]] == [(2, "Ana Ruiz")] * 2
    assert (made["created"], made["errors"]) == (1, [])
    assert [(w["row"], w["column"], w["value"], w["name"]) for w in made["warnings"]] == [
        (2, "Email", "ana at home", "Ana Ruiz"),
        (2, "Phone", "12", "Ana Ruiz"),
    ]
    assert (guest["email"], guest["phone"]) == (None, None)
    assert [(c["kind"], c["value"], c["is_readable"]) for c in guest["contacts"]] == [
        ("email", "ana at home", False),
        ("phone", "12", False),
    ]
    mended = await event.host.patch(f"/api/guests/{guest['id']}", {"phone": "+34600111222"})
    assert [contact["kind"] for contact in mended["contacts"]] == ["email"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "This is an image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "This is an image"),
        (b"\0\0\0\x18ftypheic", "This is an image"),
        (b"%PDF-1.7\n%\xe2\xe3", "This is a PDF, not a table."),
        (b"BEGIN:VCARD\nFN:Ana\n", "No contact card in this file is complete"),
    ],
)
async def test_what_is_no_table_is_told_as_what_it_is(
    world: World, content: bytes, said: str
) -> None:
    event = await new_event(world)

    assert said in await refused(event, content)


async def test_numbers_that_a_spreadsheet_rounded_are_told(world: World) -> None:
    event = await new_event(world)
    content = workbook(("A", False, [["Name", "Ticket"], ["Ana", 1234567890123456]]))

    made = await load(event, content)
    text = await load(event, table("Name,Notes", "Leo,1.23457E+15"))

    for report, value in ((made, "1234567890123456"), (text, "1.23457E+15")):
        (warning,) = report["warnings"]
        assert (warning["row"], "15 digits" in warning["reason"]) == (2, True)
        assert warning["value"] in (value, f"{value}.0", "1.234567890123456e15")


async def test_choices_of_a_large_file_reach_its_task(world: World) -> None:
    event = await new_event(world)
    rows = [f"Guest {number};600 111 222" for number in range(2001)]
    content = "\n".join(["Name;Phone", *rows, "Íñigo;12"]).encode("cp1252")
    chosen = {"country": "ES", "encoding": "cp1252", "on_bad_value": "leave_out"}

    answer = await event.host.ask(
        "POST", f"{event.path}/guests/import", files={"file": ("g.csv", content)}, data=chosen
    )

    task_id = answer.json()["task_id"]
    stored = await world.one("SELECT parameters FROM tasks WHERE id = $1", task_id)
    parameters = json.loads(stored) if isinstance(stored, str) else stored
    plan = parse_file(content, None, parameters["country"], Choices(**parameters["choices"]))

    assert (answer.status_code, plan.sheet.encoding) == (202, "cp1252")
    assert [(one.row, one.name) for one in plan.reader.warnings] == [(2003, "Íñigo")]
    assert (len(plan.reader.parties), plan.reader.faults) == (2002, [])
