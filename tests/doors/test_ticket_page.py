"""The page of a ticket: its link is the key, and a reissue replaces it."""

from urllib.parse import urlsplit

import pytest

from tests.world import Happening, Party, World


@pytest.fixture
async def event(world: World) -> Happening:
    host = await world.organizer()
    return await host.event(settings={"house_rules": "No glass, no pets."})


@pytest.fixture
async def party(event: Happening) -> Party:
    party = await event.party("Jo Smith", "Al Smith", label="The Smiths")
    await party.answer("accepted", "declined")
    return party


async def ticket_of(party: Party) -> dict[str, str]:
    found: dict[str, str] = await party.event.host.get(f"/api/attendees/{party.guests[0]}/ticket")
    return found


def path_of(ticket: dict[str, str]) -> str:
    """The path and key of a ticket's page."""
    parts = urlsplit(ticket["url"])
    return f"{parts.path}?{parts.query}"


async def test_whoever_has_the_link_sees_the_ticket(party: Party, world: World) -> None:
    mine = await ticket_of(party)

    page = await world.nobody().ask("GET", path_of(mine))

    assert page.status_code == 200
    for shown in ("Jo Smith", mine["serial"], "No glass, no pets.", "<svg", "event.ics?k="):
        assert shown in page.text
    assert "Al Smith" not in page.text
    assert mine["qr"] not in page.text  # only drawn
    headers = page.headers
    assert headers["cache-control"] == "no-store"
    assert (headers["x-robots-tag"], headers["referrer-policy"]) == (
        "noindex, nofollow",
        "no-referrer",
    )
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy


async def test_invitation_links_to_the_pages_of_its_tickets(party: Party) -> None:
    mine = await ticket_of(party)

    page = await party.bearer.ask("GET", f"/r/{party.code}")

    assert mine["url"] in page.text
    [listed] = (await party.bearer.get(f"{party.rsvp}/tickets"))["items"]
    assert listed["url"] == mine["url"]


async def test_opening_a_ticket_changes_nothing(party: Party, world: World) -> None:
    mine = await ticket_of(party)
    count = "SELECT count(*) FROM activity_log WHERE event_id = $1"
    before = await world.one(count, party.event.id)

    for _ in range(3):
        await world.nobody().ask("GET", path_of(mine))

    assert await world.one(count, party.event.id) == before
    assert await ticket_of(party) == mine


async def test_link_of_a_reissued_ticket_says_that_it_was_replaced(
    party: Party, world: World
) -> None:
    mine = await ticket_of(party)
    new = await party.event.host.post(f"/api/tickets/{mine['id']}/reissue")

    old = await world.nobody().ask("GET", path_of(mine))

    assert old.status_code == 404
    assert "This ticket was replaced" in old.text
    assert "Jo Smith" not in old.text
    assert (await world.nobody().ask("GET", path_of(new))).status_code == 200
    for name in ("event.ics", "ticket.pdf"):
        gone = await world.nobody().ask("GET", path_of(mine).replace("?", f"/{name}?"))
        assert gone.status_code == 404


async def test_key_of_one_ticket_opens_no_other(party: Party, world: World) -> None:
    other = await party.event.party("Eva Lind")
    await other.answer("accepted")
    mine, theirs = await ticket_of(party), await ticket_of(other)
    key = path_of(theirs).partition("?")[2]

    for path in (
        f"/t/{mine['serial']}?{key}",
        f"/t/{mine['serial']}",
        f"/t/{mine['serial']}?k=",
        f"/t/{mine['serial']}?k={'é' * 25}",
        f"/t/{'A' * 200}?{key}",
        f"{path_of(mine)[:-1]}",
    ):
        assert (await world.nobody().ask("GET", path)).status_code == 404


async def test_wrong_links_are_counted(party: Party, world: World) -> None:
    mine = await ticket_of(party)
    async with world.limited() as process:
        statuses = [
            (await process.http.get(f"/t/{mine['serial']}?k={number}")).status_code
            for number in range(121)
        ]
        right = await process.http.get(path_of(mine))

    assert statuses[:120] == [404] * 120
    assert statuses[120] == 429
    assert right.status_code == 200


async def test_ticket_that_lets_nobody_in_shows_no_code(party: Party, world: World) -> None:
    mine = await ticket_of(party)
    await party.answer("declined", "declined")

    declined = await world.nobody().ask("GET", path_of(mine))
    await party.answer("accepted", "declined")
    again = await ticket_of(party)
    await party.event.host.post(f"{party.event.path}/cancel", {"reason": "Rain"})
    canceled = await world.nobody().ask("GET", path_of(again))

    for page, text in ((declined, "isn't valid any more"), (canceled, "has been canceled")):
        assert text in page.text
        assert 'class="admit"' not in page.text
        assert "ticket.pdf" not in page.text


async def test_page_speaks_the_holders_language(party: Party, world: World) -> None:
    mine = await ticket_of(party)

    arabic = await world.nobody().ask("GET", f"{path_of(mine)}&lang=ar")
    spanish = await world.nobody().ask("GET", path_of(mine), headers={"accept-language": "es"})

    assert '<html lang="ar" dir="rtl"' in arabic.text
    assert "Descargar PDF" in spanish.text
    assert f"?k={path_of(mine).partition('=')[2]}&amp;lang=en" in spanish.text


async def test_ticket_is_added_to_a_calendar(party: Party, world: World) -> None:
    mine = await ticket_of(party)
    by_link = await world.nobody().ask("GET", path_of(mine).replace("?", "/event.ics?"))
    by_api = await party.bearer.ask("GET", f"/api/tickets/{mine['id']}.ics")
    stranger = await world.organizer()

    assert by_link.headers["content-type"].startswith("text/calendar")
    assert by_link.text == by_api.text
    told = by_link.text.replace("\r\n ", "")
    assert "STATUS:CONFIRMED" in told
    assert f"URL:{mine['url']}" in told
    await stranger.refused(404, "GET", f"/api/tickets/{mine['id']}.ics")
    await party.answer("declined", "declined")
    gone = await party.bearer.ask("GET", f"/api/tickets/{mine['id']}.ics")
    assert "METHOD:CANCEL" in gone.text


async def test_event_without_a_date_has_no_calendar_file(world: World) -> None:
    event = await (await world.organizer()).event()
    party = await event.party("Jo Smith")
    await party.answer("accepted")
    mine = await ticket_of(party)
    undated = "UPDATE events SET status = 'draft', starts_at = NULL, ends_at = NULL WHERE id = $1"
    await world.sql(undated, event.id)

    await party.bearer.refused(404, "GET", f"/api/tickets/{mine['id']}.ics")
    page = await world.nobody().ask("GET", path_of(mine))

    assert "event.ics" not in page.text
    await world.sql(
        "UPDATE events SET status = 'published', starts_at = now() WHERE id = $1", event.id
    )


async def test_scripts_of_the_page_are_its_own(world: World) -> None:
    for name in ("worker.js", "ticket.js"):
        script = await world.nobody().ask("GET", f"/t/{name}")
        assert script.headers["content-type"].startswith("text/javascript")
        assert script.headers["cache-control"] == "no-cache"
