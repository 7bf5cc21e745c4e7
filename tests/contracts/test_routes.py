"""Every route says who may use it."""

from typing import get_args

from fastapi.routing import APIRoute

from convite.entry.http.api import create_router
from convite.entry.wiring import VERBS
from convite.events.members.models import MemberRole
from convite.events.members.policy import ADMIN, RIGHTS, SEATS
from tests.routes import documented, routes

#: What is open to everybody, and why nothing more can be asked.
OPEN = {
    "GET /healthz": "whether the process lives",
    "GET /readyz": "whether it can serve",
    "GET /metrics": "figures without names, for the machine's own network",
    "GET /api/legal": "where the site's own texts are read",
    "GET /api/stream": "judged by each channel's own right",
    "POST /api/auth/register": "nobody has an account before",
    "POST /api/auth/login": "nobody is logged in before",
    "POST /api/auth/refresh": "the refresh token is the key",
    "POST /api/auth/email/verify": "the mailed token is the key",
    "POST /api/auth/password/reset": "nobody is logged in before",
    "POST /api/auth/password/reset/confirm": "the mailed token is the key",
    "POST /api/auth/magic-link": "nobody is logged in before",
    "POST /api/auth/magic-link/confirm": "the mailed token is the key",
    "POST /api/auth/otp/request": "nobody is logged in before",
    "POST /api/auth/otp/verify": "the code that was sent is the key",
    "GET /api/webhooks/whatsapp": "the configured word is the key",
    "POST /api/webhooks/{channel}": "the provider's signature is the key",
    "POST /api/orders/recover": "the link goes to the buyer's own address",
    "POST /api/payments/webhooks/{provider}": "the signature of the payment provider is the key",
    "POST /api/webhooks/mail": "the signature of whoever passes the mail on is the key",
    "POST /api/auth/second-factor": "the token of the first step and a code are the key",
    "POST /api/auth/passkeys/options": "nobody is logged in before",
    "POST /api/auth/passkeys/login": "the signature by the passkey is the key",
    "GET /api/auth/oidc": "nobody is logged in before",
    "GET /api/auth/oidc/{provider}": "nobody is logged in before",
    "GET /api/auth/oidc/{provider}/callback": "the provider's code and the browser's cookie are the key",
    "GET /api/interests": "pages that anybody opens offer them as filters",
    "GET /api/towns": "the same for everybody, and no secret",
    "GET /api/events/discover": "public events are for everybody",
    "POST /api/wallet/apple/v1/devices/{device}/registrations/{type_id}/{pass_serial}": (
        "the pass's token is the key"
    ),
    "DELETE /api/wallet/apple/v1/devices/{device}/registrations/{type_id}/{pass_serial}": (
        "the pass's token is the key"
    ),
    "GET /api/wallet/apple/v1/devices/{device}/registrations/{type_id}": (
        "the phone's random name is the key, as Apple has it"
    ),
    "GET /api/wallet/apple/v1/passes/{type_id}/{pass_serial}": "the pass's token is the key",
    "POST /api/wallet/apple/v1/log": "phones say what went wrong, for the server's log",
    "GET /api/contacts/{provider}/callback": "Google's code and the browser's cookie are the key",
}


def test_every_route_has_access() -> None:
    bare = [route.name for route in routes() if not route.access]

    assert bare == []


def test_what_is_open_is_named_here() -> None:
    """A new open route has to be argued for."""
    found = {route.name for route in routes() if route.is_public and route.path.startswith("/api")}

    assert found == {name for name in OPEN if "/api/" in name}


def test_public_routes_ask_for_nothing_else() -> None:
    mixed = {
        route.name: route.access - {"public"}
        for route in routes()
        if route.is_public and route.access != {"public"}
    }

    assert mixed == {}


def test_rights_that_routes_ask_for_are_given_to_somebody() -> None:
    asked = {route.right for route in routes() if route.right}
    others = {"own_invitation", "own_task", "own_file", "read_outbox"}

    assert asked - ADMIN - SEATS - others == set()


def test_no_two_routes_share_path_and_verb() -> None:
    names = [route.name for route in routes()]

    assert sorted(names) == sorted(set(names))


def test_the_walk_finds_every_documented_route() -> None:
    paths = documented()["paths"]
    said = {f"{verb.upper()} {path}" for path, verbs in paths.items() for verb in verbs}

    assert said - {route.name for route in routes()} == set()


def test_hot_endpoints_are_documented_routes() -> None:
    """The hot door answers before the router; what it answers stands in OpenAPI all the same."""
    names = {route.name for route in routes()}

    assert {f"{verb.method} {verb.path}" for verb in VERBS} <= names


def test_only_pages_stand_outside_the_routers() -> None:
    app = create_router()
    outside = {route.path for route in app.routes if isinstance(route, APIRoute)}

    assert not {path for path in outside if path.startswith("/api")}


def test_every_role_of_an_event_has_rights() -> None:
    assert set(RIGHTS) == set(get_args(MemberRole))
