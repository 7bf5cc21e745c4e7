"""The RSVP page of an event with parts, as plain HTML."""

from icalendar import Calendar

from tests.world import Happening, Party, World


async def wedding(world: World) -> tuple[Happening, str, str]:
    """A published event with a ceremony and a dinner, and the parts' ids."""
    event = await (await world.organizer()).event()
    made = []
    for title, at, place in (("Ceremony", "16", "San Ginés"), ("Dinner", "20", "")):
        body = {"title": title, "starts_at": f"2030-05-01T{at}:00:00Z", "venue_text": place}
        made.append((await event.host.post(f"{event.path}/parts", body))["id"])
    return event, made[0], made[1]


async def send(party: Party, form: dict[str, str]) -> str:
    """Sends the form as a browser without scripts; the page it leads to."""
    http = party.event.host.world.http
    answer = await http.post(f"/r/{party.code}", data=form, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


async def stored(party: Party) -> list[tuple[str, list[str]]]:
    shown = await party.bearer.get(party.rsvp)
    return [(one["status"], [p["status"] for p in one["parts"]]) for one in shown["guests"]]


async def test_page_shows_when_and_where_each_part_is(world: World) -> None:
    event, ceremony, _ = await wedding(world)
    party = await event.party("Jo Smith")

    page = (await world.http.get(f"/r/{party.code}")).text

    assert "San Ginés" in page
    assert "18:00" in page  # by the event's own clock, in Madrid
    assert f'name="part-{party.guests[0]}-{ceremony}"' in page
    assert f'name="status-{party.guests[0]}"' not in page


async def test_one_tap_replies_to_everything(world: World) -> None:
    event, _, _ = await wedding(world)
    party = await event.party("Jo Smith", "Al Smith")

    await send(party, {"all": "accepted"})

    assert await stored(party) == [("accepted", ["accepted", "accepted"])] * 2


async def test_each_person_replies_to_each_part(world: World) -> None:
    event, ceremony, dinner = await wedding(world)
    party = await event.party("Jo Smith", "Al Smith", max_guests=3)
    jo, al = party.guests

    page = await send(
        party,
        {
            f"part-{jo}-{ceremony}": "accepted",
            f"part-{jo}-{dinner}": "declined",
            f"part-{al}-{ceremony}": "declined",
            "plus-first-0": "Eva",
        },
    )

    assert await stored(party) == [
        ("accepted", ["accepted", "declined"]),
        ("pending", ["declined", "pending"]),
        ("accepted", ["accepted", "declined"]),
    ]
    assert page.count("Not coming") == 3


async def test_calendar_lists_the_parts_the_party_comes_to(world: World) -> None:
    event, ceremony, dinner = await wedding(world)
    party = await event.party("Jo Smith")
    path = f"/r/{party.code}/event.ics"
    before = Calendar.from_ical((await world.http.get(path)).content)
    jo = party.guests[0]
    await send(party, {f"part-{jo}-{ceremony}": "accepted", f"part-{jo}-{dinner}": "declined"})

    after = Calendar.from_ical((await world.http.get(path)).content)

    assert [str(one["summary"]) for one in before.walk("VEVENT")] == [
        "Ana y León: Ceremony",
        "Ana y León: Dinner",
    ]
    [entry] = after.walk("VEVENT")
    assert (str(entry["summary"]), str(entry["location"])) == ("Ana y León: Ceremony", "San Ginés")


async def test_page_and_calendar_name_the_parts_in_the_guest_s_language(world: World) -> None:
    event, ceremony, _ = await wedding(world)
    titles = {"es": {"title": "Ceremonia"}, "ar": {"title": "المراسم"}}
    await event.host.patch(f"{event.path}/parts/{ceremony}", {"translations": titles})
    party = await event.party("Jo Smith")
    http = world.http

    spanish = (await http.get(f"/r/{party.code}", params={"lang": "es"})).text
    arabic = (await http.get(f"/r/{party.code}", params={"lang": "ar"})).text
    calendar = (await http.get(f"/r/{party.code}/event.ics", params={"lang": "es"})).text
    wrong = {"translations": {"es": {"title": ""}}}
    await event.host.refused(422, "PATCH", f"{event.path}/parts/{ceremony}", wrong)

    assert ("Ceremonia" in spanish, "Dinner" in spanish, "المراسم" in arabic) == (True, True, True)
    assert "Ceremony" not in spanish + arabic
    assert "Ceremonia" in calendar
