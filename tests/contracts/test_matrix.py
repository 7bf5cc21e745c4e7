"""Every route × everybody: the answer that its declared right promises, and no name that isn't theirs.

`test_tenancy` walks the routes as those who may nothing. Here the same routes are walked as those who may
something: members by their role, on their event and on its sister of the same organization.
"""

from dataclasses import dataclass
from typing import Any, Literal

import pytest

from convite.events.members.policy import ADMIN, BOOK_RIGHT, SEATS, rights_of
from tests.contracts.test_tenancy import FINE, OTHERS, TO_ANYBODY, anybody_gets, send, walk
from tests.routes import Route, api_routes
from tests.victim import PICTURE, PLACE, SOMEBODY, Victim, make_member, make_victim
from tests.world import Happening, Person, World

#: Stands in everything of the sister event.
SISTER = "Zqsister"

#: What a route may ask for. Whoever invents another says below what everybody is answered.
WORDS = {"public", "logged in", "own account", "admin", "organization", "somebody in the book"}
DECLARED = {*WORDS, *OTHERS, *ADMIN, *SEATS}
#: Routes that ask for an account and nothing else: of oneself, or of what a body names, which their own
#: tests show to be checked.
FOR_ACCOUNTS = {
    "GET /api/events",
    "GET /api/guests",
    "GET /api/me",
    "GET /api/me/profile",
    "GET /api/me/profile/preview",
    "GET /api/me/export",
    "DELETE /api/me",
    "PUT /api/me/phone",
    "DELETE /api/me/identities/{identity_id}",
    "DELETE /api/me/sessions",
    "DELETE /api/me/sessions/{session_id}",
    "DELETE /api/users/{user_id}/block",
    "GET /api/events/recommended",
    "GET /api/me/blocks",
    "GET /api/me/identities",
    "GET /api/me/totp",
    "POST /api/me/totp",
    "POST /api/me/totp/confirm",
    "POST /api/me/totp/recovery-codes",
    "POST /api/me/totp/turn-off",
    "GET /api/me/passkeys",
    "POST /api/me/passkeys",
    "POST /api/me/passkeys/options",
    "PATCH /api/me/passkeys/{passkey_id}",
    "DELETE /api/me/passkeys/{passkey_id}",
    "GET /api/me/notifications",
    "PATCH /api/me/notifications",
    "GET /api/me/push-subscriptions",
    "POST /api/me/push-subscriptions",
    "DELETE /api/me/push-subscriptions",
    "GET /api/me/invites",
    "GET /api/me/requests",
    "GET /api/me/interests",
    "GET /api/me/sessions",
    "GET /api/me/tickets",
    "GET /api/notifications",
    "GET /api/organizations",
    "PATCH /api/me",
    "PATCH /api/me/interests",
    "PATCH /api/me/profile",
    "POST /api/auth/email/request",
    "POST /api/auth/logout",
    "POST /api/me/identities",
    "POST /api/events",
    "POST /api/events/{event_id}/requests",
    "POST /api/invites/{invite}/accept",
    "POST /api/invites/{invite}/decline",
    "POST /api/requests/{request_id}/cancel",
    "PATCH /api/events/{event_id}/waitlist/{entry_id}",
    "POST /api/events/{event_id}/waitlist",
    "POST /api/waitlist/{entry_id}/accept",
    "POST /api/files",
    "POST /api/guests",
    "POST /api/guests/merge",
    "POST /api/guests/merges",
    "POST /api/members/accept",
    "POST /api/members/invitation",
    "POST /api/organizations/accept",
    "POST /api/notifications/read-all",
    "POST /api/notifications/{notification_id}/read",
    "POST /api/api-keys",
    "POST /api/organizations",
    "POST /api/users/{user_id}/block",
    "POST /api/users/{user_id}/reports",
    "POST /api/events/{event_id}/reports",
    "PUT /api/me/interests",
    "PUT /api/me/profile",
}

#: Whoever walks these is no longer logged in for the next.
ENDINGS = {"POST /api/auth/logout", "DELETE /api/me"}

#: Rights that no role on an event gives, and what everybody else is answered.
ELSEWHERE = {**OTHERS, "admin": 403}
#: It declares nothing: each channel asks for its own right. It never ends for whoever has that.
STREAM = "/api/stream"

Who = Literal["viewer", "editor", "admin", "removed"]


def expected(who: Who, route: Route, *, on_own: bool) -> set[int]:
    """The answers that a route's declared right promises; `on_own` on the event of the member."""
    if route.path == STREAM:
        return {404}
    [asked] = route.access - {"logged in"} or {"logged in"}
    if asked == "public":
        return anybody_gets(route)
    if asked in {"logged in", "organization"}:
        known = asked == "organization" or route.name in FOR_ACCOUNTS
        assert known, f"what does {route.name} answer to others?"
        return FINE if not route.parameters or route.name in TO_ANYBODY else {404}
    if asked in ELSEWHERE:
        return {ELSEWHERE[asked]}
    if asked == "own account":
        # the account named is the host's
        return {404} if "{user_id}" in route.path else FINE
    if not on_own or who == "removed":
        return {404}
    if asked == "somebody in the book":
        return on_ones_list(who, route)
    return FINE if asked in rights_of(who, [], None) else {403}


