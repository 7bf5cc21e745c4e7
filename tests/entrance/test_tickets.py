"""Tickets at the door: who has one, what lets in, and what stops letting in."""

import pytest

from tests.world import Happening, Party, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


@pytest.fixture
async def party(event: Happening) -> Party:
    party = await event.party("Jo Smith", "Al Smith", label="The Smiths")
    await party.answer("accepted", "declined")
    return party


async def ticket(event: Happening, attendee: str) -> dict[str, str]:
    found: dict[str, str] = await event.host.get(f"/api/attendees/{attendee}/ticket")
    return found


async def test_who_goes_has_one_ticket_which_lets_in_once(party: Party) -> None:
    event = party.event
    mine = await ticket(event, party.guests[0])

    first = await event.scan(ticket=mine["qr"])
    second = await event.scan(ticket=mine["qr"])

    assert mine["status"] == "valid"
    assert (first["result"], first["attendee"]["name"]) == ("ok", "Jo Smith")
    assert second["result"] == "already_in"
    assert (await ticket(event, party.guests[0]))["status"] == "used"
    await event.host.refused(404, "GET", f"/api/attendees/{party.guests[1]}/ticket")


async def test_made_anew_the_old_one_is_revoked(party: Party) -> None:
    event = party.event
    old = await ticket(event, party.guests[0])

    new = await event.host.post(f"/api/tickets/{old['id']}/reissue")

    assert new["serial"] == old["serial"]
    assert (await event.scan(ticket=old["qr"]))["result"] == "revoked"
    assert (await event.scan(ticket=new["qr"]))["result"] == "ok"


async def test_who_stops_coming_has_no_good_ticket_and_never_the_old_one_again(
    party: Party,
) -> None:
    event = party.event
    old = await ticket(event, party.guests[0])

    await party.answer("declined")
    declined = await event.scan(ticket=old["qr"])
    await party.answer("accepted")
    again = await event.scan(ticket=old["qr"])

    assert [declined["result"], again["result"]] == ["revoked", "revoked"]
    assert (await event.scan(ticket=(await ticket(event, party.guests[0]))["qr"]))["result"] == "ok"


async def test_forged_and_foreign_tickets_are_told_apart(party: Party) -> None:
    event = party.event
    mine = await ticket(event, party.guests[0])
    other = await event.host.event()
    theirs = await other.party("Eva Lind")
    await theirs.answer("accepted")
    foreign = await ticket(other, theirs.guests[0])
    forged = mine["qr"][:-4] + ("AAAA" if mine["qr"][-4:] != "AAAA" else "BBBB")

    assert (await event.scan(ticket=foreign["qr"]))["result"] == "wrong_event"
    assert (await event.scan(ticket=forged))["result"] == "unknown"
    assert (await event.scan(ticket="no.such.ticket"))["result"] == "unknown"


async def test_canceled_event_revokes(party: Party, world: World) -> None:
    event = party.event
    mine = await ticket(event, party.guests[0])
    await event.host.post(f"{event.path}/cancel", {"reason": "rain"})

    assert (await ticket(event, party.guests[0]))["status"] == "revoked"
    assert (await event.scan(ticket=mine["qr"]))["result"] == "revoked"
    assert await world.faults() == []


async def test_tag_counts_as_the_ticket(party: Party) -> None:
    event = party.event
    bound = await event.host.put(
        f"/api/attendees/{party.guests[0]}/tag", {"tag_uid": "04:a2:2b:1c"}
    )

    came = await event.scan(tag="04A22B1C")

    assert bound["tag_uid"] == "04A22B1C"
    assert (came["result"], came["attendee"]["name"]) == ("ok", "Jo Smith")
    assert (await event.scan(tag="04FFFFFF"))["result"] == "unknown"


async def test_tag_is_one_persons(party: Party) -> None:
    event = party.event
    other = await event.party("Eva Lind")
    await other.answer("accepted")
    await event.host.put(f"/api/attendees/{party.guests[0]}/tag", {"tag_uid": "04A22B1C"})

    path = f"/api/attendees/{other.guests[0]}/tag"
    problem = await event.host.refused(409, "PUT", path, {"tag_uid": "04-a2-2b-1c"})
    await party.answer("declined")
    taken = await event.host.put(path, {"tag_uid": "04A22B1C"})

    assert problem["type"] == "/problems/tag-taken"
    assert problem["detail"].startswith("This tag belongs to Jo Smith.")
    assert taken["tag_uid"] == "04A22B1C"
    await event.host.refused(
        409, "PUT", f"/api/attendees/{party.guests[0]}/tag", {"tag_uid": "X123"}
    )


async def test_party_reads_its_tickets_by_its_link(party: Party) -> None:
    mine = await ticket(party.event, party.guests[0])

    read = await party.bearer.get(f"{party.rsvp}/tickets")
    picture = await party.bearer.ask("GET", f"{party.rsvp}/tickets/{mine['id']}/qr.svg")
    page = await party.bearer.ask("GET", f"/r/{party.code}")

    assert [one["qr"] for one in read["items"]] == [mine["qr"]]
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert f"/tickets/{mine['id']}/qr.svg" in page.text
    assert mine["url"] in page.text
