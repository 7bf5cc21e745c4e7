"""The index in front of the router finds what the router would find."""

import re

import pytest
from fastapi.routing import APIRoute
from starlette.routing import Match

from convite.entry import wiring
from convite.entry.http.route_index import RouteIndex

INDEX = RouteIndex(wiring.ROUTER.routes)
ROUTES = [route for route in wiring.ROUTER.routes if isinstance(route, APIRoute)]
CASES = [(method, route) for route in ROUTES for method in sorted(route.methods or ())]


def scope_of(method: str, path: str) -> dict[str, object]:
    return {"type": "http", "method": method, "path": path, "headers": [], "root_path": ""}


def first_of_the_router(scope: dict[str, object]) -> object:
    return next(route for route in ROUTES if route.matches(scope)[0] == Match.FULL)


@pytest.mark.parametrize(("method", "route"), CASES, ids=lambda one: getattr(one, "path", one))
def test_same_route_as_the_router(method: str, route: APIRoute) -> None:
    path = re.sub(r"\{\w+\}", "0198c0de-0000-7000-8000-000000000000", route.path)
    match, found = INDEX.matches(scope_of(method, path))

    assert match == Match.FULL
    assert found["route"] is first_of_the_router(scope_of(method, path))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/nothing"),
        ("BREW", "/api/events"),
        ("GET", "/api/events/"),
        ("GET", "//api/events"),
        ("GET", ""),
    ],
)
def test_the_router_says_what_is_wrong(method: str, path: str) -> None:
    assert INDEX.matches(scope_of(method, path)) == (Match.NONE, {})
