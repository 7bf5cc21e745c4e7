"""Asking to join an event, and what its host makes of it."""

import asyncio
from typing import Any

from tests.support import until
from tests.victim import PICTURE
from tests.world import Happening, Party, Person, World


async def open_event(world: World, approval: str = "request", **values: Any) -> Happening:
    host = await world.organizer("Ana Ruiz")
    values.setdefault("settings", {"needs_picture": False})
    return await host.event(visibility="public", approval=approval, **values)


async def asked(event: Happening, name: str = "Leo Paz", **body: Any) -> tuple[Person, Any]:
    guest = await event.host.world.organizer(name, role="guest")
    return guest, await guest.post(f"{event.path}/requests", body)


async def decide(event: Happening, request: Any, verb: str, **body: Any) -> Any:
    return await event.host.post(f"/api/requests/{request['id']}/{verb}", body)


async def guests_of(event: Happening) -> list[Any]:
    rows: list[Any] = (await event.host.get(f"{event.path}/guests"))["items"]
    return rows


async def test_who_asks_waits_until_the_host_accepts_and_then_is_a_guest_like_any(
    world: World,
) -> None:
    event = await open_event(world, capacity=10)
    guest, request = await asked(event, message="I bring bread.", places=2)

    assert (request["status"], request["name"]) == ("pending", "Leo Paz")
    assert (await event.row())["requests_count"] == 2
    assert await guests_of(event) == []

    accepted = await decide(event, request, "accept", host_message="Welcome!")

    assert (accepted["status"], accepted["host_message"]) == ("accepted", "Welcome!")
    row = await event.row()
    assert (row["requests_count"], row["going_count"]) == (0, 2)
    assert [(one["name"], one["status"]) for one in await guests_of(event)] == [
        ("Guest of Leo Paz", "confirmed"),
        ("Leo Paz", "confirmed"),
    ]
    [mine] = (await guest.get("/api/me/requests"))["items"]
    assert (mine["status"], mine["event"]["title"]) == ("accepted", "Ana y León")
    party = await world.nobody().get(f"/api/rsvp/{mine['url'].rsplit('/', 1)[1]}")
    assert [one["status"] for one in party["guests"]] == ["accepted", "accepted"]


async def test_an_open_event_takes_them_at_once(world: World) -> None:
    event = await open_event(world, "open", capacity=3)

    _, request = await asked(event, places=2)

    assert request["status"] == "accepted"
    assert (await event.row())["going_count"] == 2
    other = await world.organizer("Mia Sol")
    problem = await other.refused(409, "POST", f"{event.path}/requests", {"places": 2})
    assert (problem["type"].rsplit("/", 1)[-1], problem["left"]) == ("sold-out", 1)
    assert problem["detail"] == "Only one place is left."


async def test_who_was_declined_reads_why_and_may_ask_again(world: World) -> None:
    event = await open_event(world)
    guest, request = await asked(event)

    await decide(event, request, "decline", host_message="We're full of drummers.")

    [mine] = (await guest.get("/api/me/requests"))["items"]
    assert (mine["status"], mine["host_message"]) == ("declined", "We're full of drummers.")
    assert mine["url"] is None
    again = await guest.post(f"{event.path}/requests", {"message": "I play the flute."})
    assert again["status"] == "pending"
    problem = await guest.refused(409, "POST", f"{event.path}/requests", {})
    assert problem["type"].endswith("already-requested")


async def test_taking_a_request_back_frees_its_places(world: World) -> None:
    event = await open_event(world, capacity=2)
    guest, request = await asked(event, places=2)
    await decide(event, request, "accept")

    taken_back = await guest.post(f"/api/requests/{request['id']}/cancel")

    assert taken_back["status"] == "canceled"
    assert (await event.row())["going_count"] == 0
    again = await guest.post(f"{event.path}/requests", {"places": 1})
    assert (await decide(event, again, "accept"))["status"] == "accepted"


async def test_accepting_takes_places_and_refuses_when_there_are_too_few(world: World) -> None:
    event = await open_event(world, capacity=3)
    _, first = await asked(event, places=2)
    _, second = await asked(event, "Mia Sol", places=2)
    await decide(event, first, "accept")

    path = f"/api/requests/{second['id']}/accept"
    problem = await event.host.refused(409, "POST", path)

    assert (problem["type"].rsplit("/", 1)[-1], problem["left"]) == ("sold-out", 1)
    [waiting] = (await event.host.get(f"{event.path}/requests", status="pending"))["items"]
    assert waiting["id"] == second["id"]


async def test_several_are_decided_at_once_and_those_that_dont_fit_are_named(world: World) -> None:
    event = await open_event(world, capacity=3)
    requests = [(await asked(event, f"Guest {n}", places=n))[1] for n in (2, 3, 1)]

    body = {"ids": [one["id"] for one in requests], "status": "accepted"}
    decided = await event.host.patch(f"{event.path}/requests", body)

    assert [one["places"] for one in decided["items"]] == [2, 1]
    [left_out] = decided["left_out"]
    assert (left_out["id"], left_out["reason"]) == (requests[1]["id"], "Only one place is left.")
    assert (await event.row())["going_count"] == 3


