"""Inviting people directly and by share links."""

import asyncio
from typing import Any

from tests.doors.requests.test_asking import open_event
from tests.world import Happening, Person, World

SOON = "2030-04-01T12:00:00Z"


async def share_link(event: Happening, places: int = 2, **values: Any) -> Any:
    body = {"kind": "share_link", "max_guests": places, "expires_at": SOON, **values}
    return await event.host.post(f"{event.path}/invites", body)


async def direct(event: Happening, **who: Any) -> Any:
    return await event.host.post(f"{event.path}/invites", {"kind": "direct", **who})


async def invites(event: Happening) -> list[Any]:
    rows: list[Any] = (await event.host.get(f"{event.path}/invites"))["items"]
    return rows


async def mine(person: Person) -> list[Any]:
    rows: list[Any] = (await person.get("/api/me/invites", status="pending"))["items"]
    return rows


async def proven(world: World, person: Person) -> Person:
    await world.sql("UPDATE users SET email_verified_at = now() WHERE id = $1", person.id)
    return person


async def test_whoever_has_the_link_comes_to_a_private_event(world: World) -> None:
    event = await (await world.organizer()).event(visibility="private")
    link = await share_link(event, 3)
    leo = await world.organizer("Leo Paz", role="guest")

    party = await leo.post(f"/api/invites/{link['code']}/accept", {"places": 2})

    assert link["url"].endswith(f"/j/{link['code']}")
    assert (link["status"], link["used"]) == ("open", 0)
    assert (party["status"], party["places"]) == ("accepted", 2)
    assert (await event.row())["going_count"] == 2
    page = await world.nobody().get(f"/api/rsvp/{party['code']}")
    assert page["guests"][0]["name"] == "Leo Paz"
    [row] = await invites(event)
    assert (row["status"], row["used"]) == ("open", 2)
    # the link itself is nobody's party: not in the list, and no page or door opens to its code
    parties = (await event.host.get(f"{event.path}/invitations"))["items"]
    assert [one["label"] for one in parties] == ["Leo Paz"]
    await world.nobody().refused(404, "GET", f"/api/rsvp/{link['code']}")
    await event.host.refused(404, "GET", f"/api/invitations/{link['id']}")


async def test_the_last_use_goes_to_one_of_two_at_once(world: World) -> None:
    event = await (await world.organizer()).event()
    link = await share_link(event, 3)
    people = [await world.organizer(f"Guest {number}") for number in range(8)]
    path = f"/api/invites/{link['code']}/accept"

    answers = await asyncio.gather(
        *(one.through(number % 2).ask("POST", path, {}) for number, one in enumerate(people))
    )

    assert sorted(answer.status_code for answer in answers) == [200] * 3 + [409] * 5
    refused = next(answer.json() for answer in answers if answer.status_code == 409)
    assert refused["type"].endswith("link-used-up")
    assert (await event.row())["going_count"] == 3
    assert (await invites(event))[0]["status"] == "used_up"
    assert await world.faults() == []


async def test_an_account_uses_a_link_once(world: World) -> None:
    event = await (await world.organizer()).event()
    link = await share_link(event, 5)
    leo = await world.organizer("Leo Paz")
    path = f"/api/invites/{link['code']}/accept"

    answers = await asyncio.gather(*(leo.through(n).ask("POST", path, {}) for n in (0, 1)))

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert (await leo.refused(409, "POST", path))["type"].endswith("already-on-event")
    assert (await invites(event))[0]["used"] == 1


async def test_a_link_that_ended_or_expired_says_so(world: World) -> None:
    event = await (await world.organizer()).event()
    ended, expired = await share_link(event), await share_link(event)
    leo = await world.organizer("Leo Paz")

    await event.host.delete(f"/api/invites/{ended['id']}")
    past = "UPDATE invitations SET expires_at = now() - interval '1 s' WHERE id = $1"
    await world.sql(past, expired["id"])

    problem = await leo.refused(410, "POST", f"/api/invites/{ended['code']}/accept")
    assert problem["detail"] == "This link no longer works. Ask your host for a new one."
    problem = await leo.refused(410, "POST", f"/api/invites/{expired['code']}/accept")
    assert problem["detail"] == "This link has expired. Ask your host for a new one."
    assert {row["status"] for row in await invites(event)} == {"canceled", "expired"}
    await event.host.refused(409, "DELETE", f"/api/invites/{ended['id']}")
    await leo.refused(404, "POST", "/api/invites/nobodysnobodysnobodysnobo/accept")


async def test_a_full_event_refuses_and_offers_the_waiting_list(world: World) -> None:
    event = await open_event(world, "open", capacity=1)
    link = await share_link(event, 5)
    first, second = await world.organizer("Ana First"), await world.organizer("Leo Paz")
    await first.post(f"/api/invites/{link['code']}/accept")
    invite = await direct(event, user_id=second.id)

    for named in (link["code"], invite["id"]):
        problem = await second.refused(409, "POST", f"/api/invites/{named}/accept")
        assert problem["type"].endswith("already-on-event" if named == link["code"] else "sold-out")
    third = await world.organizer("Mia Sol")
    problem = await third.refused(409, "POST", f"/api/invites/{link['code']}/accept")
    assert (problem["left"], problem["waitlist"]) == (0, True)
    assert (await third.post(f"{event.path}/waitlist", {}))["status"] == "waiting"


