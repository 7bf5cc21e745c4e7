"""Invitations of one or many, and their own links."""

import secrets

from tests.world import World


async def test_party_has_a_link_a_typed_code_and_a_qr(world: World) -> None:
    event = await (await world.organizer()).event()
    party = await event.party("Jo Smith", "Al Smith", label="The Smiths", max_guests=4)

    made = party.made

    assert (made["status"], made["max_guests"], made["label"]) == ("pending", 4, "The Smiths")
    assert made["url"] == f"http://convite.test/r/{made['code']}"
    assert [guest["status"] for guest in made["guests"]] == ["pending", "pending"]
    typed = made["short_code"]
    spaced = f"{typed[:5].lower()} {typed[5:].lower()}"
    for code in (made["code"], typed, spaced):
        found = await world.nobody().get(f"/api/rsvp/{code}")
        assert found["invitation"]["id"] == party.id
    svg = await world.nobody().ask("GET", f"{party.rsvp}/qr.svg")
    assert (svg.headers["content-type"], svg.text[:4]) == ("image/svg+xml", "<svg")


async def test_codes_are_nowhere_in_clear(world: World) -> None:
    event = await (await world.organizer()).event()
    party = await event.party("Jo Smith")

    row = await world.one("SELECT to_jsonb(i)::text FROM invitations i WHERE id = $1", party.id)

    assert party.code not in row
    assert party.made["short_code"] not in row


async def test_label_is_made_of_the_names(world: World) -> None:
    event = await (await world.organizer()).event()

    assert (await event.party("Jo Smith")).made["label"] == "Jo Smith"
    assert (await event.party("Eva Lind", "Tom Lind", "Ida Lind")).made[
        "label"
    ] == "Eva, Tom & Ida Lind"


async def test_guest_of_the_address_book_is_found_by_id_or_email(world: World) -> None:
    event = await (await world.organizer()).event()
    email = f"{secrets.token_hex(4)}@example.com"
    guest = await event.host.post("/api/guests", {"name": "Jo Smith", "email": email})
    other = await event.host.event()

    by_id = await event.host.post(
        f"{event.path}/invitations", {"guests": [{"guest_id": guest["id"]}]}
    )
    by_email = await event.host.post(
        f"{other.path}/invitations", {"guests": [{"first_name": "Joan", "email": email.upper()}]}
    )

    assert by_id["guests"][0]["guest_id"] == by_email["guests"][0]["guest_id"] == guest["id"]
    assert by_email["guests"][0]["name"] == "Jo Smith"


async def test_nobody_is_invited_twice_to_one_event(world: World) -> None:
    event = await (await world.organizer()).event()
    party = await event.party("Jo Smith")
    guest_id = party.made["guests"][0]["guest_id"]

    problem = await event.host.refused(
        409, "POST", f"{event.path}/invitations", {"guests": [{"guest_id": guest_id}]}
    )

    assert problem["type"] == "/problems/already-on-event"
    assert (problem["id"], problem["invitation_id"]) == (party.guests[0], party.id)


async def test_more_names_than_places_are_refused(world: World) -> None:
    event = await (await world.organizer()).event()
    body = {"max_guests": 1, "guests": [{"name": "A"}, {"name": "B"}]}

    problem = await event.host.refused(422, "POST", f"{event.path}/invitations", body)

    assert problem["errors"][0]["pointer"] == "/max_guests"


async def test_party_grows_with_who_is_added(world: World) -> None:
    event = await (await world.organizer()).event()
    party = await event.party("Jo Smith")

    await event.host.post(f"{party.path}/guests", {"name": "Al Smith"})
    await event.host.post(
        f"{party.path}/guests", {"guests": [{"name": "Cy Smith"}, {"name": "Di Smith"}]}
    )

    row = await party.row()
    assert [guest["first_name"] for guest in row["guests"]] == ["Jo", "Al", "Cy", "Di"]
    assert row["max_guests"] == 4