async def test_a_decision_is_undone_before_anybody_is_told(world: World) -> None:
    event = await open_event(world, capacity=2)
    _, request = await asked(event, places=2)
    await decide(event, request, "accept")

    reopened = await decide(event, request, "undo")

    assert reopened["status"] == "pending"
    row = await event.row()
    assert (row["going_count"], row["requests_count"]) == (0, 2)
    assert await guests_of(event) == []

    await decide(event, request, "decline")
    statement = "UPDATE join_requests SET decided_at = now() - interval '11 s' WHERE id = $1"
    await world.sql(statement, request["id"])
    problem = await event.host.refused(410, "POST", f"/api/requests/{request['id']}/undo")
    assert problem["detail"] == "The requester has been told already."


async def test_what_was_asked_of_them_stands_on_the_guest(world: World) -> None:
    event = await open_event(world)
    question = {"label": "Vegan?", "kind": "agree", "scope": "request"}
    asked_for = await event.host.post(f"{event.path}/questions", {**question, "required": False})
    _, request = await asked(event, answers={asked_for["id"]: True})
    await decide(event, request, "accept")

    [row] = await guests_of(event)
    assert row["answers"] == {asked_for["id"]: True}


async def test_who_was_invited_before_is_sent_to_their_invitation(world: World) -> None:
    event = await open_event(world)
    guest = await world.organizer("Leo Paz")
    statement = "UPDATE users SET email_verified_at = now() WHERE id = $1"
    await world.sql(statement, guest.id)
    invited = {"name": "Leo Paz", "email": guest.email}
    party = Party(event, await event.host.post(f"{event.path}/invitations", {"guests": [invited]}))

    problem = await guest.refused(409, "POST", f"{event.path}/requests", {})

    assert problem["type"].endswith("already-on-event")
    assert problem["invitation_id"] == party.id


async def test_an_address_that_isnt_proven_takes_nobodys_place(world: World) -> None:
    """Whoever registers with a guest's address is another person until they prove it."""
    event = await open_event(world)
    impostor = await world.organizer("Leo Paz")
    known = {"first_name": "Leonor", "last_name": "Paz", "email": impostor.email}
    book = await event.host.post("/api/guests", known)

    request = await impostor.post(f"{event.path}/requests", {})
    await decide(event, request, "accept")

    [row] = await guests_of(event)
    assert (row["guest_id"] != book["id"], row["email"]) == (True, None)


async def test_what_cant_be_asked(world: World) -> None:
    event = await open_event(world)
    guest = await world.organizer("Leo Paz")
    path = f"{event.path}/requests"

    for body, pointer in (
        ({"places": 0}, "/places"),
        ({"places": 5}, "/places"),
        ({"places": 10_000_000}, "/places"),
        ({"message": "x" * 2001}, "/message"),
        ({"answers": {"nothing": "x"}}, "/answers/nothing"),
        ({"no_such_field": 1}, "/no_such_field"),
    ):
        problem = await guest.refused(422, "POST", path, body)
        assert problem["errors"][0]["pointer"] == pointer, body
    for body in ([], "text", 7, True):
        await guest.refused(422, "POST", path, body)
    assert (await event.host.refused(409, "POST", path, {}))["type"].endswith("own-event")
    await world.nobody().refused(401, "POST", path, {})
    private = await event.host.event()
    await guest.refused(404, "POST", f"{private.path}/requests", {})
    invited = await event.host.event(visibility="public", approval="invite_only")
    problem = await guest.refused(403, "POST", f"{invited.path}/requests", {})
    assert problem["type"].endswith("invite-only")
    draft = await event.host.event(visibility="public", approval="open", publish=False)
    await guest.refused(404, "POST", f"{draft.path}/requests", {})
    await event.host.post(f"{event.path}/cancel", {})
    problem = await guest.refused(409, "POST", path, {})
    assert problem["current_status"] == "canceled"


async def test_a_request_is_nobody_elses(world: World) -> None:
    event = await open_event(world)
    guest, request = await asked(event)
    stranger = await world.organizer("Eve")
    path = f"/api/requests/{request['id']}"

    for verb in ("accept", "decline", "undo", "cancel"):
        await stranger.refused(404, "POST", f"{path}/{verb}")
    for verb in ("accept", "decline", "undo"):
        await guest.refused(404, "POST", f"{path}/{verb}")
    await event.host.refused(404, "POST", f"{path}/cancel")
    await stranger.refused(404, "GET", f"{event.path}/requests")
    assert (await stranger.get("/api/me/requests"))["items"] == []


async def test_a_decided_request_isnt_decided_again(world: World) -> None:
    event = await open_event(world)
    guest, request = await asked(event)
    await guest.post(f"/api/requests/{request['id']}/cancel")

    for verb in ("accept", "decline", "undo"):
        path = f"/api/requests/{request['id']}/{verb}"
        problem = await event.host.refused(409, "POST", path)
        assert problem["current_status"] == "canceled"


