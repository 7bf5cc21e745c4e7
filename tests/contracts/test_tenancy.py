"""Every route × everybody who may not: 401, 403 or 404, and not one byte of what is another's."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from convite.events.members.policy import CODE_HOLDER, rights_of
from tests.routes import Route, api_routes
from tests.victim import PLACE, SOMEBODY, Victim, make_member, make_victim
from tests.world import Person, World

Expected = Callable[[Route], set[int]]
FINE = {*range(200, 300), 409, 410, 415, 422, 423}
NAMES = sorted({name for route in api_routes() for name in route.parameters})


@pytest.fixture(scope="module")
async def victim(world: World) -> Victim:
    return await make_victim(world)


async def send(route: Route, person: Person, victim: Victim, **changed: str) -> httpx2.Response:
    path = victim.path(route.path, **changed)
    body = {} if route.method in {"POST", "PUT", "PATCH"} else None
    # an open stream would never end: its refusals come before it begins
    return await person.ask(route.method, path, body, params=victim.query, timeout=5)


async def walk(
    victim: Victim, person: Person, routes: list[Route], expected: Expected, secret: tuple[str, ...]
) -> dict[str, Any]:
    """What goes wrong: a status nobody expects, or a secret that is told."""
    before = await victim.state()
    wrong: dict[str, Any] = {}
    for route in routes:
        answer = await send(route, person, victim)
        told = [word for word in secret if word in answer.text]
        if answer.status_code not in expected(route) or told:
            wrong[route.name] = (answer.status_code, told, answer.text[:200])
    assert await victim.state() == before
    return wrong


#: What a route that asks for no right on an event answers to people without an account's rights.
OTHERS = {
    "own_task": 404,
    "own_file": 404,
    "own_invitation": 404,
    "read_outbox": 403,
}


#: Anybody may do it to anybody: it changes what the caller sees, and tells the other nothing. A report
#: needs a reason first; tests/doors/reports make those of events that one can't see.
TO_ANYBODY = {
    "POST /api/users/{user_id}/block": 204,
    "DELETE /api/users/{user_id}/block": 204,
    "POST /api/users/{user_id}/reports": 422,
    "POST /api/events/{event_id}/reports": 422,
}


#: Tickets as their holders have them: the bearer of a party's code holds that party's.
FOR_HOLDERS = {
    "/api/tickets/{ticket_id}.pdf",
    "/api/tickets/{ticket_id}.ics",
    "/api/tickets/{ticket_id}.pkpass",
    "/api/tickets/{ticket_id}/transfer",
}


def stranger_gets(route: Route) -> set[int]:
    """What somebody logged in is answered on a thing that isn't theirs."""
    if route.name in TO_ANYBODY:
        return {TO_ANYBODY[route.name]}
    if "admin" in route.access:
        return {403}
    return {OTHERS.get(route.right or "", 404)}


def code_gets(route: Route, status: int) -> set[int]:
    """What the bearer of a code is answered: 401 where an account is needed."""
    needs_account = {"logged in", "read_outbox", "see_activity"} & route.access
    return {401} if needs_account else {status}


def anybody_gets(route: Route) -> set[int]:
    """What a route that is open to everybody answers; what its path names isn't there."""
    if route.name == "GET /api/webhooks/whatsapp":
        return {403}  # without the configured word
    if route.name == "POST /api/webhooks/mail":
        return {404}  # without a secret, nothing is there
    return {404} if route.parameters else FINE | {401}


def is_of_an_object(route: Route) -> bool:
    """Whether a route speaks of a thing named in its path or query."""
    return bool(route.parameters) or route.path in {"/api/activity", "/api/stream"}


def test_every_parameter_has_a_value(victim: Victim) -> None:
    """Whoever adds an id to a path says in `tests/victim.py` what another's looks like."""
    assert [name for name in NAMES if name not in victim.values] == []


async def test_anonymous(world: World, victim: Victim) -> None:
    def expected(route: Route) -> set[int]:
        if "{code}" in route.path:
            return {404}
        return anybody_gets(route) if route.is_public else {401}

    wrong = await walk(victim, world.nobody(), api_routes(), expected, (PLACE, SOMEBODY))

    assert wrong == {}


async def test_another_organization(world: World, victim: Victim) -> None:
    stranger = await world.organizer("Somebody Else")
    await stranger.event(title="Their own")

    def expected(route: Route) -> set[int]:
        if is_of_an_object(route) or route.right or "admin" in route.access:
            return stranger_gets(route)
        return anybody_gets(route)

    routes = [route for route in api_routes() if route.path != "/api/auth/logout"]
    wrong = await walk(victim, stranger, routes, expected, (PLACE, SOMEBODY))

    assert wrong == {}


