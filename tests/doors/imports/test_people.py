"""Who a row is: shared addresses, namesakes, guests of other events; preview and run agree."""

from pathlib import Path
from typing import Any

import pytest

from convite.doors.bulk import rules as batches
from tests.world import Happening, Person, World

INPUTS = Path(__file__).parents[2] / "data" / "inputs"
FIGURES = ("rows", "created", "updated", "duplicates", "parties", "errors", "warnings")


def table(*rows: str) -> bytes:
    return "\n".join(rows).encode()


async def load(event: Happening, content: bytes, *, dry_run: bool = False, **fields: Any) -> Any:
    query = "?dry_run=true" if dry_run else ""
    return await event.host.post(
        f"{event.path}/guests/import{query}", files={"file": ("guests", content)}, data=fields
    )


async def agreed(event: Happening, content: bytes, **fields: Any) -> Any:
    """What an import did; its preview said the same to the number."""
    seen = await load(event, content, dry_run=True, **fields)
    made = await load(event, content, **fields)
    assert [seen[name] for name in FIGURES] == [made[name] for name in FIGURES]
    return made


async def book(host: Person) -> dict[str, Any]:
    """The address book by name."""
    return {one["name"]: one for one in (await host.get("/api/guests", limit=100))["items"]}


async def listed(event: Happening) -> list[str]:
    items = (await event.host.get(f"{event.path}/attendees", limit=100))["items"]
    return sorted(one["name"] for one in items)


