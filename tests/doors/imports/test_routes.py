"""Files of guests over HTTP: looked at, loaded, loaded again, undone."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import xlsxwriter

from convite.core.database import open_database
from convite.core.log import Actor
from convite.core.tasks import Running
from convite.doors.imports.actions import undo_file
from convite.doors.rollback import actions as batches
from tests.listening import ear
from tests.world import Happening, World

TITANIC = (Path(__file__).parents[2] / "data" / "titanic.csv").read_bytes()


async def load(event: Happening, content: bytes, *, name: str = "guests.csv", **fields: Any) -> Any:
    """Loads a file that must be taken."""
    query = "?dry_run=true" if fields.pop("dry_run", False) else ""
    return await event.host.post(
        f"{event.path}/guests/import{query}", files={"file": (name, content)}, data=fields
    )


async def refused(event: Happening, content: bytes, **fields: Any) -> str:
    """Why a file isn't taken."""
    problem = await event.host.refused(
        422, "POST", f"{event.path}/guests/import", files={"file": ("f.csv", content)}, data=fields
    )
    return str(problem["detail"])


async def people(event: Happening) -> list[dict[str, Any]]:
    """The whole list."""
    found, cursor = [], None
    while True:
        given = {"limit": 200, **({"cursor": cursor} if cursor else {})}
        page = await event.host.get(f"{event.path}/attendees", **given)
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return found


def table(*rows: str) -> bytes:
    return "\n".join(rows).encode()


async def test_the_titanics_people_become_parties_by_ticket(world: World) -> None:
    host = await world.organizer()
    event = await host.event()

    seen = await load(event, TITANIC, dry_run=True)
    made = await load(event, TITANIC)
    again = await load(event, TITANIC)

    figures = ("rows", "created", "updated", "duplicates", "parties", "errors")
    assert [seen[name] for name in figures] == [891, 891, 0, 0, 681, []]
    assert [made[name] for name in figures] == [891, 891, 0, 0, 681, []]
    assert [again[name] for name in figures] == [891, 0, 0, 891, 0, []]
    assert {c: f for c, f in seen["mapping"].items() if f != "ignore"} == {
        "Name": "name",
        "Age": "child",
        "Ticket": "party",
    }
    assert seen["columns"][3]["samples"][0] == "Braund, Mr. Owen Harris"
    listed = await host.get(f"{event.path}/invitations", total="true", limit=1)
    assert listed["total"] == 681
    names = {one["name"] for one in await people(event)}
    assert len(names) == 891
    assert "Mrs. John Bradley (Florence Briggs Thayer) Cumings" in names
    assert 'Miss. Anna Katherine "Annie Kate" Kelly' in names
    sizes = await world.sql(
        "SELECT max_guests, count(*) FROM invitations WHERE event_id = $1 GROUP BY 1 ORDER BY 1",
        event.id,
    )
    assert [row[0] for row in sizes] == [1, 2, 3, 4, 5, 6, 7]


async def test_the_log_has_each_row_without_a_gap(world: World) -> None:
    host = await world.organizer()
    event = await host.event()

    made = await load(event, table("Name,Party", "Ana Ruiz,A", "Leo Ruiz,A", "Teo Paz,"))

    rows = await world.sql(
        "SELECT action, position, actor_id::text FROM activity_log"
        " WHERE stream_id = $1 AND batch_id = $2 ORDER BY position",
        event.id,
        made["import_id"],
    )
    assert [row["action"] for row in rows] == [
        *("invitation_created", "invitation_created"),
        *("attendee_added", "attendee_added", "attendee_added", "list_changed"),
    ]
    positions = [row["position"] for row in rows]
    assert positions == list(range(positions[0], positions[0] + 6))
    assert {row["actor_id"] for row in rows} == {host.id}
    assert await event.position() == positions[-1] + 2  # that it began and ended


