"""The page behind an invitation's link, and the page on which a printed code is typed."""

from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from tests.world import Happening, Party, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event(venue_text="Calle Mayor 1, Madrid")


async def page_at(party: Party, path: str) -> str:
    answer = await party.event.host.world.http.get(path, follow_redirects=True)
    assert answer.status_code == 200, path
    return answer.text


@pytest.mark.parametrize("ending", [".", ")", ").", ">", "]", ",", "’", "%E2%80%8B", "/"])
async def test_link_works_with_what_a_mail_program_added(event: Happening, ending: str) -> None:
    party = await event.party("Jo Smith")

    assert "Ana y León" in await page_at(party, f"/r/{party.code}{ending}")


async def test_link_works_in_capitals(event: Happening) -> None:
    party = await event.party("Jo Smith")

    for path in (f"/r/{party.code.upper()}", f"/R/{party.code.upper()}"):
        assert "Ana y León" in await page_at(party, path)
    assert (await event.host.world.http.get(f"/api/rsvp/{party.code.upper()}")).status_code == 200


async def test_code_of_a_printed_card_is_typed(event: Happening) -> None:
    party = await event.party("Jo Smith")
    http = event.host.world.http
    short = party.made["short_code"]
    typed = f" {short[:5].lower()}-{short[5:]} "

    opened = await http.post("/r?lang=es", data={"code": typed})
    wrong = await http.post("/r?lang=es", data={"code": "XXXXX-YYYYY"})
    empty = await http.post("/r?lang=es", data={"code": ""})

    assert (opened.status_code, opened.headers["location"]) == (303, f"/r/{party.code}?lang=es")
    assert wrong.status_code == 404
    assert 'value="XXXXX-YYYYY"' in wrong.text
    assert "Ninguna invitación tiene este código." in wrong.text
    assert "Escribe el código de tu invitación." in empty.text


async def test_link_previews_name_the_event(event: Happening) -> None:
    party = await event.party("Jo Smith")

    page = await page_at(party, f"/r/{party.code}")

    assert "<title>Ana y León</title>" in page
    assert '<meta property="og:title" content="Ana y León">' in page
    assert 'content="Wednesday 1 May 2030, 18:00 (Madrid) · Calle Mayor 1, Madrid"' in page


async def test_addresses_and_links_can_be_followed(event: Happening) -> None:
    about = "Hotel: https://hotel.example/rooms?a=1 or <b>ask</b> ana@example.com"
    await event.host.put(event.path, {"description": about})
    party = await event.party("Jo Smith")

    page = await page_at(party, f"/r/{party.code}")

    assert "query=Calle%20Mayor%201%2C%20Madrid" in page
    assert '<a href="https://hotel.example/rooms?a=1"' in page
    assert 'href="mailto:ana@example.com"' in page
    assert "<b>" not in page
    assert f"/r/{party.code}/event.ics" in page


@pytest.mark.parametrize(
    ("contact", "link"),
    [("ana@example.com", "mailto:ana@example.com"), ("+34 600 12 34 56", "tel:+34600123456")],
)
async def test_host_is_one_tap_away_after_the_deadline(
    event: Happening, contact: str, link: str
) -> None:
    past = {"rsvp_deadline": "2020-01-01T00:00:00Z", "settings": {"contact": contact}}
    await event.host.put(event.path, past)
    party = await event.party("Jo Smith")

    assert f'href="{link}"' in await page_at(party, f"/r/{party.code}")


async def test_confirmation_comes_before_everything_else(event: Happening) -> None:
    party = await event.party("Jo Smith")
    await party.answer("accepted")

    page = await page_at(party, f"/r/{party.code}?done")

    parts = ["Thank you!", "<h1", 'href="#seats"', "Your reply", 'id="tickets"']
    assert sorted(parts, key=page.index) == parts


async def test_regret_is_taken_without_cheer(event: Happening) -> None:
    party = await event.party("Jo Smith")
    await party.answer("declined")

    page = await page_at(party, f"/r/{party.code}?done")

    assert "Thanks for letting us know." in page
    assert "Thank you!" not in page
    assert "#tickets" not in page


async def calendar_of(party: Party) -> Calendar:
    answer = await party.event.host.world.http.get(f"/r/{party.code}/event.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert all(len(line.encode()) <= 75 for line in answer.text.split("\r\n"))
    return Calendar.from_ical(answer.text)


async def test_calendar_file_invents_no_end(event: Happening) -> None:
    await event.host.put(event.path, {"title": "حفل " * 40, "description": "One\nTwo; three, four"})
    party = await event.party("Jo Smith")

    (entry,) = (await calendar_of(party)).walk("VEVENT")

    assert "DTEND" not in entry
    assert entry.decoded("dtstart") == datetime(2030, 5, 1, 16, 0, tzinfo=UTC)
    assert str(entry["summary"]) == ("حفل " * 40).strip()
    assert str(entry["description"]) == "One\nTwo; three, four"


async def test_calendars_replace_their_copy_when_the_event_changes(event: Happening) -> None:
    party = await event.party("Jo Smith")
    (before,) = (await calendar_of(party)).walk("VEVENT")
    await event.host.put(event.path, {"ends_at": "2030-05-02T01:00:00+02:00"})
    (moved,) = (await calendar_of(party)).walk("VEVENT")
    await event.host.post(f"{event.path}/cancel")
    canceled = await calendar_of(party)
    (entry,) = canceled.walk("VEVENT")

    assert before["sequence"] < moved["sequence"] < entry["sequence"]
    assert moved.decoded("dtend") == datetime(2030, 5, 1, 23, 0, tzinfo=UTC)
    assert (entry["status"], canceled["method"], entry["uid"]) == (
        "CANCELLED", "CANCEL", before["uid"],
    )  # fmt: skip