async def test_another_organization_by_name(world: World, victim: Victim) -> None:
    """CurrentCaller in the name of a tenant one isn't in."""
    stranger, theirs = await world.organizer(), victim.host.organization_id
    event = {"title": "Mine?", "timezone": "UTC", "organization_id": theirs}
    guest = {"name": "Mine?", "organization_id": theirs}

    await stranger.refused(404, "POST", "/api/events", event)
    await stranger.refused(404, "POST", "/api/guests", guest)
    await stranger.refused(404, "GET", "/api/guests", params={"organization_id": theirs})
    own = (await stranger.post("/api/guests", {"name": "Mine"}))["id"]
    for keep, remove in ((own, victim.guest_id), (victim.guest_id, own)):
        both = {"keep": keep, "remove": remove}
        await stranger.refused(404, "POST", "/api/guests/merge", both)
    listed = await stranger.get("/api/events", organization_id=theirs)

    assert listed["items"] == []


@pytest.mark.parametrize("role", ["viewer", "editor"])
async def test_too_low_role(world: World, victim: Victim, role: str) -> None:
    """Members read what their role reads, and nothing else goes through."""
    member = await make_member(world, victim, role)
    rights = rights_of(role, [], None)

    def expected(route: Route) -> set[int]:
        if route.right in OTHERS:
            return stranger_gets(route)
        return FINE if route.right in rights else {403}

    routes = [
        route
        for route in api_routes()
        if route.right and (route.right not in rights or route.method == "GET")
    ]
    wrong = await walk(victim, member, routes, expected, ())

    assert {route.right for route in routes} - rights
    assert wrong == {}


async def test_role_on_the_event_opens_only_its_own_people(world: World, victim: Victim) -> None:
    editor = await make_member(world, victim, "editor")
    viewer = await make_member(world, victim, "viewer")
    other = await victim.host.post("/api/guests", {"name": "Al Elsewhere"})

    assert (await editor.get(f"/api/guests/{victim.guest_id}"))["id"] == victim.guest_id
    await editor.refused(404, "GET", f"/api/guests/{other['id']}")
    await viewer.refused(404, "GET", f"/api/guests/{victim.guest_id}")
    await editor.refused(404, "GET", f"/api/users/{victim.host.id}")


async def test_removed_member(world: World, victim: Victim) -> None:
    member = await make_member(world, victim, "admin", "removed")
    routes = [route for route in api_routes() if route.right]

    wrong = await walk(victim, member, routes, stranger_gets, (PLACE, SOMEBODY))

    assert wrong == {}


async def test_logged_out_token(world: World, victim: Victim) -> None:
    """The token of the event's own admin, after the log-out."""
    member = await make_member(world, victim, "admin")
    await member.good("POST", "/api/auth/logout")
    routes = [route for route in api_routes() if not route.is_public and "{code}" not in route.path]

    wrong = await walk(victim, member, routes, lambda _: {401}, (PLACE, SOMEBODY))

    assert wrong == {}


async def test_code_of_another_event(world: World, victim: Victim) -> None:
    stranger = await world.organizer()
    party = await (await stranger.event()).party("Own Guest")
    routes = [route for route in api_routes() if "{code}" not in route.path]

    def expected(route: Route) -> set[int]:
        if route.is_public:
            return anybody_gets(route) | {404}
        return code_gets(route, 404)

    wrong = await walk(victim, party.bearer, routes, expected, (PLACE, SOMEBODY))

    assert wrong == {}


async def test_code_of_another_party(world: World, victim: Victim) -> None:
    """The bearer sees seats, and of other people neither names nor answers."""

    def expected(route: Route) -> set[int]:
        if route.right in CODE_HOLDER:
            # somebody else's hold isn't there for them
            return {404} if "{key}" in route.path else FINE
        if "invitation_id" in route.parameters or "{code}" in route.path:
            return {404}
        if route.path in FOR_HOLDERS:
            return {404}
        return code_gets(route, 403)

    routes = [route for route in api_routes() if not route.is_public]
    wrong = await walk(victim, victim.other.bearer, routes, expected, (SOMEBODY,))

    assert wrong == {}


#: The routes that answer a door device, each argued for in ADR 0012.
FOR_DEVICES = {
    "POST /api/events/{event_id}/checkins",
    "POST /api/events/{event_id}/checkins/{nonce}/undo",
    "GET /api/events/{event_id}/checkins/roster",
    "POST /api/events/{event_id}/walk-ins",
}


def by_device(status: int) -> Expected:
    """What a device's key is answered where it opens nothing; what is public doesn't ask who it is."""

    def expected(route: Route) -> set[int]:
        if route.admits_devices:
            return {status}
        if "{code}" in route.path:
            return {404}
        return anybody_gets(route) if route.is_public else {401, 403, 404}

    return expected