async def test_second_person_on_an_address_is_reached_through_the_first(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    content = (INPUTS / "couple-one-email.csv").read_bytes()

    made = await agreed(event, content)
    people = await book(host)
    again = await agreed(event, content)

    assert (made["created"], made["parties"]) == (2, 1)
    ana, leo = people["Ana Ruiz"], people["Leo Ruiz"]
    assert (ana["email"], ana["reached_through"]) == ("ruiz@example.org", None)
    assert (leo["email"], leo["reached_through"]) == (None, ana["id"])
    assert [(w["row"], w["column"], w["value"], w["name"]) for w in made["warnings"]] == [
        (3, "Email", "ruiz@example.org", "Leo Ruiz")
    ]
    assert (again["created"], again["duplicates"]) == (0, 2)
    assert await world.faults() == []


async def test_partner_in_a_later_file_is_reached_through_the_first(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    await load(event, table("Name,Email", "Ana Ruiz,ruiz@example.org"))

    made = await agreed(event, table("Name,Email", "Leo Ruiz,RUIZ@example.org"))
    again = await agreed(event, table("Name,Email", "Leo Ruiz,ruiz@example.org"))

    people = await book(host)
    assert (made["created"], again["created"], again["warnings"]) == (1, 0, [])
    assert people["Leo Ruiz"]["reached_through"] == people["Ana Ruiz"]["id"]


@pytest.mark.parametrize("on_duplicate", ["skip", "update", "merge"])
async def test_guest_of_another_event_is_neither_taken_nor_renamed(
    world: World, on_duplicate: str
) -> None:
    host = await world.organizer()
    first, second = await host.event(), await host.event()
    await load(first, table("Name,Email", "Alice Shared,shared1@example.net"))
    content = (INPUTS / "shared-email-other-event.csv").read_bytes()

    made = await agreed(second, content, on_duplicate=on_duplicate)
    people = await book(host)

    assert (made["created"], made["updated"], made["duplicates"]) == (1, 0, 0)
    assert (await listed(first), await listed(second)) == (["Alice Shared"], ["Dean Shared"])
    dean, alice = people["Dean Shared"], people["Alice Shared"]
    assert (dean["email"], dean["reached_through"]) == (None, alice["id"])
    assert alice["email"] == "shared1@example.net"
    (asked,) = made["shared_addresses"]
    assert (asked["row"], asked["name"], asked["guest_name"]) == (2, "Dean Shared", "Alice Shared")
    assert (asked["guest_id"], asked["is_listed_here"]) == (alice["id"], False)
    assert asked["is_same_person"] is False
    assert ["Alice Shared already has" in w["reason"] for w in made["warnings"]] == [True]


async def test_whoever_is_asked_may_say_it_is_the_same_person(world: World) -> None:
    host = await world.organizer()
    first, second = await host.event(), await host.event()
    await load(first, table("Name,Email", "Alice Shared,alice@example.net"))
    content = table("Name,Email", "Dean Shared,alice@example.net")

    made = await agreed(second, content, same_person="[2]", on_duplicate="update")

    assert (made["created"], made["updated"]) == (1, 1)
    assert await listed(second) == ["Dean Shared"]
    assert list(await book(host)) == ["Dean Shared"]
    assert made["shared_addresses"][0]["is_same_person"] is True


async def test_guest_of_another_event_with_the_same_name_is_taken(world: World) -> None:
    host = await world.organizer()
    first, second = await host.event(), await host.event()
    await load(first, table("Name,Email", "José Ruiz,jose@example.net"))

    made = await agreed(
        second, table("Name,Email", "Jose Luis Ruiz,jose@example.net"), on_duplicate="update"
    )

    assert (made["created"], made["warnings"]) == (1, [])
    assert list(await book(host)) == ["José Ruiz"]


async def test_namesakes_in_a_party_are_both_made_and_told(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    content = table(
        "Name,Party,Email",
        *("Ana Ruiz,Ruiz,", "Guest,Ruiz,", "Guest,Ruiz,"),
        *("John Smith,Smith,john@example.org", "John Smith,Smith,", "Guest,,", "Guest,,"),
    )

    made = await agreed(event, content)
    again = await agreed(event, content)
    more = await agreed(event, content + b"\nGuest,Ruiz,")

    assert (made["created"], made["parties"]) == (7, 4)
    assert [(w["row"], w["name"]) for w in made["warnings"]] == [
        *((4, "Guest"), (6, "John Smith"), (8, "Guest")),
    ]
    assert (again["created"], again["duplicates"]) == (0, 7)
    assert (more["created"], more["duplicates"]) == (1, 7)


async def test_son_with_a_suffix_isnt_his_father(world: World) -> None:
    host = await world.organizer()
    event = await host.event()

    made = await agreed(
        event, table("Name,Email", "John Smith,js@example.org", "John Smith Jr.,js@example.org")
    )

    assert made["created"] == 2
    assert (await book(host))["John Smith Jr."]["email"] is None


async def test_repeated_row_is_left_out_and_told(world: World) -> None:
    host = await world.organizer()
    event = await host.event()

    made = await agreed(event, table("Name,Email", "Ana,a@example.org", "Ana,A@example.org"))

    assert (made["created"], made["duplicates"]) == (1, 1)
    assert [(w["row"], w["reason"]) for w in made["warnings"]] == [
        (3, "This person is already in row 2.")
    ]


async def test_preview_says_how_many_guests_would_change(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    await load(event, table("Name,Email,Company", "Ana,a@example.org,", "Leo,l@example.org,Acme"))

    made = await agreed(
        event,
        table("Name,Email,Company", "Ana,a@example.org,New", "Leo,l@example.org,Acme"),
        on_duplicate="update",
    )

    assert (made["updated"], made["duplicates"]) == (1, 2)


async def test_preview_and_run_agree_across_chunks(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = await world.organizer()
    first, second = await host.event(), await host.event()
    await load(first, table("Name,Phone", "Ana Ruiz,+34600111222"))
    monkeypatch.setattr(batches, "CHUNK_ROWS", 2)
    content = table(
        "Name,Phone,Email,Party",
        "Ana Ruiz,+34600111222,,A",
        "Leo Gil,,leo@example.org,",
        "Eva Gil,,leo@example.org,",
        "Ana Ruiz,+34600111222,ana@example.org,B",
        *("Leo Gil,,gil@example.org,", "Leo Gil,,,"),
        *("Eva Gil,,leo@example.org,", "Teo,,,C", "Teo,,,C"),
    )

    made = await agreed(second, content)

    assert (made["created"], made["duplicates"]) == (6, 3)
    people = await book(host)
    assert people["Eva Gil"]["reached_through"] is not None
    assert await world.faults() == []


async def test_address_book_keeps_people_on_one_address_apart(world: World) -> None:
    host = await world.organizer()
    content = (INPUTS / "couple-one-email.csv").read_bytes()

    made = await host.post("/api/guests/import", files={"file": ("g.csv", content)})
    again = await host.post("/api/guests/import", files={"file": ("g.csv", content)})

    assert (made["created"], again["created"], again["duplicates"]) == (2, 0, 2)
    people = await book(host)
    assert people["Leo Ruiz"]["reached_through"] == people["Ana Ruiz"]["id"]


async def test_merged_guest_has_the_numbers_and_addresses_of_both(world: World) -> None:
    host = await world.organizer()
    rows = (
        "Ana Ruiz,+34600111222;+34600111223",
        "Anna Ruiz,+34600111224;+34600111223;+34600111225",
    )
    content = table("Name,Phone", *rows)
    await host.post("/api/guests/import", files={"file": ("g.csv", content)})
    people = await book(host)
    kept, removed = people["Ana Ruiz"]["id"], people["Anna Ruiz"]["id"]

    await host.post("/api/guests/merge", {"keep": kept, "remove": removed})

    contacts = (await host.get(f"/api/guests/{kept}"))["contacts"]
    assert sorted(one["value"] for one in contacts) == [
        *("+34600111223", "+34600111224", "+34600111225"),
    ]


async def test_second_spelling_in_a_party_is_asked_about_and_may_be_the_same(world: World) -> None:
    event = await (await world.organizer()).event()
    await load(
        event, table("Name,Party,Company", "Anna Ruiz,Ruiz,", "Leo Ruiz,Ruiz,", "Ana Ruiz,Sola,")
    )
    again = table("Name,Party,Company", "Ana Ruiz,Ruiz,Flores", "Leo Ruiz,Ruiz,")

    asked = await agreed(event, again, on_duplicate="update")

    assert (asked["created"], asked["duplicates"]) == (1, 1)
    [row] = asked["shared_addresses"]
    assert (row["name"], row["guest_name"], row["email"]) == ("Ana Ruiz", "Anna Ruiz", "")
    assert asked["warnings"][0]["reason"].startswith("Anna Ruiz is already in this party.")


async def test_who_is_said_to_be_the_same_despite_the_spelling_is_changed(world: World) -> None:
    event = await (await world.organizer()).event()
    await load(event, table("Name,Party,Company", "Anna Ruiz,Ruiz,", "Leo Ruiz,Ruiz,"))
    again = table("Name,Party,Company", "Ana Ruiz,Ruiz,Flores", "Leo Ruiz,Ruiz,")

    made = await agreed(event, again, on_duplicate="update", same_person="[2]")

    assert (made["created"], made["updated"]) == (0, 1)
    assert await listed(event) == ["Ana Ruiz", "Leo Ruiz"]
    assert (await load(event, again))["created"] == 0
