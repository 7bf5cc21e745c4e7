"""Guests who may be one person: found on a list, made one in the address book."""

import secrets
from typing import Any

import pytest

from convite.core.ids import new_id
from tests.listening import ear
from tests.support import until
from tests.victim import MEMBER
from tests.world import Party, Person, World


async def guest(host: Person, name: str, **values: object) -> str:
    return str((await host.post("/api/guests", {"name": name, **values}))["id"])


async def merge(host: Person, keep: str, remove: str) -> dict[str, object]:
    made: dict[str, object] = await host.post("/api/guests/merge", {"keep": keep, "remove": remove})
    return made


async def test_kept_guest_has_what_hung_from_the_removed_one(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    seats = await event.seats(3)
    email = f"{secrets.token_hex(4)}@example.com"
    kept = await guest(host, "Jo Smith", tags=["family"], notes="Likes tea.")
    old = await guest(
        host, "Joe Smith", email=email, phone="+34612345678", tags=["work"], notes="Vegan.",
        opt_outs={"sms": True},
    )  # fmt: skip
    child = await guest(host, "Al Smith", reached_through=old)
    body = {"label": "Smiths", "guests": [{"guest_id": old}]}
    party = await host.post(f"{event.path}/invitations", body)
    attendee = party["guests"][0]["id"]
    await host.put(f"{event.path}/guests/{attendee}", {"status": "accepted", "seat_id": seats[0]})
    await event.scan(attendee_id=attendee)
    await world.sql(
        "INSERT INTO messages (id, organization_id, event_id, guest_id, channel, address, locale,"
        " subject, text, dedup_key, status) SELECT gen_random_uuid(), organization_id, $1, id,"
        " 'email', email, 'en', 'Hello', 'Hello', $2, 'sent' FROM guests WHERE id = $3",
        event.id, f"test.{old}", old,
    )  # fmt: skip

    made = await merge(host, kept, old)

    assert (made["id"], made["name"], made["email"]) == (kept, "Jo Smith", email)
    assert (made["phone"], made["tags"]) == ("+34612345678", ["family", "work"])
    assert (made["notes"], made["opt_outs"]) == ("Likes tea.\nVegan.", {"sms": True})
    row = await host.get(f"{event.path}/guests/{kept}")
    assert (row["id"], row["name"], row["seat_id"]) == (attendee, "Jo Smith", seats[0])
    assert (row["status"], row["attendance"]) == ("confirmed", "checked_in")
    assert (await host.get(f"/api/guests/{child}"))["reached_through"] == kept
    written = await world.sql("SELECT guest_id FROM messages WHERE dedup_key = $1", f"test.{old}")
    assert [str(one["guest_id"]) for one in written] == [kept]
    await host.refused(404, "GET", f"/api/guests/{old}")
    await host.refused(404, "POST", "/api/guests/merge", {"keep": kept, "remove": old})
    assert await world.faults() == []


async def test_two_on_one_list_are_refused_and_named(world: World) -> None:
    host = await world.organizer()
    event = await host.event(title="Ana & Leo")
    party = await event.party("Jo Smith", "Joe Smith")
    keep, remove = (one["guest_id"] for one in party.made["guests"])

    problem = await host.refused(409, "POST", "/api/guests/merge", {"keep": keep, "remove": remove})
    await host.delete(f"{event.path}/guests/{party.guests[1]}")
    await merge(host, keep, remove)

    assert problem["type"] == "/problems/both-on-list"
    assert problem["blocking"] == [party.guests[1]]
    assert "Ana & Leo" in problem["detail"]
    assert problem["events"][0]["event_id"] == event.id
    assert await world.faults() == []


async def test_guest_is_not_merged_into_themselves(world: World) -> None:
    host = await world.organizer()
    one = await guest(host, "Jo")

    await host.refused(422, "POST", "/api/guests/merge", {"keep": one, "remove": one})
    assert (await host.get(f"/api/guests/{one}"))["name"] == "Jo"


async def test_kept_guest_reached_through_the_removed_one_makes_no_circle(world: World) -> None:
    host = await world.organizer()
    old = await guest(host, "Old")
    between = await guest(host, "Between", reached_through=old)
    kept = await guest(host, "Kept", reached_through=between)

    made = await merge(host, kept, old)

    assert made["reached_through"] is None
    assert (await host.get(f"/api/guests/{between}"))["reached_through"] == kept


async def test_editor_merges_who_stands_on_their_event_alone(world: World) -> None:
    host, editor, viewer = await world.organizer(), await world.organizer(), await world.organizer()
    event, other = await host.event(), await host.event()
    for person, role in ((editor, "editor"), (viewer, "viewer")):
        values = (host.organization_id, event.id, person.id, role, "active")
        await world.sql(MEMBER, new_id(), *values)
    party = await event.party("Jo Smith", "Joe Smith", "Jon Smith")
    ids = [one["guest_id"] for one in party.made["guests"]]
    await host.post(f"{other.path}/invitations", {"guests": [{"guest_id": ids[2]}]})
    for attendee in party.guests[1:]:
        await host.delete(f"{event.path}/guests/{attendee}")
    both = {"keep": ids[0], "remove": ids[1]}

    await viewer.refused(403, "POST", "/api/guests/merge", both)
    elsewhere = {"keep": ids[0], "remove": ids[2]}
    await editor.refused(403, "POST", "/api/guests/merge", elsewhere)
    assert (await editor.post("/api/guests/merge", both))["id"] == ids[0]


async def test_likely_duplicates_are_found_with_the_reason(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    email = f"{secrets.token_hex(4)}@example.com"
    mother = await guest(host, "Eva Lindgren", email=email)
    through = await guest(host, "Eva Lindgren", reached_through=mother)
    for one in (mother, through):
        await host.post(f"{event.path}/invitations", {"guests": [{"guest_id": one}]})
    await event.party("Tom Baker", "Anna Núñez")
    await event.party("Baker Tom", "Ana Nuñez", "Max Weber", "Jon Smith")
    await event.party("John Smyth", "Leo Okafor", "Layla Okafor")
    phone = {"phone": "+34612345678"}
    body = {"guests": [{"name": "Li Wei", **phone}, {"name": "Olu Ade", **phone}]}
    await host.post(f"{event.path}/invitations", body)

    found = await host.get(f"{event.path}/guests/duplicates", total=True)

    told = [
        (set(one["reasons"]), {guest["name"] for guest in one["guests"]}) for one in found["items"]
    ]
    assert told == [
        ({"email", "name"}, {"Eva Lindgren"}),
        ({"name"}, {"Tom Baker", "Baker Tom"}),
        ({"similar_name"}, {"Ana Nuñez", "Anna Núñez"}),
        ({"similar_name"}, {"Jon Smith", "John Smyth"}),
        ({"phone"}, {"Li Wei", "Olu Ade"}),
    ]
    assert found["total"] == 5


async def test_duplicates_are_paged(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    for number in range(5):
        await event.party(f"Same Person{number}", f"Person{number} Same")

    path = f"{event.path}/guests/duplicates"
    first = await host.get(path, limit=3)
    second = await host.get(path, limit=3, cursor=first["next_cursor"])

    pages = [[one["guests"][0]["name"] for one in page["items"]] for page in (first, second)]
    assert [len(page) for page in pages] == [3, 2]
    assert len({name for page in pages for name in page}) == 5


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Siobhán O'Hara", "Siobhan OHara", "name"),
        ("Łukasz Nowak", "Lukasz Nowak", "name"),
        ("Omar al-Rashid", "Omar al Rashid", "name"),
        ("Omar al-Rashid", "Omar Alrashid", "similar_name"),
        ("فاطمة أحمد", "فاطمه احمد", "name"),
    ],
)
async def test_names_written_with_other_marks_are_found_as_duplicates(
    world: World, one: str, other: str, reason: str
) -> None:
    event = await (await world.organizer()).event()
    await event.party(one)
    await event.party(other)

    found = await event.host.get(f"{event.path}/guests/duplicates")

    assert [group["reasons"] for group in found["items"]] == [[reason]]


@pytest.mark.usefixtures("worker")
async def test_everything_that_names_the_removed_guest_names_the_kept_one(world: World) -> None:
    """Inbox, list, notifications; and a change of many is taken back from the kept guest."""
    host = await world.organizer()
    event = await host.event()
    kept, old = await guest(host, "Jo Smith"), await guest(host, "Joe Smth")
    made = await host.post(f"{event.path}/invitations", {"guests": [{"guest_id": old}]})
    party = Party(event, made)
    await party.answer("declined", message="Is there parking?")

    async def told() -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = (await host.get("/api/notifications"))["items"]
        return [one for one in items if one["metadata"]["name"]]

    await until(told, limit=60)
    change = {"ids": party.guests, "set": {"status": "confirmed"}}
    batch = (await host.patch(f"{event.path}/guests", change))["batch_id"]

    async with ear(host, f"events/{event.id}/invitations") as live:
        await merge(host, kept, old)
        heard = await live.hears("attendee_updated", limit=60)

    async def is_renamed() -> bool:
        return [one["metadata"]["name"] for one in await told()] == ["Jo Smith"]

    await until(is_renamed, limit=60)
    [written] = (await host.get(f"{event.path}/messages", direction="in"))["items"]
    [row] = (await host.get(f"{event.path}/guests", q="jo smith"))["items"]
    undone = await host.post(f"/api/batches/{batch}/undo")

    assert (written["name"], written["guest_id"]) == ("Jo Smith", kept)
    assert (row["name"], row["id"]) == ("Jo Smith", party.guests[0])
    assert (heard["attendee_id"], heard["guest_id"]) == (party.guests[0], kept)
    assert undone == {"undone": 1, "kept": 0}
    assert [one["name"] for one in (await party.row())["guests"]] == ["Jo Smith"]
    assert [one["status"] for one in (await party.row())["guests"]] == ["declined"]
