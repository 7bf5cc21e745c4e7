"""The hot door: high-traffic endpoints, served in front of the router.

It uses raw ASGI because the framework costs several times as much as a hold. A part declares its verbs
in `hot.py`; this module matches the path, authenticates the caller, caches their access for two seconds
and sends the response. Problems and OpenAPI are the same as elsewhere. Ended sessions and devices are
checked on every request.
"""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec
from pydantic import BaseModel
from starlette.types import ASGIApp, Receive, Scope, Send

from convite.core.access import Token
from convite.core.api_keys import is_key, token_of_key
from convite.core.database import Database
from convite.core.desk import Desk, DeskFull
from convite.core.hot_reading import NOTHING_SENT, Sent, body_of, client_of, credentials
from convite.core.ids import new_id
from convite.core.language import Locale, accepted_locale
from convite.core.log import Actor
from convite.core.problems import (
    NotAllowed,
    NotKnown,
    Problem,
    Unavailable,
    known_problem,
)
from convite.core.request import (
    Caller,
)

#: How long cached access is used before it is read again.
FRESH_SECONDS = 2.0
#: Most cached callers; the oldest entry is evicted first.
MAX_KNOWN = 20_000


@dataclass(frozen=True, kw_only=True)
class HotAccess:
    """A caller's cached access to an event; parts add the fields their verbs need."""

    organization_id: UUID
    event_id: UUID
    actor: Actor
    rights: frozenset[str]
    #: The device; revoking it ends this access.
    device_id: UUID | None = None

    def need(self, right: str) -> None:
        """Checks that the caller has a right.

        Raises:
            NotAllowed: they don't.
        """
        if right not in self.rights:
            raise NotAllowed("Your role on this event doesn't allow this.")

    def ended(self) -> Problem:
        """The problem for a device whose access has ended."""
        return NotKnown()


AccessT = TypeVar("AccessT", bound=HotAccess)
BodyT = TypeVar("BodyT")
RequestT = TypeVar("RequestT")
ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class HotRequest(Generic[AccessT, BodyT]):
    """One request: the caller and the body."""

    access: AccessT
    body: BodyT
    request_id: UUID
    sent: Sent = NOTHING_SENT

    @property
    def locale(self) -> Locale:
        """The language that the request accepts; few verbs need it, so it is read when asked for."""
        return accepted_locale(self.sent.headers)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entering:
    """A caller whose access has to be read: their credentials and the path parameter."""

    who: Caller
    key: str
    #: The network address, used to rate-limit guesses.
    client: str


Enter = Callable[["HotDoor", Entering], Awaitable[HotAccess]]


@dataclass(frozen=True, kw_only=True)
class HotVerb:
    """One verb of a part.

    `run` gets the door and a `HotRequest` and returns a msgspec or pydantic model. Its docstring and
    the models go into OpenAPI.
    """

    method: str
    #: With one parameter: `/api/events/{event_id}/holds`.
    path: str
    right: str
    #: Reads a caller's access; the result is cached.
    enter: Enter
    #: Reads the body.
    decode: Callable[[bytes], Any]
    run: Callable[["HotDoor", HotRequest[Any, Any]], Awaitable[Any]]
    status: int = 200
    #: Whether the path parameter is the credential; headers and cookies are ignored then.
    is_keyed_by_path: bool = False
    takes: Sequence[Any] = ()
    gives: Any = None
    tag: str
    #: Whether a door device's key is accepted.
    admits_devices: bool = False
    #: Its name in OpenAPI, where two verbs share a function.
    operation_id: str | None = None

    @property
    def ends(self) -> tuple[str, str]:
        """The path before and after the parameter."""
        before, _, rest = self.path.partition("{")
        return before, rest.partition("}")[2]


@dataclass(frozen=True, kw_only=True, slots=True)
class HotHead:
    """What the head of a hot request says: the verb, the path parameter and the credentials."""

    verb: HotVerb
    key: str
    token: str
    code: str
    device: str
    #: The access cache's key.
    cached: tuple[Any, ...]

    @classmethod
    def of(cls, scope: Scope, verb: HotVerb, key: str) -> "HotHead":
        """Reads the credentials of a request.

        Raises:
            NotAllowed: a cookie without the header that protects it, or it comes from somebody who
                sees the event as someone else.
        """
        token, code, device = credentials(scope, is_keyed_by_path=verb.is_keyed_by_path)
        cached = (verb.enter, token, "" if token else code, device, key)
        return cls(verb=verb, key=key, token=token, code=code, device=device, cached=cached)


@dataclass(frozen=True, slots=True)
class Place:
    """A desk's event and tenant."""

    organization_id: UUID
    event_id: UUID


class AccessCache:
    """A bounded cache of callers' access, valid for two seconds per entry."""

    def __init__(self) -> None:
        self.known: OrderedDict[tuple[Any, ...], tuple[float, HotAccess]] = OrderedDict()

    def find(self, key: tuple[Any, ...]) -> HotAccess | None:
        """The cached access, if it is still fresh."""
        found = self.known.get(key)
        if found is None or time.monotonic() - found[0] > FRESH_SECONDS:
            return None
        return found[1]

    def keep(self, key: tuple[Any, ...], access: HotAccess) -> None:
        """Caches an access."""
        self.known.pop(key, None)
        self.known[key] = (time.monotonic(), access)
        if len(self.known) > MAX_KNOWN:
            self.known.popitem(last=False)


