"""Figures of an event, its guest list, and the trail of what happened."""

from tests.world import World


async def test_stats_count_people_and_seats(world: World) -> None:
    event = await (await world.organizer()).event()
    seats = await event.seats(5)
    smiths = await event.party("Jo Smith", "Al Smith")
    await event.party("Eva Lind")
    await smiths.answer("accepted", "declined")
    await smiths.take(seats[0])
    await event.hold(seats[1])
    await event.host.put(f"/api/seats/{seats[2]}", {"blocked": True})
    await event.host.put(f"{event.path}/guests/{smiths.guests[0]}", {"side": "bride"})
    await event.scan(code=smiths.code, all=True)

    stats = await event.host.get(f"{event.path}/stats")
    listed = (await event.host.get("/api/events"))["items"][0]

    assert stats == {
        "total": 3, "invited": 3, "accepted": 1, "declined": 1, "pending": 1, "waitlisted": 0,
        "checked_in": 1, "left": 0, "no_show": 0, "confirmation_rate": 0.3333,
        "by_side": {"bride": 1, "": 2},
        "by_status": {"invited": 1, "confirmed": 1, "declined": 1},
        "seats": {"total": 5, "assigned": 1, "held": 1, "free": 2, "blocked": 1},
        "by_part": [],
    }  # fmt: skip
    assert (listed["total_guests"], listed["going_count"]) == (3, 1)
    assert listed["confirmation_rate"] == 0.3333


async def test_list_is_filtered(world: World) -> None:
    event = await (await world.organizer()).event()
    seat, *_ = await event.seats(1)
    smiths = await event.party("Zoë Smith", "Al Smith")
    await event.party("Eva Núñez")
    await smiths.answer("accepted", "declined")
    await smiths.take(seat)

    async def names(path: str = "guests", **query: object) -> list[str]:
        items = (await event.host.get(f"{event.path}/{path}", **query))["items"]
        return [one["first_name"] for one in items]

    assert await names() == ["Eva", "Al", "Zoë"]
    assert await names(status="confirmed") == ["Zoë"]
    assert await names(status="invited") == ["Eva"]
    assert await names(q="nunez") == ["Eva"]
    assert await names("attendees", has_seat=True) == ["Zoë"]
    assert await names("attendees", has_seat=False) == ["Eva"]  # Al isn't expected
    assert await names("attendees", status="declined") == ["Al"]
    assert await names(limit=2, skip=1) == ["Al", "Zoë"]


async def test_trail_tells_who_what_before_and_after(world: World) -> None:
    event = await (await world.organizer("Ana Ruiz")).event()
    party = await event.party("Jo Smith", label="The Smiths")
    await event.host.put(event.path, {"title": "Renamed"})
    await party.answer("accepted")

    items = (await event.host.get("/api/activity", event=event.id, limit=200))["items"]

    assert [one["position"] for one in items] == list(range(len(items), 0, -1))
    assert items[-1]["action"] == "event_created"
    renamed = next(one for one in items if one["action"] == "event_updated")
    assert renamed["changes"]["title"] == ["Ana y León", "Renamed"]
    assert renamed["actor"]["name"] == "Ana Ruiz"
    answered = next(one for one in items if one["action"] == "guest_responded")
    assert (answered["actor"]["kind"], answered["actor"]["name"]) == ("guest", "The Smiths")
    assert answered["changes"]["status"] == ["pending", "going"]


async def test_trail_is_narrowed_and_paged(world: World) -> None:
    event = await (await world.organizer()).event()
    party = await event.party("Jo Smith")
    await party.answer("accepted")

    async def found(**query: object) -> list[str]:
        answer = await event.host.get("/api/activity", event=event.id, **query)
        return [one["action"] for one in answer["items"]]

    first = await event.host.get("/api/activity", event=event.id, limit=2)
    rest = await found(cursor=first["next_cursor"])
    everything = await found()

    assert [one["action"] for one in first["items"]] + rest == everything
    assert await found(action="guest_responded") == ["guest_responded"]
    assert set(await found(actor=event.host.id)) == {
        "event_created", "event_published", "invitation_created", "attendee_added",
    }  # fmt: skip
    assert await found(object=party.guests[0]) == ["guest_responded", "attendee_added"]


async def test_same_change_for_many(world: World) -> None:
    event = await (await world.organizer()).event()
    parties = await event.parties([1, 1, 1])
    ids = [party.guests[0] for party in parties]

    done = await event.host.patch(
        f"{event.path}/guests", {"ids": ids[:2], "set": {"status": "confirmed", "side": "groom"}}
    )

    assert done["changed"] == 2
    stats = await event.host.get(f"{event.path}/stats")
    assert (stats["accepted"], stats["by_side"]) == (2, {"groom": 2, "": 1})
    assert [(await party.row())["status"] for party in parties] == [
        "accepted",
        "accepted",
        "pending",
    ]


async def test_search_with_thousands_of_matches_is_sorted_and_whole(world: World) -> None:
    """The last to be added come first by name, and everybody is found, page by page."""
    event = await (await world.organizer()).event()
    names = [f"P{number:04d} García" for number in range(2300)]
    people = [{"name": name} for name in reversed(names)]
    for start in range(0, len(people), 1150):
        await event.host.post(
            f"{event.path}/guests/import", {"guests": people[start : start + 1150]}
        )

    async def everybody(path: str, **query: object) -> list[str]:
        page = await event.host.get(path, q="garcia", limit=200, **query)
        found = [*page["items"]]
        while page["next_cursor"]:
            page = await event.host.get(
                path, q="garcia", limit=200, cursor=page["next_cursor"], **query
            )
            found += page["items"]
        return [f"{one['first_name']} {one['last_name']}" for one in found]

    assert await everybody(f"{event.path}/guests") == names
    assert await everybody(f"{event.path}/guests", status="invited") == names
    assert await everybody("/api/guests") == names
    assert (await event.host.get(f"{event.path}/guests", q="garcia", total=True))["total"] == 2300
