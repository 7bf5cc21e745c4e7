"""Finds a request's route by its path's segments.

The framework tries every route's pattern in turn; with more than a hundred of them that cost a quarter
of an ordinary request. The routes stay the framework's: it describes them, and serves what isn't found
here.
"""

from collections.abc import Iterable

from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

#: A path's segments, with None where a pattern has a parameter.
Pattern = tuple[str | None, ...]


class RouteIndex(BaseRoute):
    """A route in front of the others that answers for all of them."""

    def __init__(self, routes: Iterable[BaseRoute]) -> None:
        self.by_pattern: dict[tuple[str, Pattern], list[APIRoute]] = {}
        #: Per number of segments, which of them are parameters; literal segments come first.
        self.masks: dict[int, list[tuple[bool, ...]]] = {}
        for route in routes:
            if isinstance(route, APIRoute):
                self.add(route)
        for masks in self.masks.values():
            masks.sort()

    def add(self, route: APIRoute) -> None:
        """Adds a route under its methods and its pattern."""
        pattern = tuple(
            None if segment.startswith("{") else segment for segment in route.path.split("/")
        )
        for method in route.methods or ():
            self.by_pattern.setdefault((method, pattern), []).append(route)
        mask = tuple(segment is None for segment in pattern)
        masks = self.masks.setdefault(len(pattern), [])
        if mask not in masks:
            masks.append(mask)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """The route with this method and path; none if the framework must say what is wrong."""
        if scope["type"] != "http":
            return Match.NONE, {}
        segments = scope["path"].split("/")
        for mask in self.masks.get(len(segments), ()):
            pattern = tuple(
                None if is_parameter else segment
                for is_parameter, segment in zip(mask, segments, strict=True)
            )
            for route in self.by_pattern.get((scope["method"], pattern), ()):
                match, found = route.matches(scope)
                if match == Match.FULL:
                    return match, found
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves the request with the route that matched."""
        await scope["route"].handle(scope, receive, send)