async def test_two_hosts_who_decide_at_once_decide_once(world: World) -> None:
    event = await open_event(world, capacity=2)
    _, request = await asked(event, places=2)
    path = f"/api/requests/{request['id']}/accept"

    answers = await asyncio.gather(*(event.host.through(n % 2).ask("POST", path) for n in range(6)))

    assert sorted(one.status_code for one in answers) == [200, 409, 409, 409, 409, 409]
    assert (await event.row())["going_count"] == 2


async def test_the_last_places_of_an_open_event_go_to_those_who_fit(world: World) -> None:
    event = await open_event(world, "open", capacity=11)
    guests = [await world.organizer(f"Guest {n}") for n in range(12)]
    statement = "SELECT taken + held FROM capacity_pools WHERE event_id = $1"

    async with world.sampled(statement, event.id) as samples:
        answers = await asyncio.gather(
            *(
                guest.through(n % 2).ask("POST", f"{event.path}/requests", {"places": 1 + n % 3})
                for n, guest in enumerate(guests)
            )
        )

    given = sum(one.json()["places"] for one in answers if one.status_code == 201)
    assert max(row[0] for row in samples) <= 11
    refused = [(n, one.json()) for n, one in enumerate(answers) if one.status_code == 409]
    assert refused
    assert all(told["left"] < 1 + n % 3 for n, told in refused)  # nobody who fitted
    assert given >= 9  # not less, since the largest asked for three


async def test_a_party_that_the_host_cancels_may_ask_again(world: World, worker: None) -> None:
    event = await open_event(world)
    guest, request = await asked(event)
    accepted = await decide(event, request, "accept")

    await event.host.post(f"/api/invitations/{accepted['invitation_id']}/cancel")

    async def is_over() -> bool:
        [mine] = (await guest.get("/api/me/requests"))["items"]
        return bool(mine["status"] == "canceled")

    await until(is_over, limit=60)
    assert (await guest.post(f"{event.path}/requests", {}))["status"] == "pending"


async def with_profile(world: World, **profile: Any) -> Person:
    person = await world.organizer("Leo Paz", role="guest")
    if profile.pop("picture", False):
        files = {"file": ("me.png", PICTURE, "image/png")}
        made = await person.post("/api/files", data={"purpose": "profile_picture"}, files=files)
        profile["pictures"] = [made["id"]]
    await person.patch("/api/me/profile", profile)
    return person


async def test_a_host_who_accepts_each_asks_for_a_picture_and_sees_what_is_shown_to_hosts(
    world: World,
) -> None:
    event = await open_event(world, settings={})
    bare = await world.organizer("Eve")
    problem = await bare.refused(403, "POST", f"{event.path}/requests", {})
    assert (problem["type"].rsplit("/", 1)[-1], problem["field"]) == (
        "profile-incomplete", "pictures",
    )  # fmt: skip

    visible = {"picture": "hosts", "birth_date": "hosts", "bio": "nobody"}
    shown = {"bio": "Secret", "birth_date": "1990-02-03", "location": "Madrid", "visible": visible}
    guest = await with_profile(world, picture=True, **shown)
    picture = (await guest.get("/api/me/profile"))["pictures"][0]["url"]
    await event.host.refused(404, "GET", picture)
    await guest.post(f"{event.path}/requests", {})

    [row] = (await event.host.get(f"{event.path}/requests"))["items"]
    seen = row["requester"]
    assert (seen["location"], seen["bio"], "birth_date" in seen) == ("Madrid", "", False)
    assert seen["age"] >= 36
    assert [one["url"] for one in seen["pictures"]] == [picture]
    assert (await event.host.ask("GET", picture)).status_code == 200
    await bare.refused(404, "GET", picture)


async def test_an_event_for_some_is_refused_to_others_by_the_server(world: World) -> None:
    settings = {"needs_picture": False, "min_age": 30, "max_age": 40}
    event = await open_event(world, allowed_genders=["female"], settings=settings)
    path = f"{event.path}/requests"
    for profile, status, name in (
        ({}, 403, "profile-incomplete"),
        ({"gender": "male"}, 403, "not-allowed"),
        ({"gender": "female"}, 403, "profile-incomplete"),
        # the event is on 1 May 2030
        ({"gender": "female", "birth_date": "2000-05-02"}, 403, "not-allowed"),
        ({"gender": "female", "birth_date": "1989-05-01"}, 403, "not-allowed"),
    ):
        person = await with_profile(world, **profile)
        problem = await person.refused(status, "POST", path, {})
        assert problem["type"].rsplit("/", 1)[-1] == name, profile
    for born in ("2000-05-01", "1989-05-02"):
        person = await with_profile(world, gender="female", birth_date=born)
        await person.post(path, {})


async def test_after_a_block_there_is_nothing_to_ask(world: World) -> None:
    event = await open_event(world)
    guest = await world.organizer("Leo Paz")
    await event.host.post(f"/api/users/{guest.id}/block")

    await guest.refused(404, "POST", f"{event.path}/requests", {})
    await guest.refused(404, "POST", f"{event.path}/waitlist", {})