class HotDoor:
    """Serves the hot verbs and passes everything else on."""

    def __init__(
        self,
        state: Any,
        behind: ASGIApp,
        verbs: Iterable[HotVerb],
        headers: Sequence[tuple[bytes, bytes]] = (),
    ) -> None:
        self.state = state
        self.app = behind
        self.headers = headers
        self.cache = AccessCache()
        self.desks: dict[Callable[..., Any], Desk[Place, Any, Any]] = {}
        self.verbs: dict[str, dict[tuple[str, str], HotVerb]] = {}
        for verb in verbs:
            before, after = verb.ends
            self.verbs.setdefault(before, {})[verb.method, after] = verb

    @property
    def database(self) -> Database:
        """The application role's pools."""
        database: Database = self.state.database
        return database

    def desk(
        self,
        run: Callable[
            ["HotDoor", Place, Sequence[RequestT]], Awaitable[Sequence[ResultT | Exception]]
        ],
    ) -> Desk[Place, RequestT, ResultT]:
        """This process's desk for a batch function, created on first use."""
        if run not in self.desks:
            self.desks[run] = Desk(partial(run, self))
        return self.desks[run]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves a hot request, or passes it on."""
        if scope["type"] == "http":
            found = self.match(scope["method"], scope["path"])
            if found is not None:
                await self.serve(scope, receive, send, *found)
                return
        await self.app(scope, receive, send)

    def match(self, method: str, path: str) -> tuple[HotVerb, str] | None:
        """The verb of a path and its parameter."""
        for before, verbs in self.verbs.items():
            if path.startswith(before):
                start = len(before)
                end = path.find("/", start)
                key, after = (path[start:], "") if end < 0 else (path[start:end], path[end:])
                verb = verbs.get((method, after))
                if verb is not None:
                    return verb, key
        return None

    async def serve(
        self, scope: Scope, receive: Receive, send: Send, verb: HotVerb, key: str
    ) -> None:
        """Handles one hot request: caller, body, verb, response."""
        request_id = new_id()
        try:
            access = await self.access(scope, HotHead.of(scope, verb, key))
            access.need(verb.right)
            body = await body_of(receive)
            sent = Sent(body=body, headers=scope["headers"], key=key, client=client_of(scope))
            answer = await self.run(verb, access, sent, request_id)
            status, head = verb.status, [(b"content-type", b"application/json")]
        except Exception as error:
            status, answer, head = refused(problem_of(error, request_id), scope["headers"])
        length, number = b"%d" % len(answer), str(request_id).encode()
        head += [*self.headers, (b"content-length", length), (b"x-request-id", number)]
        await send({"type": "http.response.start", "status": status, "headers": head})
        await send({"type": "http.response.body", "body": answer})

    async def run(self, verb: HotVerb, access: HotAccess, sent: Sent, request_id: UUID) -> bytes:
        """Runs a verb for a caller who may; the answer as JSON."""
        request = HotRequest(access, verb.decode(sent.body), request_id, sent)
        return encoded(await verb.run(self, request))

    async def access(self, scope: Scope, head: HotHead) -> HotAccess:
        """The caller's access, from the cache if it is fresh."""
        token = await self.token(head.token) if head.token else None
        access = self.cache.find(head.cached)
        if access is None:
            who = Caller(token=token, code=head.code or None, device=head.device or None)
            entering = Entering(who=who, key=head.key, client=client_of(scope))
            access = await head.verb.enter(self, entering)
            self.cache.keep(head.cached, access)
        if access.device_id is not None and access.device_id in self.state.ended.ended:
            raise access.ended()
        return access

    async def token(self, text: str) -> Token:
        """The token of a session that hasn't ended, or of an API key."""
        if is_key(text):
            return await token_of_key(self.state.database, self.state.budgets, text)
        token: Token = self.state.tokens.read(text)
        await self.state.ended.check(token)
        return token

    def cached_access(self, head: HotHead) -> HotAccess | None:
        """The caller's access if it is cached and nothing speaks against it; otherwise None."""
        access = self.cache.find(head.cached)
        if access is None or head.verb.right not in access.rights:
            return None
        if access.device_id is not None and access.device_id in self.state.ended.ended:
            return None
        if head.token:
            token = self.state.tokens.seen.get(head.token)
            if (
                token is None
                or token.expires_at <= time.time()
                or self.state.ended.is_doubtful(token)
            ):
                return None
        return access


def encoded(answer: Any) -> bytes:
    """A model as JSON."""
    if isinstance(answer, BaseModel):
        return answer.model_dump_json().encode()
    return msgspec.json.encode(answer)


def problem_of(error: Exception, request_id: UUID) -> Problem:
    """The problem that describes an error to the caller."""
    if isinstance(error, DeskFull):
        return Unavailable("Too many requests at once. Try again in a moment.")
    return known_problem(error, request_id)


def refused(
    problem: Problem, headers: Iterable[tuple[bytes, bytes]]
) -> tuple[int, bytes, list[tuple[bytes, bytes]]]:
    """A problem response in the language the request asks for."""
    head = [(b"content-type", b"application/problem+json")]
    head += [(name.lower().encode(), value.encode()) for name, value in problem.headers.items()]
    return problem.status, problem.encoded(accepted_locale(headers)), head
