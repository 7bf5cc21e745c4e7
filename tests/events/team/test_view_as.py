"""An admin sees the event as somebody in the team does, and changes nothing meanwhile."""

from typing import Any

import pytest

from convite.events.members.policy import VIEWER, rights_of
from tests.world import Happening, Person, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer("Ana Ruiz")).event()


async def add(event: Happening, role: str, **more: Any) -> tuple[Person, str]:
    """A new account in the team, with their id there."""
    person = await event.host.world.organizer(f"A {role}")
    body = {"user_id": person.id, "role": role, **more}
    made = await event.host.post(f"{event.path}/invite-member", body)
    return person, made["id"]


def seeing(person: Person, member: str) -> Person:
    """The person, sending everything as somebody who sees the event as that member."""
    headers = {**person.headers, "x-view-as": member}
    return Person(person.world, headers, person.id, person.email, person.organization_id)


async def test_admin_sees_what_a_viewer_may_and_no_more(event: Happening) -> None:
    guest = await event.host.post(
        f"{event.path}/guests", {"name": "Bo Lee", "email": "bo@example.com"}
    )
    viewer, member = await add(event, "viewer", permissions=["check_in"])
    as_viewer = seeing(event.host, member)

    mine = (await as_viewer.get(event.path))["can"]
    theirs = (await viewer.get(event.path))["can"]

    assert mine == theirs
    assert set(mine) == VIEWER | {"check_in", "see_seats"}
    await as_viewer.refused(403, "GET", "/api/activity", params={"event": event.id})
    assert guest["name"] in str(await as_viewer.get(f"{event.path}/guests"))


async def test_nothing_is_changed_meanwhile(event: Happening) -> None:
    _, member = await add(event, "editor")
    as_editor = seeing(event.host, member)
    before = await event.host.get(event.path)
    writes = [
        ("PATCH", event.path, {"title": "Another"}),
        ("POST", f"{event.path}/guests", {"name": "Bo Lee"}),
        ("DELETE", f"{event.path}/members/{member}", None),
        ("POST", f"{event.path}/members/{member}/view-as", None),
        ("POST", f"{event.path}/holds", {"seat_ids": [event.id]}),
        ("POST", f"{event.path}/checkins", {"items": []}),
        ("POST", "/api/events", {"title": "A new one"}),
    ]

    for method, path, body in writes:
        refused = await as_editor.refused(403, method, path, body)
        assert refused["type"] == "/problems/view-as-only-reads", path

    assert await event.host.get(event.path) == before


async def test_nothing_is_changed_with_a_guests_code_either(event: Happening) -> None:
    _, member = await add(event, "editor")
    party = await event.party("Bo Lee")
    guest = seeing(party.bearer, member)
    before = await party.bearer.get(party.rsvp)
    answer = {"guests": [{"id": party.guests[0], "status": "accepted"}]}
    [seat] = await event.seats(1)
    writes = [
        ("PUT", party.rsvp, answer),
        ("PATCH", party.rsvp, answer),
        ("POST", f"{party.rsvp}/seats", {"seats": [{"guest": party.guests[0], "seat_id": seat}]}),
        ("DELETE", f"{party.rsvp}/seats", None),
        ("POST", f"{party.rsvp}/opened", None),
        ("POST", f"{party.rsvp}/files", None),
        ("POST", f"/r/{party.code}", None),
    ]

    for method, path, body in writes:
        said = await guest.ask(method, path, body)
        assert said.status_code == 403, path

    assert await party.bearer.get(party.rsvp) == before


async def test_only_admins_see_it_as_somebody_else(world: World, event: Happening) -> None:
    editor, member = await add(event, "editor")
    _, admin = await add(event, "admin")
    stranger = await world.organizer("Eve")

    refused = await seeing(editor, admin).refused(403, "GET", event.path)
    await editor.refused(403, "POST", f"{event.path}/members/{member}/view-as")
    await seeing(stranger, admin).refused(404, "GET", event.path)
    await seeing(event.host, "nobody").refused(404, "GET", event.path)

    assert refused["type"] == "/problems/view-as-admin"


async def test_member_of_another_event_or_removed_is_nobody_here(event: Happening) -> None:
    other = await event.host.event()
    _, elsewhere = await add(other, "viewer")
    _, member = await add(event, "viewer")
    await event.host.delete(f"{event.path}/members/{member}")

    for key in (elsewhere, member):
        refused = await seeing(event.host, key).refused(403, "GET", event.path)
        assert refused["type"] == "/problems/view-as-gone"


async def test_invited_person_is_seen_before_they_join_and_it_is_logged(event: Happening) -> None:
    body = {"email": f"bo.{event.id}@example.com", "role": "viewer", "display_name": "Bo"}
    made = await event.host.post(f"{event.path}/invite-member", body)

    begun = await event.host.post(f"{event.path}/members/{made['id']}/view-as")
    seen = await seeing(event.host, made["id"]).get(event.path)
    logged = (await event.host.get("/api/activity", event=event.id))["items"][0]

    assert begun["id"] == made["id"]
    assert set(seen["can"]) == rights_of("viewer", [], None)
    assert (logged["action"], logged["object_id"]) == ("member_viewed", made["id"])