async def test_status_follows_the_guests(world: World) -> None:
    event = await (await world.organizer()).event()
    party = await event.party("Jo Smith", "Al Smith")
    told = []

    for words in (("accepted",), ("accepted", "declined"), ("declined", "declined")):
        await party.answer(*words)
        told.append((await party.row())["status"])
    await party.answer("accepted", "accepted")
    told.append((await party.row())["status"])
    await event.scan(attendee_id=party.guests[0])
    told.append((await party.row())["status"])

    assert told == ["partial", "partial", "declined", "accepted", "attended"]


async def test_canceled_party_leaves_seats_and_places(world: World) -> None:
    event = await (await world.organizer()).event(capacity=2)
    seats = await event.seats(2)
    party = await event.party("Jo Smith", "Al Smith")
    await party.answer("accepted", "accepted")
    await party.take(*seats)

    canceled = await event.host.post(f"{party.path}/cancel")

    assert canceled["canceled_at"]
    assert (await event.host.get(f"{event.path}/seats/status"))["status"] == "ff"
    assert (await event.row())["going_count"] == 0
    said = {"guests": []}
    await party.bearer.refused(410, "PUT", party.rsvp, said)
    assert (await event.scan(code=party.code))["result"] == "revoked"
    await event.host.refused(409, "POST", f"{party.path}/cancel")
    assert (await event.host.get(f"{event.path}/invitations"))["items"] == []
    assert len((await event.host.get(f"{event.path}/invitations", canceled=True))["items"]) == 1


async def test_sending_needs_an_address_and_a_published_event(world: World) -> None:
    host = await world.organizer()
    event, draft = await host.event(), await host.event(publish=False)
    party, early = await event.party("Jo Smith"), await draft.party("Jo Smith")

    no_address = await host.refused(409, "POST", f"{party.path}/send")
    too_early = await host.refused(409, "POST", f"{early.path}/send")
    email = {"email": f"{secrets.token_hex(4)}@example.com"}
    await host.put(f"{event.path}/guests/{party.guests[0]}", email)
    sent = await host.post(f"{party.path}/send")

    assert no_address["type"] == "/problems/no-address"
    assert too_early["current_status"] == "draft"
    assert sent["sent_at"]
    waiting = await world.one(
        "SELECT count(*) FROM activity_outbox WHERE action = 'invitation_sent'"
        " AND organization_id = $1",
        host.organization_id,
    )
    assert waiting == 1


async def test_list_is_searched_by_label_and_by_name(world: World) -> None:
    event = await (await world.organizer()).event()
    await event.party("Zoë Núñez", label="Team A")
    smiths = await event.party("Jo Smith", label="The Smiths")
    await smiths.answer("accepted")

    async def found(**query: str) -> list[str]:
        items = (await event.host.get(f"{event.path}/invitations", **query))["items"]
        return [row["label"] for row in items]

    assert await found() == ["Team A", "The Smiths"]
    assert await found(q="nunez") == ["Team A"]
    assert await found(q="SMITHS") == ["The Smiths"]
    assert await found(status="accepted") == ["The Smiths"]
    assert await found(status="declined") == []


async def test_notes_for_an_events_team_stay_with_the_event(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    body = {"first_name": "Jo", "notes": "Uses a wheelchair"}
    added = await host.post(f"{event.path}/guests", body)
    await host.post(
        f"{event.path}/invitations", {"guests": [{"first_name": "Al", "notes": "Tall"}]}
    )

    async def noted() -> dict[str, str]:
        page = await host.get(f"{event.path}/guests")
        return {row["first_name"]: row["notes"] for row in page["items"]}

    assert added["notes"] == "Uses a wheelchair"
    assert await noted() == {"Jo": "Uses a wheelchair", "Al": "Tall"}
    await host.patch(f"{event.path}/guests/{added['id']}", {"notes": "Needs a ramp"})
    assert await noted() == {"Jo": "Needs a ramp", "Al": "Tall"}
    book = await host.get("/api/guests")
    assert [row["notes"] for row in book["items"]] == ["", ""]