async def test_a_bad_row_is_told_and_the_others_are_made(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    content = table(
        "Name,E-mail,Phone,Notes",
        "Ana,ana@example.com,+34 600 111 222,",
        ",leo@example.com,,",
        'Teo,not an address,,"two',
        'lines"',
        "Ina,,12,",
        "Ana,ANA@example.com,,",
    )

    made = await load(event, content)

    assert [made[name] for name in ("rows", "created", "duplicates")] == [5, 1, 1]
    assert [(e["row"], e["column"], e["value"]) for e in made["errors"]] == [
        (3, "Name", ""),
        (4, "E-mail", "not an address"),
        (6, "Phone", "12"),
    ]
    assert [one["phone"] for one in await people(event)] == ["+34600111222"]
    file = await host.ask("GET", f"/api/imports/{made['import_id']}/errors.csv")
    assert file.text.splitlines()[1:] == [
        "3,,Name,There is no name.,,,leo@example.com,,",
        "4,Teo,E-mail,This isn't an e-mail address.,not an address,Teo,not an address,,\"two",
        'lines"',
        "6,Ina,Phone,This isn't a valid phone number. Write it with + and the country code.,12,Ina,,12,",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (table("Name,Party", 'Ana,"A', "Leo,B"), "Line 2 has broken quoting"),
        (table("Name", "Ana", 'Leo "x" y', '"Teo" z'), "Line 4 has broken quoting"),
        (b"Name\nAna\0", "Line 2 has a NUL character"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "The workbook is damaged"),
        (b"PK\x03\x04broken", "The workbook is damaged"),
        (table("Age,Sex", "3,f"), "Say which column holds the guests' names."),
        (table(",".join(f"c{n}" for n in range(201)), "x"), "more than 200 columns"),
        (b"Name\n\x81\x8d\x8f", "isn't text"),
    ],
)
async def test_a_file_that_cant_be_read_says_where(world: World, content, said) -> None:
    host = await world.organizer()
    event = await host.event()

    assert said in await refused(event, content)
    assert await people(event) == []


