"""Papers over HTTP, made by the worker."""

import csv
import io
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from convite.core.log import Actor
from convite.core.problems import NotAllowed
from convite.doors.lists.schemas import ViewQuery
from convite.events.event.models import Event
from convite.events.event.policy import EventAccess
from convite.insight.papers.policy import check_shown, rights_shown
from convite.insight.papers.schemas import PaperRequest
from tests.support import until
from tests.world import Happening, World, free_port

INPUTS = Path(__file__).parents[1] / "data" / "inputs"


async def over(event: Happening, **wish: Any) -> tuple[Any, Any]:
    """The paper's task when it has ended, and what its request answered."""
    started = await event.host.post(f"{event.path}/papers", wish)
    path = f"/api/tasks/{started['task_id']}"

    async def is_over() -> bool:
        return (await event.host.get(path))["status"] not in ("queued", "running")

    await until(is_over, limit=60)
    return await event.host.get(path), started


async def made(event: Happening, **wish: Any) -> Any:
    """The finished paper's answer, or why it failed."""
    task, started = await over(event, **wish)
    if task["status"] == "failed":
        return task["error"]
    return await event.host.ask("GET", started["file_path"])


@pytest.mark.usefixtures("worker")
async def test_place_cards_and_lists_are_printed(world: World) -> None:
    event = await (await world.organizer()).event()
    seats = await event.seats(4)
    party = await event.party("سلمى حداد", "Zoë Núñez", "Ben Other", label="=cmd|' /C calc'!A0")
    await party.answer("accepted", "accepted", "declined")
    await party.take(seats[1], seats[0])

    cards = await made(event, kind="place_cards")
    listed = await made(event, kind="guest_list", format="csv")
    sheet = await made(event, kind="seating_chart", format="xlsx")

    assert (cards.headers["content-type"], cards.content[:5]) == ("application/pdf", b"%PDF-")
    rows = list(csv.reader(io.StringIO(listed.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["Name", "Zoë Núñez", "Ben Other", "سلمى حداد"]
    assert [row[4] for row in rows[1:]] == ["Coming", "Not coming", "Coming"]
    assert {row[1] for row in rows[1:]} == {"'=cmd|' /C calc'!A0"}  # no formula
    assert {row[3] for row in rows[1:]} == {"A1", "A2", ""}
    assert sheet.content[:2] == b"PK"
    named = "place-cards.pdf"
    assert named in cards.headers["content-disposition"]


@pytest.mark.usefixtures("worker")
async def test_a_paper_with_nobody_on_it_says_so(world: World) -> None:
    event = await (await world.organizer()).event()
    assert await made(event, kind="badges") == "There's no one to print yet."
    party = await event.party("Jo Smith")
    await party.answer("accepted")
    assert await made(event, kind="table_cards") == "No one has a seat yet."


@pytest.mark.usefixtures("worker")
async def test_why_a_task_failed_can_be_erased(world: World) -> None:
    """An error may name a guest, so the log keeps it among the personal values."""
    event = await (await world.organizer()).event()
    await made(event, kind="badges")

    reasons = await world.one(
        "SELECT ARRAY[l.data ? 'reason', coalesce(p.data ? 'reason', false)] FROM activity_log l"
        " LEFT JOIN activity_private p ON p.log_id = l.id"
        " WHERE l.event_id = $1 AND l.action = 'task_moved'"
        " AND l.changes -> 'status' ->> 1 = 'failed'",
        event.id,
    )

    assert reasons == [False, True]


async def test_papers_are_for_those_who_may_take_the_list_away(world: World) -> None:
    event = await (await world.organizer()).event()
    party = await event.party("Jo Smith")
    for who, status in ((party.bearer, 403), (await world.organizer(), 404)):
        answer = await who.ask("POST", f"{event.path}/papers", {"kind": "badges"})
        assert answer.status_code == status
    await event.host.refused(422, "POST", f"{event.path}/papers", {"kind": "poster"})


@pytest.mark.usefixtures("worker")
async def test_names_in_any_script_are_printed_or_named(world: World) -> None:
    event = await (await world.organizer()).event()
    content = (INPUTS / "names-many-scripts.csv").read_bytes()
    await event.host.post(f"{event.path}/guests/import", files={"file": ("names.csv", content)})

    task, _ = await over(event, kind="place_cards", include_pending=True)

    assert (task["status"], task["result"]["people"]) == ("done", 6)
    # a machine with fonts for Chinese and Korean prints all of them
    assert set(task["result"]["unprinted"]) <= {"山田 太郎", "김철수"}
    assert task["result"]["unprinted_total"] == len(task["result"]["unprinted"])


@pytest.mark.usefixtures("worker")
async def test_tables_with_circled_digits_are_printed(world: World) -> None:
    event = await (await world.organizer()).event()
    seats = await event.seats(2)
    await world.sql("UPDATE seats SET table_number = '①' WHERE id = $1", UUID(seats[0]))
    await world.sql("UPDATE seats SET table_number = '2²' WHERE id = $1", UUID(seats[1]))
    party = await event.party("Jo Smith", "Al Smith")
    await party.answer("accepted", "accepted")
    await party.take(*seats)

    listed = await made(event, kind="seating_chart", format="csv")

    rows = list(csv.reader(io.StringIO(listed.content.decode("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} == {"①", "2²"}


async def test_a_paper_that_takes_too_long_is_stopped_and_says_so(world: World) -> None:
    event = await (await world.organizer()).event()
    party = await event.party("Jo Smith")
    await party.answer("accepted")
    command = [sys.executable, "-m", "convite.entry.cli", "worker"]
    hurried = {**world.environment(free_port()), "CONVITE_PAPER_SECONDS": "0.01"}
    with subprocess.Popen(command, env=hurried, cwd=world.files) as worker:  # noqa: ASYNC220
        task, _ = await over(event, kind="badges")
        worker.terminate()

    assert task["status"] == "failed"
    assert "took too long, so it was stopped. Try again" in task["error"]


@pytest.mark.usefixtures("worker")
async def test_guest_list_and_export_have_the_same_people_words_and_parties(world: World) -> None:
    event = await (await world.organizer()).event()
    first = await event.party("Jo Smith", "Al Smith", label="Smith family")
    await event.party("Kim Smith", label="Smith family")
    await event.party("Ana Núñez", "Zoë Núñez")
    await first.answer("accepted", "declined")

    listed = await made(event, kind="guest_list", format="csv")
    exported = await event.host.ask("GET", f"{event.path}/guests/export", params={"format": "csv"})

    paper = csv.DictReader(io.StringIO(listed.content.decode("utf-8-sig")))
    file = csv.DictReader(io.StringIO(exported.content.decode("utf-8-sig")))
    on_paper = {(row["Name"], row["Party"], row["Reply"], row["Attendance"]) for row in paper}
    in_file = {
        (
            f"{row['First name']} {row['Last name']}",
            row["Invitation"],
            row["Reply"],
            row["Attendance"],
        )
        for row in file
    }
    assert on_paper == in_file
    assert on_paper == {
        ("Jo Smith", "Smith family (Jo, Al)", "Coming", "Not arrived"),
        ("Al Smith", "Smith family (Jo, Al)", "Not coming", "Not arrived"),
        ("Kim Smith", "Smith family (Kim)", "No reply yet", "Not arrived"),
        ("Ana Núñez", "Ana & Zoë Núñez", "No reply yet", "Not arrived"),
        ("Zoë Núñez", "Ana & Zoë Núñez", "No reply yet", "Not arrived"),
    }


@pytest.mark.usefixtures("worker")
async def test_caterers_sheet_is_printed_with_meals_and_notes_by_table(world: World) -> None:
    event = await (await world.organizer()).event()
    ask = f"{event.path}/questions"
    meal = {"label": "Meal", "kind": "meal", "options": ["Fish", "Vegan"]}
    fish = (await event.host.post(ask, meal))["id"]
    nuts = (await event.host.post(ask, {"label": "Allergies", "for_caterer": True}))["id"]
    assert await made(event, kind="caterer_sheet") == "There's no one to print yet."
    party = await event.party("Ana Ruiz", "Ben Ruiz")
    ana = {"id": party.guests[0], "status": "accepted", "answers": {fish: "Fish", nuts: "=Nuts"}}
    ben = {"id": party.guests[1], "status": "accepted"}
    await party.bearer.put(party.rsvp, {"guests": [ana, ben]})

    pdf = await made(event, kind="caterer_sheet", paper="us-letter", locale="ar")
    listed = await made(event, kind="caterer_sheet", format="csv")
    sheet = await made(event, kind="caterer_sheet", format="xlsx")

    assert (pdf.content[:5], sheet.content[:2]) == (b"%PDF-", b"PK")
    assert list(csv.reader(io.StringIO(listed.content.decode("utf-8-sig")))) == [
        ["Table or row", "Question", "Answer", "People"],
        ["No seat assigned", "Meal", "Fish", "1"],
        ["No seat assigned", "Meal", "No choice yet", "1"],
        ["In all", "Meal", "Fish", "1"],
        ["In all", "Meal", "No choice yet", "1"],
        [],
        ["Table or row", "Question", "Answer", "Name"],
        ["No seat assigned", "Allergies", "'=Nuts", "Ana Ruiz"],
    ]
    gone = {"kind": "caterer_sheet", "part": event.id}
    assert "no such part" in await made(event, **gone)


async def test_papers_with_answers_or_addresses_are_for_those_who_may_see_them() -> None:
    """No role may take the list away without seeing answers, but rights are what is asked for."""
    access = EventAccess(
        event=Event(), actor=Actor(kind="user"), rights=frozenset({"export_guests"})
    )

    check_shown(access, "guest_list")
    for kind in ("caterer_sheet", "envelope_labels"):
        with pytest.raises(NotAllowed):
            check_shown(access, kind)


async def addressed(event: Happening, *names: str, lines: int = 1, **values: Any) -> None:
    """A party whose last member has an address."""
    address = {
        "lines": [f"Plaza {n}" for n in range(lines)],
        "city": "Vigo",
        "postal_code": "03620",
    }
    *others, last = ({"name": name} for name in names)
    guests = [*others, {**last, "address": address}]
    await event.host.post(f"{event.path}/invitations", {"guests": guests, **values})


@pytest.mark.usefixtures("worker")
async def test_envelopes_are_addressed_to_parties_with_an_address(world: World) -> None:
    event = await (await world.organizer()).event()
    assert await made(event, kind="envelope_labels") == "There's no one to print yet."
    declined = await event.party("Dan Smith")
    await declined.answer("declined")
    await event.party("Without Address")
    none = await made(event, kind="envelope_labels")
    await addressed(event, "Jo Smith", "Al Smith")
    await addressed(event, "Kim Ruiz", "Lee Ruiz", label="Ruiz family", lines=5)
    await addressed(event, "Zoë Ruiz", label="Ruiz family")

    task, started = await over(event, kind="envelope_labels", label_sheet="5160", first_label=30)
    pdf = await event.host.ask("GET", started["file_path"])
    listed = await made(event, kind="envelope_labels", format="csv", statuses=["pending"])
    nobody = await made(event, kind="envelope_labels", statuses=["waitlisted"])

    assert none.startswith("None of these parties has a postal address yet.")
    assert (task["result"]["people"], task["result"]["without_address"]) == (3, 1)
    assert pdf.content[:5] == b"%PDF-"
    rows = list(csv.DictReader(io.StringIO(listed.content.decode("utf-8-sig"))))
    assert [(row["Name"], row["Postal code"], row["Address line 5"]) for row in rows] == [
        ("Jo & Al Smith", "03620", ""),
        ("Ruiz family", "03620", "Plaza 4"),
        ("Ruiz family", "03620", ""),
    ]
    assert nobody == "There's no one to print yet."


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"label_sheet": "l7160", "first_label": 22}, "first_label"),
        ({"first_label": 0}, "first_label"),
        ({"label_sheet": "l9999"}, "label_sheet"),
        ({"statuses": []}, "statuses"),
    ],
)
async def test_a_label_that_no_sheet_has_is_refused(
    world: World, wrong: dict[str, Any], field: str
) -> None:
    event = await (await world.organizer()).event()

    problem = await event.host.refused(
        422, "POST", f"{event.path}/papers", {"kind": "envelope_labels", **wrong}
    )

    assert problem["errors"][0]["pointer"] == f"/{field}"


def named(content: bytes) -> list[list[str]]:
    """The rows of a CSV."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.usefixtures("worker")
async def test_a_view_of_the_list_is_printed_with_its_filters_order_and_columns(
    world: World,
) -> None:
    event = await (await world.organizer()).event()
    tick = {"label": "Needs a lift", "kind": "agree"}
    lift = (await event.host.post(f"{event.path}/questions", tick))["id"]
    seats = await event.seats(2)
    party = await event.party("Ana Ruiz", "Ben Ruiz", "Cleo Ruiz", label="Ruiz family")
    guests = [
        {"id": party.guests[0], "status": "accepted", "answers": {lift: True}},
        {"id": party.guests[1], "status": "accepted"},
        {"id": party.guests[2], "status": "declined"},
    ]
    await party.bearer.put(party.rsvp, {"guests": guests})
    await party.take(seats[0])
    columns = ["seat", lift, "party", "status", "attendance"]
    view = {"filters": {"status": "going"}, "sort": "-name", "columns": columns}

    listed = await made(event, kind="guest_list", format="csv", view=view)
    spoken = await made(event, kind="guest_list", format="csv", view=view, locale="es")
    pdf = await made(event, kind="guest_list", view=view, locale="ar")
    nobody = await made(event, kind="guest_list", view={"filters": {"q": "Nobody"}})
    await event.host.delete(f"{event.path}/guests/{party.guests[1]}")
    gone = {"filters": {"status": "canceled"}, "columns": ["status"]}
    removed = await made(event, kind="guest_list", format="csv", view=gone)

    assert named(listed.content) == [
        ["Name", "Seat", "Needs a lift", "Party", "Reply", "Attendance"],
        ["Ben Ruiz", "", "", "Ruiz family", "Coming", "Not arrived"],
        ["Ana Ruiz", "Seat A1", "Yes", "Ruiz family", "Coming", "Not arrived"],
    ]
    assert named(spoken.content)[2][1:5] == ["Asiento A1", "Sí", "Ruiz family", "Asistirá"]
    assert pdf.content[:5] == b"%PDF-"
    assert nobody == "There's no one to print yet."
    assert named(removed.content) == [["Name", "Reply"], ["Ben Ruiz", "Removed"]]


async def test_a_printed_view_shows_only_what_its_reader_may_see() -> None:
    """Whoever may not see contacts gets no such column, nor the paper of somebody who may."""
    event = Event()
    rights = frozenset({"export_guests", "see_answers"})
    access = EventAccess(event=event, actor=Actor(kind="user"), rights=rights)
    wanted = PaperRequest(kind="guest_list", view=ViewQuery(columns=["email"]))

    assert rights_shown(access, wanted) == ["see_answers"]
    check_shown(access, "guest_list", ["see_answers"])
    with pytest.raises(NotAllowed):
        check_shown(access, "guest_list", ["see_contacts", "see_answers"])


async def test_a_view_with_more_columns_than_fit_a_page_is_refused(world: World) -> None:
    event = await (await world.organizer()).event()
    view = {"columns": [f"column-{number}" for number in range(13)]}

    problem = await event.host.refused(
        422, "POST", f"{event.path}/papers", {"kind": "guest_list", "view": view}
    )

    assert problem["errors"][0] == {
        "pointer": "/view",
        "detail": "A page has room for 12 columns. Hide some, or export to Excel.",
    }
