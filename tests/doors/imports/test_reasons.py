"""Why rows were left out, and what to check, in the language of whoever imports."""

import io
import re
import zipfile
from typing import Any

import pytest

from tests.doors.imports.test_people import table
from tests.doors.imports.test_reading import workbook
from tests.world import Happening, World

LIST = table(
    "Name,Email,Phone,Language",
    "Ana Ruiz,ana@example.com,,",
    ",nobody@example.com,,",
    "Leo Ruiz,no address,,",
    "Max Weber,,12,",
    "Eva Lind,,,Klingon",
    "Tom Ruiz,ana@example.com,,",
    "Ana Ruiz,ana@example.com,,",
)


@pytest.fixture(scope="module")
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def sent(event: Happening, content: bytes, language: str, **more: Any) -> Any:
    return await loaded(event, content, language, params={"dry_run": True}, **more)


async def loaded(event: Happening, content: bytes, language: str, **more: Any) -> Any:
    return await event.host.ask(
        "POST", f"{event.path}/guests/import", files={"file": ("list.csv", content)},
        headers={"accept-language": language}, **more,
    )  # fmt: skip


def reasons(report: dict[str, Any]) -> dict[str, str]:
    return {one["code"]: one["reason"] for kind in ("errors", "warnings") for one in report[kind]}


async def test_reasons_are_in_the_users_language_with_stable_codes(event: Happening) -> None:
    reports = {
        language: reasons((await sent(event, LIST, language)).json())
        for language in ("en", "es-MX", "ar")
    }

    english, spanish, arabic = reports.values()
    codes = {"row.no-name", "row.email", "row.phone-country", "row.language"}
    assert set(english) == codes | {"row.shares-address", "row.repeats"}
    assert set(spanish) == set(arabic) == set(english)
    assert english["row.no-name"] == "There is no name."
    assert spanish["row.no-name"] == "Falta el nombre."
    assert spanish["row.repeats"] == "Esta persona ya está en la fila 2."
    assert all(re.search("[\u0600-\u06ff]", reason) for reason in arabic.values())


async def test_list_of_rows_left_out_is_in_the_users_language_too(event: Happening) -> None:
    made = (await sent(event, LIST, "en")).json()
    path = f"/api/imports/{made['import_id']}/errors.csv"

    answer = await event.host.ask("GET", path, headers={"accept-language": "es"})

    assert "Falta el nombre." in answer.text


WORKBOOK = workbook(("Guests", False, [["Name"], ["Ana"]]))


def archive(part: str) -> bytes:
    """A ZIP file with one part, as the office programs' documents are."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as parts:
        parts.writestr(part, "")
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "fields", "spanish"),
    [
        (b"Name\nAna\0Ruiz\nLeo", {}, "La línea 2 tiene un carácter nulo"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, {}, "El libro de Excel está dañado."),
        (b"%PDF-1.7 and so on", {}, "no es una tabla"),
        (b" ", {}, "El archivo está vacío."),
        (b"PK\x03\x04broken", {}, "El libro de Excel está dañado."),
        (WORKBOOK[: len(WORKBOOK) // 2], {}, "El libro de Excel está dañado."),
        (archive("word/document.xml"), {}, "no es una tabla"),
        (archive("Index/Document.iwa"), {}, "Guarda la lista como .xlsx o .csv"),
        (archive("guests.csv"), {}, "Descomprímelo"),
        (archive("xl/workbook.xml"), {}, "El libro de Excel está dañado."),
        (WORKBOOK, {"sheet": "Invitados"}, "no tiene ninguna hoja «Invitados»; tiene Guests."),
        (table("Name", "Ana", '"Leo" x'), {}, "Las comillas de la línea 3"),
        (table(",".join(f"c{n}" for n in range(201)), "x"), {}, "más de 200 columnas"),
        (table("Name", "Ana"), {"mapping": '{"Who": "name"}'}, "ninguna columna «Who»"),
        (table("Name", "Ana"), {"mapping": '{"Name": "age"}'}, "«age» no es un campo"),
        (table("A,B", "1,2"), {"mapping": '{"A": "name", "B": "name"}'}, "Dos columnas"),
        (table("Age", "3"), {}, "Indica qué columna tiene los nombres"),
        (table("Name", "Ana"), {"mapping": "name"}, "Escríbelo como JSON"),
        (table("Name", "Ana"), {"country": "Spain"}, "dos letras, como ES o MX"),
    ],
)
async def test_file_that_cant_be_read_says_why_in_the_users_language(
    event: Happening, content: bytes, fields: dict[str, str], spanish: str
) -> None:
    problems = [
        (await loaded(event, content, language, data=fields)).json() for language in ("es", "ar")
    ]

    for problem in problems:
        assert problem["detail"] == problem["errors"][0]["detail"]
    assert spanish in problems[0]["detail"]
    assert re.search("[\u0600-\u06ff]", problems[1]["detail"])


async def test_import_without_rows_is_refused_in_the_users_language(event: Happening) -> None:
    answer = await event.host.ask(
        "POST", f"{event.path}/guests/import", {"guests": []}, headers={"accept-language": "es"}
    )

    assert answer.json()["detail"] == "Envía un archivo, o al menos una fila."


async def test_row_that_adds_and_changes_a_guest_is_counted_once(world: World) -> None:
    host = await world.organizer()
    first, second = await host.event(), await host.event()
    await first.party(guests=[{"name": "Ana Ruiz", "email": "ana@example.com"}])
    await second.party("Leo Ruiz")
    content = table("Name,Email,Company", "Ana Ruiz,ana@example.com,Acme", "Max Weber,,")

    made = await host.good(
        "POST", f"{second.path}/guests/import", files={"file": ("list.csv", content)},
        data={"on_duplicate": "update"},
    )  # fmt: skip

    assert (made["created"], made["updated"], made["updated_added"]) == (2, 1, 1)
    changed = made["updated"] - made["updated_added"]
    assert made["created"] + changed + made["duplicates"] - changed == made["rows"]