async def test_a_canceled_event_and_too_many_places(world: World) -> None:
    event = await (await world.organizer()).event()
    link = await share_link(event, 3)
    leo = await world.organizer("Leo Paz")
    path = f"/api/invites/{link['code']}/accept"

    problem = await leo.refused(409, "POST", path, {"places": 4})
    assert (problem["type"].endswith("link-places"), problem["left"]) == (True, 3)
    await leo.refused(422, "POST", path, {"places": 5})  # more than the event allows one to bring
    await event.host.refused(409, "POST", path)  # their own event
    await event.host.post(f"{event.path}/cancel")
    problem = await leo.refused(409, "POST", path)
    assert problem["detail"] == "This event has been canceled."
    body = {"kind": "direct", "user_id": leo.id}
    await event.host.refused(409, "POST", f"{event.path}/invites", body)


async def test_an_account_is_invited_and_says_yes(world: World) -> None:
    event = await (await world.organizer("Ana Ruiz")).event(capacity=10)
    leo, eve = await world.organizer("Leo Paz"), await world.organizer("Eve")

    invite = await direct(event, user_id=leo.id, message="Do come!")

    assert (invite["status"], invite["label"]) == ("pending", "Leo Paz")
    [seen] = await mine(leo)
    assert (seen["id"], seen["host"], seen["message"]) == (invite["id"], "Ana Ruiz", "Do come!")
    assert await mine(eve) == []
    await eve.refused(404, "POST", f"/api/invites/{invite['id']}/accept")
    guest = (await event.host.get(f"{event.path}/guests"))["items"][0]
    assert guest["email"] is None  # theirs until they come

    path = f"/api/invites/{invite['id']}/accept"
    assert (await leo.post(path))["status"] == "accepted"
    assert (await leo.post(path))["status"] == "accepted"  # twice is once
    assert await mine(leo) == []
    guest = (await event.host.get(f"{event.path}/guests"))["items"][0]
    assert (guest["email"], guest["status"]) == (leo.email, "confirmed")
    assert (await leo.post(f"/api/invites/{invite['id']}/decline"))["status"] == "declined"
    assert (await event.row())["going_count"] == 0


async def test_an_email_invite_is_mailed_and_found_by_the_account_with_that_address(
    world: World,
) -> None:
    event = await (await world.organizer()).event()
    leo = await world.organizer("Leo Paz")

    invite = await direct(event, email=leo.email)

    assert invite["label"] == leo.email.split("@")[0]  # an account's name isn't told
    assert invite["sent_at"] is not None
    assert await mine(leo) == []  # anybody could have typed that address
    await proven(world, leo)
    [seen] = await mine(leo)
    assert (await leo.post(f"/api/invites/{seen['id']}/decline"))["status"] == "declined"


async def test_a_phone_invite_is_accepted_by_its_code(world: World) -> None:
    event = await (await world.organizer()).event(country="ES")
    leo = await world.organizer("Leo Paz")

    invite = await direct(event, phone="612 34 56 78", name="Leo")

    assert (invite["label"], invite["sent_at"]) == ("Leo", None)
    assert (await leo.post(f"/api/invites/{invite['code']}/accept"))["id"] == invite["id"]
    await event.host.delete(f"/api/invites/{invite['id']}")
    problem = await leo.refused(410, "POST", f"/api/invites/{invite['code']}/accept")
    assert problem["detail"] == "This invitation has been canceled."


async def test_who_cant_be_invited(world: World) -> None:
    event = await (await world.organizer()).event(country="ES")
    leo = await world.organizer("Leo Paz")
    helper = await world.organizer("Helper")
    member = {"email": helper.email, "role": "viewer"}
    await event.host.post(f"{event.path}/invite-member", member)
    path = f"{event.path}/invites"

    async def refused(status: int, **body: Any) -> Any:
        return await event.host.refused(status, "POST", path, {"kind": "direct", **body})

    assert (await refused(409, user_id=event.host.id))["type"].endswith("own-invite")
    assert (await refused(409, email=event.host.email))["type"].endswith("own-invite")
    assert (await refused(409, email=helper.email.upper()))["type"].endswith("in-team")
    for who in ({"user_id": leo.id}, {"email": leo.email}, {"phone": "+34612345678"}):
        invite = await direct(event, **who)
        assert (await refused(409, **who))["id"] == invite["id"]
    nobody = "01890000-0000-7000-8000-000000000000"
    assert (await refused(422, user_id=nobody))["errors"][0]["pointer"] == "/user_id"
    assert (await refused(422, phone="12"))["errors"][0]["pointer"] == "/phone"
    await refused(422, email="nobody")
    await refused(422)
    await refused(422, user_id=leo.id, email=leo.email)
    link = {"kind": "share_link", "expires_at": SOON}
    for wrong in (
        {"max_guests": 0},
        {"max_guests": 1001},
        {},
        {"expires_at": "2020-01-01T00:00:00Z"},
    ):
        body = {"max_guests": 5, **link, **wrong} if wrong else link
        await event.host.refused(422, "POST", path, body)


async def test_only_those_who_edit_invitations_see_and_make_them(world: World) -> None:
    event = await (await world.organizer()).event()
    link = await share_link(event)
    leo = await world.organizer("Leo Paz")

    await leo.refused(404, "GET", f"{event.path}/invites")
    await leo.refused(404, "DELETE", f"/api/invites/{link['id']}")
    await world.nobody().refused(401, "POST", f"/api/invites/{link['code']}/accept")
