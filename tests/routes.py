"""The routes of the program, read from its routers: what tests are generated from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from convite.core import request
from convite.core.idempotency import KeyedRoute
from convite.doors.book import policy as book
from convite.doors.unmerging import policy as unmerging
from convite.entry import wiring
from convite.entry.http.api import create_router
from convite.messaging.templates import policy as templates
from convite.messaging.webhooks import policy as webhooks
from convite.people.apikeys import policy as apikeys
from convite.people.identity import policy as identity
from convite.people.organizations import policy as organizations

#: Dependencies that say who may; those of events and invitations carry a `right` besides.
ACCESS = {
    request.logged_in: "logged in",
    request.public: "public",
    identity.account_access: "own account",
    identity.only_admin: "admin",
    organizations.acting_in: "organization",
    book.guest_access: "somebody in the book",
    unmerging.undo_access: "organization",
    organizations.organization_access: "organization",
    apikeys.key_access: "organization",
    webhooks.endpoint_access: "organization",
    templates.template_access: "organization",
}


def calls(dependant: Dependant) -> Iterator[Any]:
    """Every dependency of a route, those of dependencies too."""
    for one in dependant.dependencies:
        yield one.call
        yield from calls(one)


@dataclass(frozen=True)
class Route:
    """One path and verb."""

    method: str
    path: str
    route: APIRoute

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def access(self) -> set[str]:
        """What its dependencies ask for, in words."""
        found = {self.route.endpoint, *calls(self.route.dependant)}
        words = {word for call, word in ACCESS.items() if call in found}
        return words | {call.right for call in found if hasattr(call, "right")}

    @property
    def right(self) -> str | None:
        """The right on an event (or invitation) that it asks for."""
        found = [self.route.endpoint, *calls(self.route.dependant)]
        return next((call.right for call in found if hasattr(call, "right")), None)

    @property
    def admits_devices(self) -> bool:
        """Whether a door device's key opens it."""
        return any(hasattr(call, "admits_devices") for call in calls(self.route.dependant))

    @property
    def is_public(self) -> bool:
        return "public" in self.access

    @property
    def is_keyed(self) -> bool:
        """Whether it answers a keyed request once."""
        has_transaction = request.transaction in set(calls(self.route.dependant))
        return self.method == "POST" and isinstance(self.route, KeyedRoute) and has_transaction

    @property
    def parameters(self) -> set[str]:
        """The names in its path."""
        return set(self.route.param_convertors)

    @property
    def has_body(self) -> bool:
        return self.route.body_field is not None


def routes() -> list[Route]:
    """All of them but the web app's own pages."""
    plain = wiring.ROUTER.routes
    assert all(isinstance(route, APIRoute) for route in plain)
    return [
        Route(method, route.path, route)
        for route in plain
        if isinstance(route, APIRoute)
        for method in sorted(route.methods)
    ]


def api_routes() -> list[Route]:
    """Those under `/api`."""
    return [route for route in routes() if route.path.startswith("/api/")]


def documented() -> dict[str, Any]:
    """The OpenAPI document."""
    return create_router().openapi()
