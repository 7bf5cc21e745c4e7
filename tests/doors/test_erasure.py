"""A person is erased: nothing of them is left in the database, the files, or the log."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from convite.core.ids import new_id
from convite.doors.bulk.actions import prepare
from convite.doors.bulk.rules import BatchGuest, BatchParty
from convite.doors.erasure.rules import patterns_of
from tests.doors.imports.test_reading import load
from tests.doors.imports.test_tasks import worker_of
from tests.shop import open_shop
from tests.support import until
from tests.victim import MEMBER
from tests.world import Happening, Person, World

#: Where the full life leaves something to read.
SAID = {
    *("guests", "attendees", "invitations", "messages", "conversations", "notifications"),
    *("activity_private", "attachments", "batch_changes", "saved_views", "files"),
}
#: Stands in whatever tells of the person, and nowhere else.
MARK = "zqerase"
NAME = "Zqerase Qworta"
EMAIL = "zqerase@example.org"
PHONE = "+34612345699"
PDF = b"%PDF-1.7\n1 0 obj << /A (zqerase) >> endobj\n%%EOF\n"

TABLES = """
SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1
"""


async def traces(world: World, *marks: str) -> dict[str, list[str]]:
    """Rows of every table, and files, that have one of these texts in them."""
    found: dict[str, list[str]] = {}
    patterns = [f"%{mark}%" for mark in marks]
    for table in await world.sql(TABLES):
        statement = f"SELECT t::text AS row FROM {table['name']} t WHERE t::text ILIKE ANY ($1)"
        if rows := await world.sql(statement, patterns):
            found[table["name"]] = [row["row"] for row in rows]
    if stored := await asyncio.to_thread(files_with, world.files / "files", marks):
        found["files"] = stored
    return found


def files_with(folder: Path, marks: Sequence[str]) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(one) for one in files if any(mark.encode() in one.read_bytes() for mark in marks)]


async def left(world: World) -> dict[str, list[str]]:
    return await traces(world, MARK, "612345699")


async def worked(world: World, waiting: str) -> None:
    """Runs a worker until a statement counts nothing more."""

    async def is_done() -> bool:
        return bool(await world.one(waiting) == 0)

    with worker_of(world):
        await until(is_done, limit=60)


#: Those that are due: other tests of this database leave some for later.
JOBS = (
    "SELECT (SELECT count(*) FROM activity_outbox)"
    " + (SELECT count(*) FROM jobs WHERE status IN ('queued', 'running') AND run_after <= now())"
)
UNFINISHED = "SELECT count(*) FROM erasures WHERE finished_at IS NULL"


async def erase(host: Person, guest_id: str, name: str = NAME) -> Any:
    return await host.post(f"/api/guests/{guest_id}/erase", {"name": name})


async def full_life(host: Person, event: Happening) -> str:
    """The person goes through every feature; returns their id in the address book."""
    csv = f"First name,Last name,Email,Phone,Party,Notes\nZqerase,Qworta,{EMAIL},{PHONE},zqerase,{MARK}\n"
    await load(event, csv.encode())
    [row] = (await host.get(f"{event.path}/guests", q=MARK))["items"]
    attendee, guest = row["id"], row["guest_id"]
    question = await host.post(f"{event.path}/questions", {"label": "Menu?", "kind": "text"})
    file = await host.post(f"{event.path}/questions", {"label": "Pass", "kind": "file"})
    invitation = await host.get(f"/api/invitations/{row['invitation_id']}")
    await host.patch(f"/api/invitations/{invitation['id']}", {"max_guests": 3})
    await host.post(f"/api/invitations/{invitation['id']}/send", {})
    door = f"/api/rsvp/{invitation['code']}"
    attached = await host.ask("POST", f"{door}/files", files={"file": (f"{MARK}.pdf", PDF)})
    answers = {question["id"]: MARK, file["id"]: attached.json()["id"]}
    said = [{"id": attendee, "status": "accepted", "answers": answers}]
    plus = [{"first_name": ""}]
    await host.put(door, {"guests": said, "message": f"Hello from {MARK}", "plus_ones": plus})
    await host.put(f"/api/guests/{guest}", {"notes": MARK, "company": MARK, "tags": [MARK]})
    await host.patch(f"{event.path}/guests", {"ids": [attendee], "set": {"side": MARK}})
    await event.scan(attendee_id=attendee, nonce="in")
    await event.scan(attendee_id=attendee, nonce="out", direction="out")
    twin = await host.post("/api/guests", {"name": NAME, "company": MARK})
    await host.post("/api/guests/merge", {"keep": guest, "remove": twin["id"]})
    await host.post(
        f"{event.path}/saved-views", {"name": "Mine", "query": {"filters": {"q": EMAIL}}}
    )
    paper = await host.post(f"{event.path}/papers", {"kind": "guest_list", "format": "csv"})
    assert paper
    return str(guest)


async def test_nothing_of_an_erased_person_is_left(world: World) -> None:
    host = await world.organizer()
    event = await host.event(settings={"plus_ones": "number"})
    guest = await full_life(host, event)
    await worked(world, JOBS)
    assert (await left(world)).keys() >= SAID

    await erase(host, guest)
    await worked(world, UNFINISHED)

    assert await left(world) == {}
    assert await world.faults() == []


async def test_who_shared_an_invitation_keeps_it_and_what_they_said(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    seats = await event.seats(2)
    party = await event.party("Ana Quirel", "Leo Quirel", label="Ana & Leo Quirel")
    await party.answer("accepted", "accepted", message="We look forward to it")
    await party.take(*seats)
    ana, leo = (one["guest_id"] for one in party.made["guests"])

    erased = await erase(host, ana, "ana quirel")

    assert erased == {"removed": 1, "kept": 0}
    invitation = await host.get(party.path)
    assert (invitation["label"], invitation["reply"]) == ("Leo Quirel", "We look forward to it")
    assert [one["name"] for one in invitation["guests"]] == ["Leo Quirel"]
    assert await world.one("SELECT attendee_id FROM seats WHERE id = $1", seats[0]) is None
    assert (await host.get(f"/api/guests/{leo}"))["name"] == "Leo Quirel"
    await host.refused(404, "GET", f"/api/guests/{ana}")


async def test_who_has_been_at_the_door_stays_on_the_list_without_a_name(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    party = await event.party("Ana Quirel")
    await party.answer("accepted")
    await event.scan(attendee_id=party.guests[0])
    guests = (
        f"{event.path}/guests"  # who has been at the door stays, as on the list of a past event
    )

    erased = await erase(host, party.made["guests"][0]["guest_id"], "Ana Quirel")

    assert erased == {"removed": 0, "kept": 1}
    again = await host.refused(409, "PUT", f"{guests}/{party.guests[0]}", {"name": "Ana Quirel"})
    assert again["detail"] == "This person was erased and can't be changed."
    await world.nobody().refused(404, "GET", party.rsvp)
    [row] = (await host.get(guests))["items"]
    assert (row["name"], row["attendance"]) == ("Erased person", "checked_in")
    assert (await host.get(party.path))["label"] == "Erased person"


async def test_import_does_not_bring_an_erased_person_back(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    csv = b"Name,Email,Phone\nAna Quirel,Ana.Quirel@example.org,\nBen Other,,+34612000111\n"
    await load(event, csv)
    [ana] = (await host.get("/api/guests", q="quirel"))["items"]
    await erase(host, ana["id"], "Ana Quirel")

    again = await load(event, csv)

    assert (again["created"], again["same"]) == (0, 1)
    [fault] = again["errors"]
    assert (fault["row"], fault["column"], fault["value"]) == (2, "Email", "")
    assert fault["reason"].startswith("This person was erased")
    stranger = await (await world.organizer()).event()
    assert (await load(stranger, csv))["created"] == 2


async def test_an_order_that_was_never_paid_forgets_its_buyer(world: World) -> None:
    shop = await open_shop(world, price=1000)
    buyer = {"name": "Lena Quarz", "email": "Lena.Quarz@example.org"}
    other = {"name": "Lena", "email": "helena.quarz@example.org"}
    orders = [await shop.order(buyer=one) for one in (buyer, other)]
    person = {"first_name": "Lena", "last_name": "Quarz", "email": "lena.quarz@example.org"}
    lena = await shop.event.host.post("/api/guests", person)

    await erase(shop.event.host, lena["id"], "Lena Quarz")
    await worked(world, UNFINISHED)

    rows = [await shop.event.host.get(f"/api/orders/{order['id']}") for order in orders]
    assert [row["buyer"]["email"] for row in rows] == [None, "helena.quarz@example.org"]
    assert rows[0]["buyer"]["name"] == ""


async def test_only_who_manages_the_organization_erases(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    party = await event.party("Ana Quirel")
    path = f"/api/guests/{party.made['guests'][0]['guest_id']}/erase"
    editor, stranger = await world.organizer(), await world.organizer()
    await world.sql(MEMBER, new_id(), host.organization_id, event.id, editor.id, "editor", "active")

    wrong = await host.refused(422, "POST", path, {"name": "Ana"})
    await editor.refused(403, "POST", path, {"name": "Ana Quirel"})
    await stranger.refused(404, "POST", path, {"name": "Ana Quirel"})
    await erase(host, path.split("/")[3], "Ana Quirel")
    await host.refused(404, "POST", path, {"name": "Ana Quirel"})

    assert wrong["errors"][0]["detail"] == "Type the name exactly as it is shown."


async def test_erased_person_gets_no_more_messages(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    party = await event.party("Ana Quirel")
    guest = party.made["guests"][0]["guest_id"]
    await world.sql(
        "INSERT INTO messages (id, organization_id, event_id, guest_id, channel, address, locale,"
        " subject, text, dedup_key, status, run_after) SELECT gen_random_uuid(), organization_id, $1, id,"
        " 'email', 'a@example.org', 'en', 'Hello', 'Hello', $2, 'queued', now() + interval '1 day'"
        " FROM guests WHERE id = $3",
        event.id, f"erased.{guest}", guest,
    )  # fmt: skip

    await erase(host, guest, "Ana Quirel")
    await worked(world, JOBS)

    [message] = await world.sql(
        "SELECT status FROM messages WHERE dedup_key = $1", f"erased.{guest}"
    )
    assert message["status"] == "suppressed"


async def test_texts_about_others_with_a_longer_name_stay(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    ana = await event.party("Ana Ruizz")
    await event.party("Susana Ruizzo")
    both = await event.party("Ana Quirel", "Mariana Sola")
    await both.answer("accepted", "accepted", message="Nos vemos mañana, Mariana")
    counted = "SELECT count(*) FROM activity_private WHERE data::text LIKE '%Susana Ruizzo%'"
    before = await world.one(counted)

    await erase(host, ana.made["guests"][0]["guest_id"], "Ana Ruizz")
    await erase(host, both.made["guests"][0]["guest_id"], "Ana Quirel")
    await worked(world, UNFINISHED)

    assert await world.one(counted) == before > 0
    told = "SELECT count(*) FROM activity_private WHERE data::text LIKE '%mañana, Mariana%'"
    assert await world.one(told) > 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("José Núñez", "Saludos de José Núñez."),
        ("José Núñez", "from jose nunez"),
        ('Q "Q" Wor\\d', '{"name": "Q \\"Q\\" Wor\\\\d"}'),
        ("李明", "与李明一起"),
        ("a.b+c@x.org", "mail to a.b+c@x.org now"),
    ],
)
async def test_a_name_is_found_however_it_is_written(world: World, name: str, text: str) -> None:
    assert await world.one("SELECT $1::text ~* ANY ($2::text[])", text, patterns_of([name]))


@pytest.mark.parametrize(
    ("name", "text"),
    [("Ana", "mañana"), ("Ana", "Mariana"), ("a@x.org", "maria@x.org"), ("Al", "Al & Jo")],
)
async def test_a_name_is_not_found_in_other_words(world: World, name: str, text: str) -> None:
    assert not await world.one("SELECT $1::text ~* ANY ($2::text[])", text, patterns_of([name]))


async def test_a_file_that_a_text_only_names_is_not_theirs(world: World) -> None:
    host, other = await world.organizer(), await world.organizer()
    event, elsewhere = await host.event(), await other.event()
    owner, party = await elsewhere.party("Ben Other"), await event.party("Ana Quirel")
    file = await other.post(f"{elsewhere.path}/questions", {"label": "Pass", "kind": "file"})
    text = await host.post(f"{event.path}/questions", {"label": "Note", "kind": "text"})
    sent = await owner.bearer.ask("POST", f"{owner.rsvp}/files", files={"file": ("a.pdf", PDF)})
    attached = sent.json()["id"]
    said = {"id": owner.guests[0], "status": "accepted", "answers": {file["id"]: attached}}
    await owner.bearer.put(owner.rsvp, {"guests": [said]})
    stolen = {"id": party.guests[0], "status": "accepted", "answers": {text["id"]: attached}}
    await party.bearer.put(party.rsvp, {"guests": [stolen]})

    await erase(host, party.made["guests"][0]["guest_id"], "Ana Quirel")
    await worked(world, UNFINISHED)

    assert (await other.ask("GET", f"/api/attachments/{attached}")).status_code == 200


async def test_who_is_erased_before_a_queued_import_runs_does_not_come_back(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    rows = "".join(f"Guest {number},g{number}@example.org\n" for number in range(2500))
    await load(event, b"Name,Email\nAna Quirel,ana.quirel@example.org\n")
    [ana] = (await host.get("/api/guests", q="quirel"))["items"]
    file = f"Name,Email\n{rows}Ana Quirel,ANA.quirel@example.org\n".encode()
    started = await load(event, file)

    await erase(host, ana["id"], "Ana Quirel")
    await worked(world, JOBS + " + (SELECT count(*) FROM imports WHERE status = 'running')")

    assert (await host.get(f"/api/tasks/{started['task_id']}"))["status"] == "done"
    assert (await host.get("/api/guests", q="quirel"))["items"] == []


async def test_further_addresses_of_an_erased_person_are_left_out(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    await load(event, b"Name,Email\nAna Quirel,ana.quirel@example.org\n")
    [ana] = (await host.get("/api/guests", q="quirel"))["items"]
    await erase(host, ana["id"], "Ana Quirel")

    made = await load(event, b'Name,Email\nLeo Sola,"leo@example.org; ana.quirel@example.org"\n')

    assert made["created"] == 1
    assert made["warnings"][0]["reason"].startswith("This address was an erased person's.")
    [leo] = (await host.get("/api/guests", q="sola"))["items"]
    assert leo["contacts"] == []


def test_a_chunk_leaves_out_who_was_erased_since_it_was_read() -> None:
    guest = BatchGuest(line=2, first_name="Ana", email="ana@example.org")
    mate = BatchGuest(line=3, first_name="Leo", phone="+34612345678")
    alone = BatchGuest(line=4, first_name="Ben", email="ben@example.org")
    parties = [BatchParty(key="a", guests=[guest, mate]), BatchParty(key="b", guests=[alone])]
    chunk = prepare(parties, for_event=True)

    gone = chunk.lines_with({"ana@example.org", "ben@example.org"})
    rest = chunk.without(gone)

    assert (gone, [row[0] for row in rest.guests], len(rest.parties)) == ([2, 4], [3], 1)
    assert chunk.without([]) is chunk
