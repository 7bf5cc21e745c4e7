"""Bad input: a clear refusal that names the field, and nothing half done."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.dependencies.models import Dependant

from convite.core.bodies import MAX_BYTES
from convite.entry.http.shield import LARGE, MAX_BYTES_OF_FILES, limit_of
from tests.routes import Route, api_routes, routes
from tests.victim import Victim, make_victim
from tests.world import Happening, Person, World

#: For people who aren't of the event; their own tests below tests/doors send them bad bodies.
FOR_OTHERS = {
    # a pass that isn't there is told first; tests/doors/test_wallets
    "POST /api/wallet/apple/v1/devices/{device}/registrations/{type_id}/{pass_serial}",
    "POST /api/events/{event_id}/requests",
    "POST /api/events/{event_id}/waitlist",
    "PATCH /api/events/{event_id}/waitlist/{entry_id}",
    "POST /api/invites/{invite}/accept",
    "POST /api/invites/{invite}/decline",
}
#: Not those of admins, which others are kept from before their body is read.
BODIED = [
    route
    for route in api_routes()
    if route.has_body
    and "import" not in route.path
    and "admin" not in route.access
    and route.name not in FOR_OTHERS
]
HOT = ["/api/events/{event_id}/holds", "/api/events/{event_id}/checkins"]


def queried(dependant: Dependant) -> Iterator[str]:
    """The names a route reads from its query."""
    for field in dependant.query_params:
        yield field.name
    for one in dependant.dependencies:
        yield from queried(one)


LISTS = [
    route
    for route in api_routes()
    if route.method == "GET" and {"limit", "cursor"} <= set(queried(route.route.dependant))
]


@pytest.fixture(scope="module")
async def victim(world: World) -> Victim:
    """Everything there is; here its own host asks."""
    return await make_victim(world)


@pytest.fixture(scope="module")
async def event(world: World) -> Happening:
    host = await world.organizer()
    return await host.event()


async def asked(route: Route, victim: Victim, body: Any = None, **more: Any) -> Any:
    """The answer to the one who may do everything there."""
    values = {"code": victim.party.code}
    return await victim.host.ask(
        route.method, victim.path(route.path, **values), body, params=victim.query, **more
    )


def named(problem: dict[str, Any]) -> list[str]:
    """The fields that a problem points at."""
    return [one.get("pointer", one.get("parameter", "")) for one in problem.get("errors", [])]


async def refusal(answer: Any) -> dict[str, Any]:
    assert answer.headers["content-type"] == "application/problem+json", answer.text[:200]
    problem: dict[str, Any] = answer.json()
    assert problem["detail"]
    return problem


@pytest.mark.parametrize("route", BODIED, ids=lambda route: route.name)
async def test_unknown_field_is_named(victim: Victim, route: Route) -> None:
    before = await victim.state()

    answer = await asked(route, victim, {"no_such_field": 1})

    assert answer.status_code == 422, answer.text[:300]
    assert "/no_such_field" in named(await refusal(answer))
    assert await victim.state() == before


@pytest.mark.parametrize("route", BODIED, ids=lambda route: route.name)
@pytest.mark.parametrize("body", [[], "text", 7, None, True], ids=repr)
async def test_body_of_another_kind_is_refused(victim: Victim, route: Route, body: Any) -> None:
    before = await victim.state()

    answer = await asked(route, victim, content=json.dumps(body))

    may_be_absent = body is None and not route.route.body_field.field_info.is_required()
    if not may_be_absent:
        assert answer.status_code == 422, answer.text[:300]
        await refusal(answer)
        assert await victim.state() == before


BROKEN = {
    "no JSON": b"{'a': 1",
    "cut": b'{"title": "x"',
    "invalid UTF-8": b'{"title": "\xff\xfe"}',
    "half a pair": b'{"title": "\\ud800"}',
    "deep": b'{"title":' + b"[" * 5000 + b"]" * 5000 + b"}",
    "deep objects": b'{"a":' * 2000 + b"1" + b"}" * 2000,
    "not a number": b'{"title": NaN}',
}


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("path", ["/api/events", *HOT])
async def test_what_is_no_json_is_refused(victim: Victim, path: str, kind: str) -> None:
    headers = {"content-type": "application/json"}

    answer = await victim.host.ask("POST", victim.path(path), content=BROKEN[kind], headers=headers)

    assert answer.status_code in (400, 422), answer.text[:300]
    await refusal(answer)


@pytest.mark.parametrize("path", ["/api/events", "/api/guests", *HOT])
async def test_body_over_the_limit_is_refused(victim: Victim, path: str) -> None:
    """1 MB, whether its length is said beforehand or not."""
    big = b'{"title": "' + b"x" * (1 << 20) + b'"}'

    async def parts() -> Any:
        for start in range(0, len(big), 1 << 16):
            yield big[start : start + (1 << 16)]
            await asyncio.sleep(0)

    for content in (big, parts()):
        answer = await victim.host.ask(
            "POST",
            victim.path(path),
            content=content,
            headers={"content-type": "application/json"},
        )
        assert answer.status_code == 413, answer.text[:300]
        assert (await refusal(answer))["type"] == "/problems/too-large"


async def test_large_bodies_are_accepted_by_their_routes_only() -> None:
    """A path that merely ends like one of them has the ordinary limit."""
    assert set(LARGE) <= {route.name for route in routes()}
    for route in LARGE:
        method, path = route.replace("{event_id}", "some-id").split(" ")
        assert limit_of({"method": method, "path": path}) == MAX_BYTES_OF_FILES
    for other in ("DELETE /api/rsvp/ABCD/seats", "GET /api/events/some-id/seats"):
        method, path = other.split(" ")
        assert limit_of({"method": method, "path": path}) == MAX_BYTES


async def test_plan_may_be_larger_than_other_bodies(event: Happening) -> None:
    seats = [{"seat_number": f"S{n}", "blocked_reason": "x" * 180} for n in range(6000)]
    body = {"seats": seats}
    assert len(json.dumps(body)) > 1 << 20

    await event.host.put(f"{event.path}/seating-plan", body)


NUL = "a\x00b"
TEXTS = {
    "/api/events": [("title", {"title": NUL, "timezone": "UTC"})],
    "/api/guests": [("first_name", {"first_name": NUL}), ("notes", {"name": "A", "notes": NUL})],
    "/api/events/{event_id}/guests": [("last_name", {"first_name": "A", "last_name": NUL})],
    "/api/events/{event_id}/questions": [("label", {"label": NUL})],
    "/api/events/{event_id}/invitations": [
        ("label", {"label": NUL, "max_guests": 1}),
        ("guests/0/first_name", {"guests": [{"first_name": NUL}]}),
    ],
    "/api/events/{event_id}/seats": [("seats/0/seat_number", {"seats": [{"seat_number": NUL}]})],
}


@pytest.mark.parametrize("path", TEXTS)
async def test_nul_is_refused_by_name(victim: Victim, path: str) -> None:
    for field, body in TEXTS[path]:
        problem = await victim.host.refused(422, "POST", victim.path(path), body)
        assert named(problem) == [f"/{field}"]


NUL_ELSEWHERE = [
    ("POST", "/api/guests", {"name": "A", "phone": NUL}),
    ("POST", "/api/guests", {"name": "A", "email": f"{NUL}@example.com"}),
    ("POST", "/api/auth/login", {"email": NUL, "password": NUL}),
    ("POST", "/api/auth/refresh", {"refresh_token": NUL}),
    ("PUT", "/api/rsvp/{code}", {"message": NUL}),
    ("PUT", "/api/events/{event_id}", {"settings": {"contact": NUL}}),
    ("POST", "/api/events/{event_id}/checkins", {"nonce": NUL, "code": "x"}),
    ("POST", "/api/events/{event_id}/checkins", {"nonce": "n", "code": NUL}),
    ("POST", "/api/events/{event_id}/holds", {"block": {"places": 1, "table_number": NUL}}),
    ("POST", "/api/events/{event_id}/questions", {"label": "A", "translations": {"es": {"label": NUL}}}),
    ("PUT", "/api/events/{event_id}/seating-plan", {"areas": [{"label": NUL, "x": 1, "y": 1}]}),
    ("PUT", "/api/me/profile", {"bio": NUL}),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "body"), NUL_ELSEWHERE)
async def test_nul_is_no_fault_of_ours(victim: Victim, method: str, path: str, body: Any) -> None:
    answer = await victim.host.ask(method, victim.path(path, code=victim.party.code), body)

    assert 400 <= answer.status_code < 500, answer.text[:300]
    await refusal(answer)


@pytest.mark.parametrize("route", LISTS, ids=lambda route: route.name)
async def test_nul_in_a_search_is_no_fault_of_ours(victim: Victim, route: Route) -> None:
    params = {**victim.query, "q": NUL, "side": NUL, "tag": NUL, "action": NUL}

    answer = await victim.host.ask("GET", victim.path(route.path), params=params)

    assert answer.status_code < 500, answer.text[:300]


@pytest.mark.parametrize("route", LISTS, ids=lambda route: route.name)
async def test_lists_are_bounded(world: World, victim: Victim, route: Route) -> None:
    path = victim.path(route.path)
    for name, values in {
        "limit": ["201", "0", "-1", "x", "9" * 30],
        "skip": ["-1", "9" * 30],
        "cursor": ["x", "e30", "WyJhIl0", "W251bGwsIG51bGxd", "!" * 500, "é"],
    }.items():
        for value in values:
            answer = await victim.host.ask("GET", path, params={**victim.query, name: value})
            if answer.status_code == 403:
                return  # for administrators
            assert answer.status_code == 422, (name, value, answer.text[:200])
            assert any(name in one for one in named(await refusal(answer))), answer.text[:200]


async def test_limit_of_two_hundred_is_fine(victim: Victim) -> None:
    await victim.host.get(f"{victim.event.path}/guests", limit=200)


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30, -(2**63), 1.5, "7", None])
async def test_numbers_out_of_bounds(world: World, victim: Victim, number: Any) -> None:
    """Too large for the column, or no whole number at all."""
    event = victim.event.path
    for method, path, body in (
        ("PUT", event, {"capacity": number, "version": 1}),
        ("PUT", event, {"version": number}),
        ("PUT", victim.party.path, {"max_guests": number}),
        ("POST", f"{event}/seating-plan/generate", {"kind": "rows", "rows": number}),
        ("POST", f"{event}/holds", {"block": {"places": number}}),
        ("POST", f"{event}/questions", {"label": "A", "position": number}),
    ):
        answer = await victim.host.ask(method, path, body)
        fine = number in ("7", None) and answer.status_code in (200, 201, 409)
        assert fine or answer.status_code in (409, 422), (path, body, answer.text[:200])


@pytest.mark.parametrize(
    "moment", ["2030-05-01T18:00:00", "2030-05-01", "tomorrow", "", 7, "2030-13-01T00:00:00Z"]
)
async def test_time_without_a_zone_is_refused(victim: Victim, moment: Any) -> None:
    event = {"title": "X", "timezone": "UTC", "starts_at": moment}
    scan = {"nonce": f"at {moment}", "attendee_id": victim.party.guests[0], "at": moment}

    if moment != 7:  # a number is a moment since 1970
        problem = await victim.host.refused(422, "POST", "/api/events", event)
        assert named(problem) == ["/starts_at"]
    problem = await victim.host.refused(422, "POST", f"{victim.event.path}/checkins", scan)
    assert named(problem) == ["/at"]


async def test_unknown_zone_is_refused(victim: Victim) -> None:
    for zone in ("Mars/Base", "", "../etc", "UTC\x00", "x" * 100):
        body = {"title": "X", "timezone": zone}
        assert named(await victim.host.refused(422, "POST", "/api/events", body)) == ["/timezone"]


STALE = {
    "event": ("/api/events/{event_id}", {"title": "Older"}),
    "guest of the event": ("/api/events/{event_id}/guests/{guest_id}", {"side": "older"}),
    "attendee": ("/api/attendees/{attendee_id}", {"side": "older"}),
    "invitation": ("/api/invitations/{invitation_id}", {"label": "Older"}),
    "question": ("/api/events/{event_id}/questions/{question_id}", {"label": "Older"}),
    "guest": ("/api/guests/{guest_id}", {"company": "Older"}),
    "account": ("/api/users/{user_id}", {"name": "Older"}),
    "plan": ("/api/events/{event_id}/seating-plan", {"name": "Older"}),
}


@pytest.mark.parametrize("thing", STALE)
async def test_stale_version_is_told_with_the_present_row(victim: Victim, thing: str) -> None:
    template, change = STALE[thing]
    path = victim.path(template)
    before = await victim.state()

    for verb in ("PUT", "PATCH"):
        problem = await victim.host.refused(409, verb, path, {**change, "version": 999})
        assert problem["type"] == "/problems/stale-version"
        assert problem["current"]["version"] != 999
    assert await victim.state() == before


async def test_seat_of_another_event(world: World, victim: Victim) -> None:
    """Whatever the door: a seat is the event's own, or it isn't there."""
    own = await victim.host.event()
    mine, *_ = await own.seats(2)
    party, theirs = await own.party("Jo Smith"), victim.values["seat_id"]

    holds = {"seat_ids": [mine, theirs]}
    problem = await victim.host.refused(422, "POST", f"{own.path}/holds", holds)
    choice = {"seats": [{"guest": party.guests[0], "seat_id": theirs}]}
    await party.bearer.refused(422, "POST", f"{party.rsvp}/seats", choice)
    await victim.host.refused(422, "POST", f"{party.path}/attendance", {"seat_id": theirs})

    assert named(problem) == ["/seat_ids"]
    assert (await own.map())[mine]["status"] == "free"
    assert (await party.row())["guests"][0]["status"] == "pending"


async def test_person_of_another_party(victim: Victim) -> None:
    party, stranger = victim.party, victim.other.guests[0]
    before = await victim.state()

    said = {"guests": [{"id": stranger, "status": "accepted"}]}
    problem = await party.bearer.refused(422, "PUT", party.rsvp, said)
    await party.bearer.refused(
        404, "PUT", f"{party.path}/guests/{stranger}", {"status": "accepted"}
    )

    assert named(problem) == ["/guests/0/id"]
    assert await victim.state() == before


async def test_all_or_nothing(world: World, victim: Victim) -> None:
    """One wrong row of many, and none is there afterwards."""
    host = await world.organizer()
    event = await host.event()
    good, bad = {"guests": [{"name": "Good One"}]}, {"guests": [{"name": "B", "phone": "12"}]}
    seats = {"seats": [{"seat_number": "A1"}, {"seat_number": "A1"}]}
    category = {"seats": [{"seat_number": "A1"}, {"seat_number": "A2", "category": "none"}]}

    await host.refused(422, "POST", f"{event.path}/invitations", {"invitations": [good, bad]})
    await host.refused(409, "POST", f"{event.path}/seats", seats)
    problem = await host.refused(422, "POST", f"{event.path}/seats", category)

    assert named(problem) == ["/seats/1/category"]
    assert (await host.get(f"{event.path}/invitations"))["items"] == []
    assert (await host.get("/api/guests"))["items"] == []
    assert (await host.get(f"{event.path}/seats"))["seats"] == []


async def test_ids_that_are_none(world: World, victim: Victim) -> None:
    host = victim.host
    for path in ("/api/events/x", "/api/guests/x", "/api/users/x", "/api/invitations/x"):
        answer = await host.ask("GET", path)
        assert answer.status_code in (404, 422), answer.text
        await refusal(answer)
    for path in ("/api/seats/x", "/api/attendees/x", f"{'/api/events/' + 'x' * 36}/seats/status"):
        await host.refused(404, "GET", path)
    await host.refused(404, "GET", "/api/no/such/thing")
    answer = await host.ask("DELETE", "/api/events")
    assert (answer.status_code, answer.headers["content-type"]) == (405, "application/problem+json")


@pytest.mark.parametrize(
    "token", ["x", "a.b.c", "Bearer", "é", "eyJhbGciOiJub25lIn0.e30.", "x" * 20_000]
)
async def test_odd_tokens_are_not_known(world: World, victim: Victim, token: str) -> None:
    bare = Person(world, {"authorization": f"Bearer {token}".encode()})  # type: ignore[dict-item]

    await bare.refused(401, "GET", "/api/me")
    answer = await bare.ask("GET", f"{victim.event.path}/seats/status")
    assert answer.status_code == 401, answer.text


async def test_token_of_another_key_is_not_known(world: World, victim: Victim) -> None:
    head, claims, signature = victim.host.token.split(".")
    for text in (
        f"{head}.{claims}.{signature[:-2]}AA",
        f"{head}.{claims[:-2]}AA.{signature}",
        f"eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{claims}.",
    ):
        await Person(world, {"authorization": f"Bearer {text}"}).refused(401, "GET", "/api/me")


async def test_odd_codes_are_nobodys(world: World, victim: Victim) -> None:
    for code in ("x", "%00", "%ff", "x" * 99, "x" * 3000, "..", "'; --"):
        answer = await world.nobody().ask("GET", f"/api/rsvp/{code}")
        assert answer.status_code == 404, (code, answer.status_code, answer.text[:200])
    bearer = Person(world, {"x-invitation-code": "é".encode()})  # type: ignore[dict-item]
    await bearer.refused(404, "GET", f"{victim.event.path}/seats/status")
