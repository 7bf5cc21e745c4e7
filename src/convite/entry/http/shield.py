"""The outermost layer of the API: request ids, body limits, security headers, errors as problems.

Plain ASGI: a layer that buffers or starts tasks of its own would leak transactions on disconnects.
"""

import re
from collections.abc import Iterable
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from convite.core.bodies import MAX_BYTES
from convite.core.ids import new_id
from convite.core.problems import Problem, TooLarge, known_problem
from convite.entry.http.refusals import refusal

#: Largest body of imports, plans and files, in bytes.
MAX_BYTES_OF_FILES = 64 << 20
#: The routes that accept them.
LARGE = (
    "POST /api/guests/import",
    "POST /api/rsvp/{code}/files",
    "POST /api/attendees/{attendee_id}/files",
    "POST /r/{code}",
    "POST /api/events/{event_id}/guests/import",
    "PUT /api/events/{event_id}/seating-plan",
    "PATCH /api/events/{event_id}/seating-plan",
    "POST /api/events/{event_id}/seats",
    "POST /api/files",
    "POST /api/events/{event_id}/photos",
    "POST /e/{slug}/wall",
    "POST /r/{code}/wall",
)
LARGE_ROUTE = re.compile("|".join(re.sub(r"\{\w+\}", "[^/]+", route) for route in LARGE))

Headers = list[tuple[bytes, bytes]]

#: What the app may do; the pages of `core.pages` and stored files bring stricter policies.
APP_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' ws: wss:; font-src 'self'; "
    "worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
#: What an answer to a program may do, should a browser ever show it.
API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
#: Answers that load nothing. A drawing is among them because it may contain a script.
PASSIVE = (b"application/json", b"application/problem+json", b"image/svg+xml")
COMMON = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"camera=(self), microphone=(), geolocation=(self)"),
]
#: Of pages that some sites may show inside theirs.
FRAMED = [header for header in COMMON if header[0] != b"x-frame-options"]
APP_HEADERS = [*COMMON, (b"content-security-policy", APP_POLICY.encode())]
#: Of every JSON answer, those of the hot door among them.
API_HEADERS = [*COMMON, (b"content-security-policy", API_POLICY.encode())]


def headers_for(given: Iterable[tuple[bytes, bytes]]) -> Headers:
    """The security headers by the kind of answer; one with a policy of its own keeps it."""
    is_passive = False
    for name, value in given:
        if name == b"content-security-policy":
            # the older header knows no list of sites, and would forbid what the policy allows
            is_framed = b"frame-ancestors " in value and b"frame-ancestors 'none'" not in value
            return FRAMED if is_framed else COMMON
        if name == b"content-type":
            is_passive = value.startswith(PASSIVE)
    return API_HEADERS if is_passive else APP_HEADERS


class BodyTooLarge(HTTPException):
    """The body exceeded its limit while being read. The framework only passes on its own errors."""

    def __init__(self, most: int) -> None:
        super().__init__(413)
        self.problem = TooLarge(f"The body is over {most} bytes.").with_text(most=most)


class Shield:
    """Wraps the application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            head = HeadOnly(receive, send)
            scope, receive, send = {**scope, "method": "GET"}, head.receive, head.send
        request_id = new_id()
        scope.setdefault("state", {})["request_id"] = request_id
        answer = Answer(send, request_id, host_of(scope))
        try:
            await self.app(scope, limited(receive, limit_of(scope)), answer.send)
        except Exception as error:
            if not answer.begun:  # otherwise the router has responded, or the connection was lost
                problem = known_problem(error, request_id)
                await answer.problem(scope, problem)


def limit_of(scope: Scope) -> int:
    """The body limit of a request, in bytes."""
    is_large = LARGE_ROUTE.fullmatch(f"{scope['method']} {scope['path']}")
    return MAX_BYTES_OF_FILES if is_large else MAX_BYTES


def host_of(scope: Scope) -> bytes:
    """What the request says that this server is called. Anybody can write anything there."""
    return next((value for name, value in scope["headers"] if name == b"host"), b"")


def without_host(headers: Iterable[tuple[bytes, bytes]], host: bytes) -> Headers:
    """The headers with redirects to the request's own host as paths.

    The framework redirects to addresses without a trailing slash by the Host header, which may name a
    foreign site that a shared cache would then send others to.
    """
    here = [b"http://" + host + b"/", b"https://" + host + b"/"]
    found = []
    for name, value in headers:
        beginning = next(
            (one for one in here if name == b"location" and value.startswith(one)), None
        )
        # two slashes at the beginning would name a host again
        found.append((name, b"/" + value[len(beginning) :].lstrip(b"/") if beginning else value))
    return found


def limited(receive: Receive, most: int) -> Receive:
    """Limits reading the body to `most` bytes."""
    read = 0

    async def receive_some() -> Message:
        nonlocal read
        message = await receive()
        if message["type"] == "http.request":
            read += len(message.get("body", b""))
            if read > most:
                raise BodyTooLarge(most)
        return message

    return receive_some


class Answer:
    """Sends the response with our headers and tracks whether it has started."""

    def __init__(self, send: Send, request_id: UUID, host: bytes) -> None:
        self.plain_send = send
        self.request_id = request_id
        self.host = host
        self.begun = False

    async def send(self, message: Message) -> None:
        """Adds the headers to the start of the response."""
        if message["type"] == "http.response.start":
            self.begun = True
            given = message.get("headers", [])
            message["headers"] = [
                *without_host(given, self.host),
                *headers_for(given),
                (b"x-request-id", str(self.request_id).encode()),
            ]
        await self.plain_send(message)

    async def problem(self, scope: Scope, problem: Problem) -> None:
        """Answers a refused request."""
        headers, body = refusal(scope, problem)
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await self.send({"type": "http.response.start", "status": problem.status, "headers": raw})
        await self.plain_send({"type": "http.response.body", "body": body})


class HeadOnly:
    """Answers HEAD as GET, without the body: link previews, monitors and download managers ask so.

    A stream ends with its head: its endpoint is told that the client has left.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self.plain_receive = receive
        self.plain_send = send
        self.is_over = False

    async def receive(self) -> Message:
        """The request; once its head was answered, that nobody listens any more."""
        if self.is_over:
            return {"type": "http.disconnect"}
        return await self.plain_receive()

    async def send(self, message: Message) -> None:
        """Sends the head, and drops the body."""
        if message["type"] == "http.response.start" and not self.is_over:
            self.is_over = True
            await self.plain_send(message)
            await self.plain_send({"type": "http.response.body", "body": b""})
