"""The guest list as a file: what stands in it, for whom, and that it comes back as it went."""

import csv
import io
import json
import secrets
from pathlib import Path
from typing import Any

import fastexcel
import pytest

from convite.core.ids import new_id
from convite.core.sheet_writing import csv_piece, own_cell, plain_cell
from tests.victim import MEMBER
from tests.world import Happening, Person, World

TITANIC = (Path(__file__).parents[2] / "data" / "titanic.csv").read_bytes()


async def exported(event: Happening, form: str, who: Person | None = None, **filters: str) -> bytes:
    answer = await (who or event.host).ask(
        "GET", f"{event.path}/guests/export", params={"format": form, **filters}
    )
    assert answer.status_code == 200, answer.text[:300]
    return answer.content


def rows_of(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


async def load(event: Happening, content: bytes, name: str, **fields: str) -> Any:
    files = {"file": (name, content)}
    return await event.host.post(f"{event.path}/guests/import", files=files, data=fields)


async def make_list(host: Person) -> Happening:
    """Two parties, one answered, seated and at the door."""
    event = await host.event()
    seats = await event.seats(3)
    asked = {"label": "Meal", "kind": "choices", "options": ["fish", "soup"]}
    question = await host.post(f"{event.path}/questions", asked)
    email = f"{secrets.token_hex(4)}@example.com"
    jo = {"name": "Jo Núñez", "email": email, "phone": "+34612345678", "tags": ["a", "b"]}
    party = await host.post(
        f"{event.path}/invitations", {"label": "Núñez", "guests": [jo, {"name": "الاسم عربي"}]}
    )
    said = {"status": "accepted", "answers": {question["id"]: ["fish", "soup"]}}
    first = party["guests"][0]["id"]
    await host.put(f"{event.path}/guests/{first}", {**said, "seat_id": seats[0]})
    await event.scan(attendee_id=first)
    await event.party('=HYPERLINK("http://evil")', "-1+1 Plus", label="@SUM(A1)")
    return event


async def test_export_tells_what_the_list_knows(world: World) -> None:
    event = await make_list(await world.organizer())

    content = await exported(event, "csv")

    assert content.startswith(b"\xef\xbb\xbf")
    jo = next(row for row in rows_of(content) if row["First name"] == "Jo")
    assert jo["Last name"] == "Núñez"
    assert (jo["Phone"], jo["Tags"], jo["Invitation"]) == ("'+34612345678", "a, b", "Núñez")
    assert (jo["Reply"], jo["Attendance"], jo["Seat"]) == ("Coming", "Inside", "A1")
    assert jo["Meal"] == "fish; soup"
    assert jo["Link"].startswith("http://convite.test/r/")
    assert len(jo["Code"]) >= 8


async def test_no_cell_is_a_formula(world: World) -> None:
    event = await make_list(await world.organizer())

    content, book = await exported(event, "csv"), await exported(event, "xlsx")

    cells = [cell for row in rows_of(content) for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")]
    table = fastexcel.read_excel(book).load_sheet(0, dtypes="string").to_polars()
    first = {row["First name"] for row in table.to_dicts()}
    assert ['=HYPERLINK("http://evil")'][0] in {cell.split(" ")[0] for cell in first}
    assert b"<f>" not in book


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_exported_file_loaded_again_gives_nothing_new(world: World, form: str) -> None:
    host = await world.organizer()
    event = await make_list(host)
    before = await host.get(f"{event.path}/guests", limit=200)

    again = await load(event, await exported(event, form), f"list.{form}", on_duplicate="update")

    assert (again["created"], again["parties"], again["errors"]) == (0, 0, [])
    after = await host.get(f"{event.path}/guests", limit=200)
    assert after["items"] == before["items"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_the_titanics_people_come_back_as_they_went(world: World, form: str) -> None:
    event = await (await world.organizer()).event()
    await load(event, TITANIC, "titanic.csv")

    content = await exported(event, form)
    again = await load(event, content, f"list.{form}")

    assert (again["rows"], again["created"], again["duplicates"]) == (891, 0, 891)
    other = await (await world.organizer()).event()
    moved = await load(other, content, f"list.{form}")
    assert (moved["created"], moved["parties"], moved["errors"]) == (891, 681, [])


async def test_viewer_takes_nothing_away(world: World) -> None:
    host, viewer = await world.organizer(), await world.organizer()
    event = await host.event()
    values = (host.organization_id, event.id, viewer.id, "viewer", "active")
    await world.sql(MEMBER, new_id(), *values)

    await viewer.refused(403, "GET", f"{event.path}/guests/export", params={"format": "csv"})


@pytest.mark.parametrize("form", ["pdf", "doc", "", "CSV"])
async def test_other_formats_say_which_there_are(world: World, form: str) -> None:
    event = await (await world.organizer()).event()

    problem = await event.host.refused(
        422, "GET", f"{event.path}/guests/export", params={"format": form}
    )

    assert "csv, xlsx, ods, vcf, json" in problem["detail"]


async def test_empty_list_is_a_file_with_a_head(world: World) -> None:
    event = await (await world.organizer()).event(title="حفلة")

    assert rows_of(await exported(event, "csv")) == []
    assert (await exported(event, "xlsx"))[:4] == b"PK\x03\x04"


@pytest.mark.unit
@pytest.mark.parametrize(
    "cell", ["", "a", "=1", "'=1", "''=1", "'tis", "+34612", "-", "@x", "＝1", "'", "a=b", "'+"]
)
def test_cell_comes_back_as_it_was(cell: str) -> None:
    assert own_cell(plain_cell(cell)) == cell
    assert plain_cell(cell)[:1] not in set("=+-@\t\r\n\0＝＋－＠") or cell == ""


@pytest.mark.unit
def test_quotes_and_line_ends_are_kept() -> None:
    cells = ["", 'say "no"', " blanks ", "two\nlines", "semi;colon", "com,ma"]

    assert list(csv.reader(io.StringIO(csv_piece([cells]).decode(), newline=""))) == [cells]


async def view_of(event: Happening, form: str, **query: Any) -> bytes:
    answer = await event.host.ask(
        "GET", f"{event.path}/guests/export", params={"format": form, **query}
    )
    assert answer.status_code == 200, answer.text[:300]
    return answer.content


async def test_what_is_shown_is_exported_with_its_columns_and_order(world: World) -> None:
    host = await world.organizer()
    event = await make_list(host)

    content = await view_of(event, "csv", has_email="true", columns="status,email,seat")
    back = await view_of(event, "csv", sort="-name", columns="party")

    assert rows_of(content)[0] | {"E-mail": ""} == {
        "First name": "Jo",
        "Last name": "Núñez",
        "Reply": "Coming",
        "E-mail": "",
        "Further e-mails": "",
        "Seat": "A1",
    }
    assert len(rows_of(content)) == 1
    names = [row["First name"] for row in rows_of(back)]
    assert names == list(
        reversed([row["First name"] for row in rows_of(await view_of(event, "csv"))])
    )


async def test_an_opendocument_file_comes_back_as_it_went(world: World) -> None:
    host = await world.organizer()
    event, other = await make_list(host), await host.event()

    book = await view_of(event, "ods")
    same = await load(event, book, "guests.ods", on_duplicate="update")
    made = await load(other, book, "guests.ods")

    assert (same["created"], same["updated"], same["same"]) == (0, 0, 4)
    assert (made["created"], made["errors"], made["sheets"]) == (4, [], ["Guests"])
    table = fastexcel.read_excel(book).load_sheet(0, dtypes="string").to_polars()
    assert '=HYPERLINK("http://evil")' in {row["First name"] for row in table.to_dicts()}


async def test_contact_cards_come_back_as_they_went(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    guest = await host.post(
        f"{event.path}/guests",
        {"name": "Ñico; Paz, Jr", "email": f"{secrets.token_hex(4)}@example.com", "tags": ["a b", "c"],
         "address": {"lines": ["Calle Mayor 1", "2º B"], "postal_code": "28013", "city": "Madrid"},
         "phone": "+34612345678", "company": "x" * 90},
    )  # fmt: skip

    content = await view_of(event, "vcf")
    same = await load(event, content, "guests.vcf", on_duplicate="update")

    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert guest["email"].encode() in content
    assert (same["created"], same["updated"], same["errors"]) == (0, 0, [])


async def test_json_has_an_object_for_each_guest(world: World) -> None:
    event = await make_list(await world.organizer())

    found = json.loads(await view_of(event, "json"))
    none = json.loads(await view_of(event, "json", q="nobody has this name"))
    same = await load(event, await view_of(event, "json"), "guests.json")

    assert len(found) == 4
    assert {one["Reply"] for one in found} == {"Coming", "No reply yet"}
    assert none == []
    assert (same["created"], same["errors"]) == (0, [])


async def test_people_removed_from_the_list_are_exported_when_they_are_asked_for(
    world: World,
) -> None:
    event = await (await world.organizer()).event()
    party = await event.party("Jo Smith", "Al Smith")
    await event.host.delete(f"{event.path}/guests/{party.guests[0]}")

    content = await exported(event, "csv", status="canceled")

    assert [(row["First name"], row["Reply"]) for row in rows_of(content)] == [("Jo", "Removed")]
