"""Tickets as PDF: one, a party's, and everybody's."""

import re
from uuid import uuid4

import pytest

from convite.core.language import translator
from convite.doors.heldtickets.rules import HeldTicket
from convite.insight.ticketsheets.rules import Look, PerPage, qr_drawing, ticket_values
from tests.insight.test_papers import made
from tests.world import Happening, Party, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event(settings={"house_rules": "No glass."})


@pytest.fixture
async def party(event: Happening) -> Party:
    party = await event.party("Jo Smith", "سلمى حداد", "Al Smith", label="The Smiths")
    await party.answer("accepted", "accepted", "declined")
    return party


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF says that it has."""
    assert pdf[:5] == b"%PDF-"
    return max(int(number) for number in re.findall(rb"/Count (\d+)", pdf))


async def test_one_ticket_is_printed_for_whoever_may_have_it(party: Party, world: World) -> None:
    event, host = party.event, party.event.host
    mine = await host.get(f"/api/attendees/{party.guests[0]}/ticket")
    other = await event.party("Eva Lind")
    path = f"/api/tickets/{mine['id']}.pdf"

    for who in (host, party.bearer):
        answer = await who.ask("GET", path, params={"lang": "ar"})
        assert answer.headers["content-type"] == "application/pdf"
        assert (answer.headers["cache-control"], pages_of(answer.content)) == ("no-store", 1)

    for stranger in (other.bearer, await world.organizer()):
        await stranger.refused(404, "GET", path)
    await world.nobody().refused(401, "GET", path)


async def test_owner_by_account_prints_their_ticket(party: Party, world: World) -> None:
    owner = await world.organizer("Jo Smith")
    mine = await party.event.host.get(f"/api/attendees/{party.guests[0]}/ticket")
    path = f"/api/tickets/{mine['id']}.pdf"
    await owner.refused(404, "GET", path)

    await world.sql(
        "UPDATE attendees SET user_id = $1 WHERE id = $2", owner.id, mine["attendee_id"]
    )

    assert pages_of((await owner.ask("GET", path)).content) == 1


async def test_ticket_of_someone_not_coming_is_not_printed(party: Party) -> None:
    mine = await party.event.host.get(f"/api/attendees/{party.guests[0]}/ticket")
    await party.answer("declined", "declined")

    for path in (f"/api/tickets/{mine['id']}.pdf", f"/api/rsvp/{party.code}/tickets.pdf"):
        problem = await party.bearer.refused(409, "GET", path)
        assert problem["type"] == "/problems/ticket-revoked"


async def test_party_prints_all_its_tickets_at_once(party: Party) -> None:
    event = party.event
    for path in (
        f"/api/rsvp/{party.code}/tickets.pdf",
        f"/api/invitations/{party.id}/tickets.pdf",
    ):
        large = await event.host.ask("GET", path)
        small = await event.host.ask("GET", path, params={"per_page": 3})
        assert [pages_of(large.content), pages_of(small.content)] == [2, 1]
    await event.host.refused(422, "GET", f"/api/invitations/{party.id}/tickets.pdf?per_page=7")


@pytest.mark.usefixtures("worker")
async def test_all_tickets_of_an_event_are_one_paper(party: Party) -> None:
    event = party.event
    for name in ("Eva Lind", "Zoë Núñez"):
        await (await event.party(name)).answer("accepted")

    printed = await made(event, kind="tickets")
    listed = await made(event, kind="tickets", format="csv")

    assert pages_of(printed.content) == 2  # four, three to a page
    assert len(listed.content.decode().strip().splitlines()) == 5
    assert "tickets.pdf" in printed.headers["content-disposition"]


async def test_only_editors_of_guests_print_tickets(party: Party, world: World) -> None:
    event = party.event
    viewer = await world.organizer()
    member = {"user_id": viewer.id, "role": "viewer"}
    await event.host.post(f"{event.path}/invite-member", member)

    await viewer.refused(403, "POST", f"{event.path}/papers", {"kind": "tickets"})
    await viewer.refused(403, "GET", f"/api/invitations/{party.id}/tickets.pdf")


def test_code_on_paper_is_one_path_that_scanners_read() -> None:
    drawing = qr_drawing("a.b.0.c.d")

    assert drawing.count("<path") == 1
    assert "<image" not in drawing
    assert "viewBox" in drawing


def test_long_rules_and_languages_reach_the_template() -> None:
    key = uuid4()
    held = HeldTicket(
        id=key, serial="AB12", reissue=0, name="سلمى", seat_number="Table-1 Seat-2", status="valid",
        qr="text", url="", type_name="Balcony",
    )  # fmt: skip
    revoked = HeldTicket(
        id=key, serial="AB13", reissue=0, name="Jo", seat_number=None, status="revoked",
        qr=None, url="",
    )  # fmt: skip

    values = ticket_values(
        [held, revoked], Look(house_rules="One.\n\nTwo."), PerPage.THREE, translator("es").gettext
    )

    [ticket] = values["tickets"]  # a revoked one isn't printed
    assert (ticket["name"]["rtl"], ticket["type"]["text"]) == (True, "Balcony")
    assert [rule["text"] for rule in values["rules"]] == ["One.", "Two."]
    assert ticket["seat"]["text"] == "Mesa 1, asiento 2"