def test_routes_that_answer_devices_are_named_here() -> None:
    assert {route.name for route in api_routes() if route.admits_devices} == FOR_DEVICES


async def test_device_opens_the_door_and_nothing_else(world: World, victim: Victim) -> None:
    device = world.device(victim.device_key)
    routes = [route for route in api_routes() if not route.admits_devices]

    wrong = await walk(victim, device, routes, by_device(401), (PLACE, SOMEBODY))

    assert wrong == {}


async def test_device_of_another_event(world: World, victim: Victim) -> None:
    stranger = await world.organizer()
    own = await stranger.event()
    made = await stranger.post(f"{own.path}/devices", {"name": "Own device"})

    wrong = await walk(
        victim, world.device(made["key"]), api_routes(), by_device(404), (PLACE, SOMEBODY)
    )

    assert wrong == {}


async def test_device_of_another_event_of_the_same_host(world: World, victim: Victim) -> None:
    """One's key opens one event, also within a tenant."""
    sister = await victim.host.event(title="Sister")
    made = await victim.host.post(f"{sister.path}/devices", {"name": "Of the sister"})

    wrong = await walk(
        victim, world.device(made["key"]), api_routes(), by_device(404), (PLACE, SOMEBODY)
    )

    assert wrong == {}


@pytest.mark.parametrize("end", ["revoked", "expired", "unknown"])
async def test_device_whose_access_has_ended(world: World, victim: Victim, end: str) -> None:
    path = f"{victim.event.path}/devices"
    made = await victim.host.post(path, {"name": "Old phone"})
    key = made["key"]
    if end == "revoked":
        await victim.host.delete(f"{path}/{made['id']}")
    elif end == "expired":
        past = "UPDATE devices SET expires_at = now() - interval '1 s' WHERE id = $1"
        await world.sql(past, made["id"])
    else:
        key += "x"

    wrong = await walk(victim, world.device(key), api_routes(), by_device(401), (PLACE, SOMEBODY))

    assert wrong == {}


async def test_bearer_does_not_run_the_event(world: World, victim: Victim) -> None:
    """One's own invitation, by its code: not sent, canceled, deleted, nor checked in."""
    own, bearer = victim.party.path, victim.party.bearer

    await bearer.refused(403, "DELETE", own)
    for verb in ("send", "cancel"):
        await bearer.refused(403, "POST", f"{own}/{verb}")
    await bearer.refused(403, "PUT", f"{own}/attendance/checkin")
    await bearer.refused(403, "PUT", f"{own}/guests/{victim.party.guests[1]}/checkout")


async def test_foreign_id_below_an_own_event(world: World, victim: Victim) -> None:
    """Each nested id has to belong to its parent."""
    stranger = await world.organizer()
    own = await stranger.event()
    nested = [
        route
        for route in api_routes()
        if "event_id" in route.parameters and len(route.parameters) > 1
    ]
    wrong = {}
    for route in nested:
        answer = await send(route, stranger, victim, event_id=own.id)
        if answer.status_code != 404 or SOMEBODY in answer.text:
            wrong[route.name] = (answer.status_code, answer.text[:200])

    assert nested
    assert wrong == {}


async def test_foreign_ids_in_a_body(world: World, victim: Victim) -> None:
    """Seats, guests and invitations of another tenant, named inside a body, are unknown ones."""
    stranger = await world.organizer()
    own = await stranger.event()
    party = await own.party("Own Guest")
    seat, attendee = victim.values["seat_id"], victim.values["attendee_id"]
    hold = {"seat_ids": [seat]}
    scan = {"nonce": "n", "attendee_id": attendee}
    code = {"nonce": "n2", "code": victim.party.code}
    named = {"guests": [{"guest_id": victim.guest_id}]}
    joined = {"name": "X", "invitation_id": victim.party.id}

    assert (await stranger.refused(422, "POST", f"{own.path}/holds", hold))["errors"]
    for body in (scan, code):
        answer = await stranger.post(f"{own.path}/checkins", body)
        assert answer["results"][0]["result"] in ("unknown", "wrong_event")
        assert SOMEBODY not in str(answer)
    await stranger.refused(422, "POST", f"{own.path}/invitations", named)
    await stranger.refused(404, "POST", f"{own.path}/guests", joined)
    taken = {"seat_id": seat}
    await stranger.refused(422, "PUT", f"{own.path}/guests/{party.guests[0]}", taken)
    changed = await stranger.ask(
        "PATCH", f"{own.path}/guests", {"ids": [attendee], "set": {"side": "x"}}
    )
    assert changed.json()["changed"] == 0