def on_ones_list(who: Who, route: Route) -> set[int]:
    """The answers about somebody on the event's list: see `BOOK_RIGHT`.

    Whoever edits the list sees and changes them in the book; only the organization takes them out.
    """
    if BOOK_RIGHT not in rights_of(who, [], None):
        return {404}
    return {403} if route.method == "DELETE" else FINE


def is_walked(who: Who, route: Route) -> bool:
    """Writes that would go through aren't sent: the next routes would find another event."""
    if route.path == STREAM:
        return False
    return route.method == "GET" or (403 in expected(who, route, on_own=True))


@dataclass
class Family:
    """Two events of one host: the victim, and its sister with names of its own."""

    victim: Victim
    sister: Happening


@pytest.fixture(scope="module")
async def family(world: World) -> Family:
    victim = await make_victim(world)
    sister = await victim.host.event(title=f"{SISTER} party", description=SISTER)
    party = await sister.party(f"Jo {SISTER}", label=f"The {SISTER}s")
    await party.answer("accepted", message=SISTER)
    await sister.host.post(f"{sister.path}/questions", {"label": f"{SISTER}?", "kind": "text"})
    return Family(victim, sister)


def test_every_route_declares_one_right_that_the_matrix_knows() -> None:
    odd = {
        route.name: route.access
        for route in api_routes()
        if route.access - DECLARED or len(route.access - {"logged in"}) > 1 or not route.access
    }

    assert odd == {}


def test_routes_for_any_account_are_named_here() -> None:
    """A route that names a thing asks for a right on it."""
    bare = {route.name for route in api_routes() if route.access == {"logged in"}}

    assert bare == FOR_ACCOUNTS


@pytest.mark.parametrize("who", ["viewer", "editor", "admin"])
async def test_member_gets_what_the_role_promises(world: World, family: Family, who: Who) -> None:
    """And reads nothing of the sister event, though one host and one address book have both."""
    member = await make_member(world, family.victim, who)
    routes = [route for route in api_routes() if is_walked(who, route)]

    wrong = await walk(
        family.victim,
        member,
        routes,
        lambda route: expected(who, route, on_own=True),
        (SISTER,),
    )

    assert len(routes) > 60
    assert wrong == {}


@pytest.mark.parametrize("who", ["viewer", "editor", "admin", "removed"])
async def test_member_of_the_sister_gets_nothing(world: World, family: Family, who: Who) -> None:
    """Every read and write of the victim, by whoever has a role on another event of its host."""
    member = await member_of_sister(world, family, who)
    routes = [route for route in api_routes() if route.name not in ENDINGS]

    wrong = await walk(
        family.victim,
        member,
        routes,
        lambda route: expected(who, route, on_own=False),
        (PLACE, SOMEBODY),
    )

    assert wrong == {}


async def member_of_sister(world: World, family: Family, who: Who) -> Person:
    person = await world.organizer("Somebody Else")
    body = {"user_id": person.id, "role": "admin" if who == "removed" else who}
    path = f"{family.sister.path}"
    await family.sister.host.post(f"{path}/invite-member", body)
    if who == "removed":
        await family.sister.host.delete(f"{path}/members/{person.id}")
    return person


async def test_removed_member_gets_nothing_of_any_route(world: World, family: Family) -> None:
    member = await make_member(world, family.victim, "admin", "removed")
    routes = [route for route in api_routes() if route.name not in ENDINGS]

    wrong = await walk(
        family.victim,
        member,
        routes,
        lambda route: expected("removed", route, on_own=True),
        (PLACE, SOMEBODY),
    )

    assert wrong == {}


async def test_ids_of_the_sister_below_ones_own_event_are_unknown(
    world: World, family: Family
) -> None:
    """An admin of one event names things of the other in the paths of their own."""
    admin: Person = await make_member(world, family.victim, "admin")
    sister = await make_sister_values(family)
    wrong: dict[str, Any] = {}
    for route in api_routes():
        inner = route.parameters - {"event_id"} & sister.keys()
        if "event_id" not in route.parameters or not inner:
            continue
        answer = await send(route, admin, family.victim, **{name: sister[name] for name in inner})
        if answer.status_code != 404 or SISTER in answer.text:
            wrong[route.name] = (answer.status_code, answer.text[:200])

    assert wrong == {}


async def make_sister_values(family: Family) -> dict[str, str]:
    """Ids of the sister event, by the names of parameters."""
    host, path = family.sister.host, family.sister.path
    attendee = (await host.get(f"{path}/attendees"))["items"][0]["id"]
    question = (await host.get(f"{path}/questions"))["items"][0]["id"]
    device = await host.post(f"{path}/devices", {"name": SISTER})
    gate = await host.post(f"{path}/gates", {"name": SISTER})
    form = {"purpose": "event_image", "event_id": family.sister.id}
    sent = await host.ask("POST", "/api/files", data=form, files={"file": ("a.png", PICTURE)})
    image = await host.post(f"{path}/images", {"file_id": sent.json()["id"]})
    stranger = await family.victim.host.world.organizer()
    await host.post(f"{path}/invite-member", {"user_id": stranger.id, "role": "viewer"})
    return {
        "guest_id": attendee,
        "question_id": question,
        "device_id": device["id"],
        "gate_id": gate["id"],
        "image_id": image["id"],
        "user_id": stranger.id,
    }
