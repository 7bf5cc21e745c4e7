"""Why rows were left out, and what to check, in the language of whoever imports."""

import re
from typing import Any

import pytest

from tests.doors.imports.test_people import table
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
    return await event.host.ask(
        "POST", f"{event.path}/guests/import", files={"file": ("list.csv", content)},
        params={"dry_run": True}, headers={"accept-language": language}, **more,
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


@pytest.mark.parametrize(
    ("content", "spanish"),
    [
        (b"Name\nAna\0Ruiz\nLeo", "La línea 2 tiene un carácter nulo"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "Excel antiguo"),
        (b"%PDF-1.7 and so on", "no es una tabla"),
        (b" ", "El archivo está vacío."),
    ],
)
async def test_file_that_cant_be_read_says_why_in_the_users_language(
    event: Happening, content: bytes, spanish: str
) -> None:
    problem = (await sent(event, content, "es")).json()

    assert spanish in problem["detail"]
    assert spanish in problem["errors"][0]["detail"]


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