async def test_a_bomb_isnt_unfolded(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts,
        parts.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(310):
            part.write(b"0" * (1 << 20))

    assert "unfolds" in await refused(event, bomb.getvalue())


async def test_a_workbook_is_read_like_any_table(world: World) -> None:
    host = await world.organizer()
    event = await host.event(country="ES")
    written = io.BytesIO()
    workbook = xlsxwriter.Workbook(written)
    sheet = workbook.add_worksheet()
    for number, row in enumerate([["Nombre", "Apellidos", "Teléfono", "Familia"],
                                  ["Ana", "Núñez", 600111222, "Núñez"],
                                  ["Leo", "Núñez", "x", "Núñez"]]):  # fmt: skip
        sheet.write_row(number, 0, row)
    workbook.close()

    made = await load(event, written.getvalue(), name="guests.xlsx")

    assert (made["created"], [(e["row"], e["column"]) for e in made["errors"]]) == (
        1,
        [(3, "Teléfono")],
    )
    (one,) = await people(event)
    assert (one["name"], one["phone"], one["party"]) == ("Ana Núñez", "+34600111222", "Núñez")


async def test_any_make_of_csv_is_read(world: World) -> None:
    host = await world.organizer()
    event = await host.event()

    await load(event, "\ufeffNombre;Correo\nÁngel Paz;angel@example.com".encode())
    await load(event, "Name\tEmail\nÑico Paz\tnico@example.com".encode("cp1252"))
    await load(event, "الاسم,البريد الإلكتروني\nليلى أحمد,layla@example.com".encode("utf-16"))

    assert {one["name"]: one["email"] for one in await people(event)} == {
        "Ángel Paz": "angel@example.com",
        "Ñico Paz": "nico@example.com",
        "ليلى أحمد": "layla@example.com",
    }


async def test_a_mapping_wins_over_the_guess(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    content = table("Who,Ref", "Ana Ruiz,7", "Leo Ruiz,7")

    made = await load(event, content, mapping=json.dumps({"Who": "name", "Ref": "party"}))
    shown = await host.get(f"/api/imports/{made['import_id']}/mapping")

    assert (made["created"], made["parties"]) == (2, 1)
    assert shown["mapping"] == {"Who": "name", "Ref": "party"}
    assert "no column 'X'" in await refused(event, content, mapping='{"X": "name"}')
    assert "isn't a field" in await refused(event, content, mapping='{"Who": "age"}')
    assert "as JSON" in await refused(event, content, mapping="{")
    assert "Unknown field" in await refused(event, content, strange="1")


async def test_rows_come_as_json_too(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    rows = [
        {"name": "Ana Ruiz", "email": "ana.json@example.com", "party": "A", "tags": ["vip", "b"]},
        {"first_name": "Leo", "last_name": "Ruiz", "party": "A"},
        {"name": ""},
    ]

    made = await host.post(f"{event.path}/guests/import", {"guests": rows})

    assert (made["created"], made["parties"], [e["row"] for e in made["errors"]]) == (2, 1, [3])
    tags = await world.one("SELECT tags FROM guests WHERE email = 'ana.json@example.com'")
    assert tags == ["vip", "b"]
    bad = await host.refused(422, "POST", f"{event.path}/guests/import", {"guest": rows})
    assert bad["errors"][0]["pointer"] in ("/guests", "/guest")


async def test_families_share_a_phone_and_stay_apart(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    content = table("Name,Phone", "Ana Ruiz,+34600111333", "Leo Ruiz,+34600111333")

    first, second = await load(event, content), await load(event, content)

    assert (first["created"], second["created"], second["duplicates"]) == (2, 0, 2)


async def test_a_known_guest_is_updated_or_filled_up(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    mail = "known@example.com"
    await load(event, table("Name,Email,Company", f"Ana Ruiz,{mail},Old"))
    content = table("Name,Email,Company,Notes", f"Anna Ruiz,{mail},New,vegan")

    merged = await load(event, content, on_duplicate="merge")
    row = await world.sql("SELECT first_name, company, notes FROM guests WHERE email = $1", mail)
    updated = await load(event, content, on_duplicate="update")
    found = await host.get("/api/guests", q="anna ruiz")
    same = await load(event, content, on_duplicate="update")

    assert [tuple(one) for one in row] == [("Ana", "Old", "vegan")]
    assert [(one["name"], one["company"], one["version"]) for one in found["items"]] == [
        ("Anna Ruiz", "New", 3)
    ]
    assert [one["updated"] for one in (merged, updated, same)] == [1, 1, 0]
    assert [one["duplicates"] for one in (merged, updated, same)] == [1, 1, 1]


async def test_a_known_party_grows(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    await load(event, table("Name,Party", "Ana,A"))

    made = await load(event, table("Name,Party", "Ana,A", "Leo,A"))

    assert (made["created"], made["duplicates"], made["parties"]) == (1, 1, 0)
    (party,) = (await host.get(f"{event.path}/invitations"))["items"]
    assert (party["max_guests"], len(party["guests"])) == (2, 2)


async def test_an_import_is_undone_as_far_as_nobody_touched_it(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    made = await load(event, table("Name,Party", "Ana,A", "Leo,A", "Teo,B"))
    parties = (await host.get(f"{event.path}/invitations"))["items"]
    b = next(one for one in parties if one["label"] in ("B", "Teo"))
    await host.put(f"/api/invitations/{b['id']}", {"status": "accepted"})

    undone = await host.post(f"/api/imports/{made['import_id']}/undo")
    await host.refused(409, "POST", f"/api/imports/{made['import_id']}/undo")

    assert {k: undone[k] for k in ("attendees", "invitations", "guests", "kept")} == {
        "attendees": 2,
        "invitations": 1,
        "guests": 2,
        "kept": 1,
    }
    assert [one["name"] for one in await people(event)] == ["Teo"]
    again = await load(event, table("Name,Party", "Ana,A", "Leo,A", "Teo,B"))
    assert (again["created"], again["duplicates"]) == (2, 1)


async def test_the_address_book_takes_files_without_an_event(world: World) -> None:
    host = await world.organizer()
    content = table("Name,Email", "Ana Ruiz,a.book@example.com", "Leo Paz,", "Leo Paz,")

    first = await host.post("/api/guests/import", files={"file": ("g.csv", content)})
    second = await host.post("/api/guests/import", files={"file": ("g.csv", content)})
    listed = await host.get("/api/guests", total="true")

    assert [first[k] for k in ("created", "duplicates", "parties")] == [2, 1, 0]
    assert [second[k] for k in ("created", "duplicates")] == [0, 3]
    assert listed["total"] == 2
    undone = await host.post(f"/api/imports/{first['import_id']}/undo")
    assert (undone["guests"], undone["attendees"]) == (2, 0)


async def test_strangers_see_no_import(world: World) -> None:
    host, stranger = await world.organizer(), await world.organizer()
    event = await host.event()
    made = await load(event, table("Name", "Ana"))
    path = f"/api/imports/{made['import_id']}"

    await stranger.refused(404, "POST", f"{event.path}/guests/import", {"guests": [{"name": "x"}]})
    await stranger.refused(404, "GET", f"{path}/mapping")
    await stranger.refused(404, "GET", f"{path}/errors.csv")
    await stranger.refused(404, "POST", f"{path}/undo")
    await world.nobody().refused(401, "GET", f"{path}/mapping")


async def test_a_large_file_becomes_a_task(world: World) -> None:
    host, stranger = await world.organizer(), await world.organizer()
    event = await host.event()
    content = table("Name", *(f"Guest {number}" for number in range(2001)))

    answer = await host.ask(
        "POST", f"{event.path}/guests/import", files={"file": ("g.csv", content)}
    )
    task = await host.get(f"/api/tasks/{answer.json()['task_id']}")

    assert answer.status_code == 202
    assert (task["status"], task["progress"], task["result"]) == ("queued", 0, None)
    await stranger.refused(404, "GET", f"/api/tasks/{task['id']}")
    async with ear(host, f"users/{host.id}", process=1) as owner:
        await host.delete(f"/api/tasks/{task['id']}")
        await owner.hears("task_progressed", task_id=task["id"], status="canceled")
    assert (await host.get(f"/api/tasks/{task['id']}"))["status"] == "canceled"
    undone = await host.post(f"/api/imports/{answer.json()['import_id']}/undo")
    assert (undone["guests"], undone["attendees"]) == (0, 0)


async def test_a_repeated_key_loads_once(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    key = {"idempotency-key": "import-once"}
    body = {"guests": [{"name": "Ana Ruiz"}]}

    first = await host.post(f"{event.path}/guests/import", body, headers=key)
    second = await host.post(f"{event.path}/guests/import", body, headers=key)

    assert first == second
    assert len(await people(event)) == 1


async def test_large_import_is_undone_by_a_task_piece_by_piece(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = await world.organizer()
    event = await host.event()
    made = await load(event, table("Name,Party", *(f"Guest {n},P{n}" for n in range(7))))
    mark = "UPDATE imports SET result = result || '{\"created\": 2001}' WHERE id = $1"
    await world.sql(mark, made["import_id"])
    touched = (await people(event))[0]["id"]
    await host.put(f"{event.path}/guests/{touched}", {"status": "confirmed"})
    path = f"/api/imports/{made['import_id']}/undo"

    answer = await host.ask("POST", path)
    again = await host.refused(409, "POST", path)
    monkeypatch.setattr(batches, "UNDO_SIZE", 2)
    database = await open_database(world.dsns.app, pool_size=2, raw_pool_size=2)
    running = Running(
        task_id=UUID(answer.json()["task_id"]),
        organization_id=UUID(host.organization_id),
        event_id=UUID(event.id),
        actor=Actor(kind="user", id=UUID(host.id)),
        parameters={"import_id": made["import_id"]},
        database=database,
    )
    await world.sql("UPDATE tasks SET status = 'running' WHERE id = $1", running.task_id)
    undone = await undo_file(running)
    await database.close()

    assert (answer.status_code, again["detail"]) == (202, "This import is already being undone.")
    assert {name: undone[name] for name in ("attendees", "invitations", "guests", "kept")} == {
        "attendees": 6, "invitations": 6, "guests": 6, "kept": 1,
    }  # fmt: skip
    assert [one["id"] for one in await people(event)] == [touched]
    assert await world.faults() == []


async def test_canceled_party_named_anew_gets_a_fresh_invitation(world: World) -> None:
    """Its people stay off the list; who comes new is invited, and the dead link stays dead."""
    host = await world.organizer()
    event = await host.event()
    await load(event, table("Name,Party", "Jo Smith,Smiths", "Al Smith,Smiths"))
    first = (await host.get(f"{event.path}/invitations"))["items"][0]
    await host.post(f"/api/invitations/{first['id']}/cancel")

    made = await load(event, table("Name,Party", "Jo Smith,Smiths", "Cy Smith,Smiths"))
    again = await load(event, table("Name,Party", "Cy Smith,Smiths", "Di Smith,Smiths"))

    assert (made["created"], made["duplicates"], made["parties"]) == (1, 1, 1)
    assert (again["created"], again["duplicates"], again["parties"]) == (1, 1, 0)
    living = (await host.get(f"{event.path}/invitations"))["items"]
    assert [sorted(one["name"] for one in row["guests"]) for row in living] == [
        ["Cy Smith", "Di Smith"]
    ]
    assert living[0]["code"] != first["code"]
    dead = await host.get(f"/api/invitations/{first['id']}")
    assert (bool(dead["canceled_at"]), dead["guests"]) == (True, [])
    assert await world.faults() == []
