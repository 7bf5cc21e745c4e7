"""Dates at the edge of time are refused wherever a date is taken, and so is what is no time zone."""

from collections.abc import Iterator
from typing import Any

import pytest

from convite.core.paging import encode_cursor, order_name
from convite.doors.lists.queries import order_of
from tests.routes import documented
from tests.victim import Victim, make_victim
from tests.world import World

EDGES = ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00"]
DOCUMENT = documented()
#: What an array's items, and a mapping's values, are called in a path of fields.
EACH = "*"


def dated(schema: dict[str, Any], seen: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of a schema's fields that take a date or time, each with its format at the end."""
    name = schema.get("$ref", "")
    if name in seen:
        return
    if name:
        yield from dated(DOCUMENT["components"]["schemas"][name.split("/")[-1]], (*seen, name))
    if schema.get("format") in ("date", "time", "date-time"):
        yield (schema["format"],)
    for field, one in schema.get("properties", {}).items():
        yield from ((field, *rest) for rest in dated(one, seen))
    for key in ("anyOf", "oneOf", "allOf"):
        for one in schema.get(key, []):
            yield from dated(one, seen)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from ((EACH, *rest) for rest in dated(schema[key], seen))


def body_of(fields: tuple[str, ...], value: str) -> Any:
    """A body that has nothing but this field."""
    if not fields:
        return value
    rest = body_of(fields[1:], value)
    return [rest] if fields[0] == EACH else {fields[0]: rest}


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, verbs in DOCUMENT["paths"].items():
        for verb, operation in verbs.items():
            yield verb.upper(), path, operation


BODIES = [
    (verb, path, fields)
    for verb, path, operation in operations()
    for content in operation.get("requestBody", {}).get("content", {}).values()
    for fields in dict.fromkeys(dated(content["schema"]))
]
#: Each with the format of its value.
QUERIES = [
    (verb, path, parameter["name"], fields[-1])
    for verb, path, operation in operations()
    for parameter in operation.get("parameters", [])
    for fields in dict.fromkeys(dated(parameter["schema"]))
]


@pytest.fixture(scope="module")
async def victim(world: World) -> Victim:
    return await make_victim(world)


def test_dates_are_found() -> None:
    """The walks below aren't empty."""
    assert len(BODIES) >= 20
    assert ("POST", "/api/events", ("starts_at", "date-time")) in BODIES
    assert ("GET", "/api/events/{event_id}/guests", "answered_since", "date-time") in QUERIES


@pytest.mark.parametrize(
    ("verb", "path", "fields"), BODIES, ids=lambda value: "/".join(value) if value else None
)
@pytest.mark.parametrize("edge", EDGES)
async def test_date_at_the_edge_of_time_is_refused(
    victim: Victim, verb: str, path: str, fields: tuple[str, ...], edge: str
) -> None:
    *names, kind = fields
    body = body_of(tuple(names), edge[:10] if kind == "date" else edge)

    whole = victim.path(path, code=victim.party.code)
    answer = await victim.host.ask(verb, whole, body, params=victim.query)

    assert answer.status_code == 422, answer.text[:300]
    pointer = "/" + "/".join("0" if field == EACH else field for field in names)
    errors = {one["pointer"]: one["detail"] for one in answer.json()["errors"]}
    assert "year between 1900 and 9998" in errors[pointer]


@pytest.mark.parametrize(
    ("verb", "path", "name", "edge"),
    [
        (verb, path, name, edge)
        for verb, path, name, kind in QUERIES
        for edge in (EDGES if kind == "date" else [*EDGES, "2027-01-01T00:00:00"])
    ],
)
async def test_such_a_time_in_the_address_is_refused(
    victim: Victim, verb: str, path: str, name: str, edge: str
) -> None:
    whole = victim.path(path, code=victim.party.code)
    problem = await victim.host.refused(422, verb, whole, params={**victim.query, name: edge})

    assert name in str(problem["errors"])


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
async def test_event_by_day_and_duration_is_refused_too(victim: Victim, date: str) -> None:
    body = {"title": "Edge", "date": date, "start_time": "23:59", "duration": 1440}

    for zone in ("Asia/Tokyo", "America/Lima"):
        problem = await victim.host.refused(422, "POST", "/api/events", {**body, "timezone": zone})

        assert "year between" in str(problem["errors"])


@pytest.mark.parametrize("edge", [*EDGES, "2027-01-01T00:00:00"])
async def test_scan_of_such_a_time_is_refused_and_blocks_no_other(
    victim: Victim, edge: str
) -> None:
    path = f"/api/events/{victim.event.id}/checkins"
    scan = {"nonce": f"edge {edge}", "code": victim.party.code, "at": edge}

    problem = await victim.host.refused(422, "POST", path, scan)
    queue = await victim.host.post(path, {"scans": [scan]})

    assert problem["errors"][0]["pointer"] == "/at"
    assert [one["result"] for one in queue["results"]] == ["invalid"]


@pytest.mark.parametrize("edge", [*EDGES, "2027-01-01T00:00:00"])
async def test_cursor_of_such_a_time_is_refused(victim: Victim, edge: str) -> None:
    by = order_of("added")
    values = [edge, "a", victim.event.id]
    cursor = encode_cursor(order_name(by, descending=False), values)
    path = f"/api/events/{victim.event.id}/guests"

    problem = await victim.host.refused(
        422, "GET", path, params={"cursor": cursor, "sort": "added"}
    )

    assert problem["errors"][0]["pointer"] == "/cursor"


@pytest.mark.parametrize("answer", ["0001-01-01", "9999-12-31", "2027-02-30", "soon"])
async def test_answer_with_such_a_day_is_refused(victim: Victim, answer: str) -> None:
    question = {"label": "When do you arrive?", "kind": "date"}
    made = await victim.host.post(f"/api/events/{victim.event.id}/questions", question)
    path = f"/api/rsvp/{victim.party.code}"
    guests = [{"id": one, "status": "accepted"} for one in victim.party.guests]
    body = {"guests": guests, "answers": {made["id"]: answer}}

    found = await victim.host.ask("PUT", path, body)

    assert found.status_code == 422, found.text[:300]


@pytest.mark.parametrize(
    "zone",
    ["localtime", "Factory", "posixrules", "/etc/localtime", "../UTC", "posix/UTC", "", "europe/madrid"],
)  # fmt: skip
async def test_what_is_no_time_zone_is_refused(victim: Victim, zone: str) -> None:
    bodies = [
        {"title": "X", "timezone": zone},
        {"title": "X", "date": "2027-05-01", "timezone": zone},
    ]

    for body in bodies:
        problem = await victim.host.refused(422, "POST", "/api/events", body)
        assert "time zone" in str(problem["errors"])
    await victim.host.refused(422, "PATCH", "/api/me/profile", {"timezone": zone})
