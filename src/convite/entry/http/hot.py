"""The hot door: holds, check-ins and seat states, in front of the router.

The same access walk, problems and OpenAPI as everywhere, but raw ASGI, msgspec, and one desk a verb.
Access is cached per (log-in or code, event) and read again after two seconds; ended log-ins are
checked on every request, and so are devices whose access was ended.
"""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.cookies import SimpleCookie
from uuid import UUID

import msgspec
from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from convite.core.db import Database, ReadTx
from convite.core.desk import Desk, DeskFull
from convite.core.ids import new_id
from convite.core.log import Actor
from convite.core.problems import (
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    NotKnown,
    Problem,
    TooLarge,
    Unavailable,
)
from convite.core.request import (
    ACCESS_COOKIE,
    CODE_HEADER,
    DEVICE_HEADER,
    WEB_HEADER,
    Caller,
    cookie_name,
)
from convite.doors.invitations.queries import invitation_by_id
from convite.doors.rsvp.queries import answers_until, closed_for
from convite.entrance.checkin.actions import ScanRequest, scan
from convite.entrance.checkin.schemas import QueueBody, Scan, Scanned, ScansAnswer
from convite.entry.http.hot_scans import at_device, check_scan, decoded, take_queue
from convite.entry.http.shield import HEADERS, MOST_BYTES, known_problem
from convite.events.devices.actions import hear_of
from convite.events.event.policy import EventAccess, UnknownKey, device_over, enter_door
from convite.events.event.queries import KnownDevice, place_of
from convite.events.event.schemas import settings_in_force
from convite.room.blocks.actions import BlockRequest, hold_blocks
from convite.room.blocks.queries import Books
from convite.room.holds.actions import HoldRequest, hold_for_all
from convite.room.holds.queries import SeatsTaken, refusal
from convite.room.holds.schemas import Block, Hold, HoldBody

PREFIX = "/api/events/"
ID_END = len(PREFIX) + 36
FRESH_SECONDS = 2.0
MOST_KNOWN = 20_000
#: A device that asks for its list is noted by that; this is for those that only scan.
NOTED_EACH = timedelta(seconds=60)

JSON_HEAD = [(b"content-type", b"application/json"), *HEADERS]


@dataclass(frozen=True, slots=True)
class Known:
    """What a caller may do on an event, as cached."""

    organization_id: UUID
    actor: Actor
    rights: frozenset[str]
    holder_kind: str
    holder_id: UUID
    is_staff: bool
    is_open: bool
    #: Why no seat may be picked now; None while it may.
    closed: Problem | None
    #: When a party's time to answer ends; judged by the database's clock.
    closes_at: datetime | None
    #: Scans made while it was open may arrive when it is over.
    takes_late_scans: bool
    guests_pick: bool
    hold_seconds: int
    seats_per_holder: int
    read_at: float
    device: KnownDevice | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One request at the hot door."""

    event_id: UUID
    known: Known
    body: bytes
    request_id: UUID


Handle = Callable[["HotDoor", Asked], Awaitable[tuple[int, bytes]]]


class HotDoor:
    """Serves the hot endpoints, hands everything else on."""

    def __init__(self, app: FastAPI, behind: ASGIApp) -> None:
        self.app = behind
        self.state = app.state
        self.known: OrderedDict[tuple[str, str, str, UUID], Known] = OrderedDict()
        self.tenants: dict[UUID, UUID] = {}
        self.holds: Desk[HoldRequest, Hold] = Desk(self.run_holds)
        self.blocks: Desk[BlockRequest, Hold] = Desk(self.run_blocks)
        self.scans: Desk[ScanRequest, Scanned] = Desk(self.run_scans)

    @property
    def database(self) -> Database:
        """The application role's pools."""
        database: Database = self.state.database
        return database

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves a hot request, or passes it on."""
        if scope["type"] == "http":
            path = scope["path"]
            handle = HOT.get((scope["method"], path[ID_END:]))
            if handle is not None and path.startswith(PREFIX):
                await self.serve(scope, receive, send, handle)
                return
        await self.app(scope, receive, send)

    async def serve(self, scope: Scope, receive: Receive, send: Send, handle: Handle) -> None:
        """One hot request: who, body, verb, answer."""
        request_id = new_id()
        try:
            event_id = id_in(scope["path"])
            known = await self.access(scope, event_id)
            asked = Asked(event_id, known, await body_of(receive), request_id)
            status, answer = await handle(self, asked)
            head = JSON_HEAD
        except Exception as error:
            status, answer, head = refused(problem_of(error, request_id))
        head = [*head, (b"content-length", b"%d" % len(answer))]
        await send({"type": "http.response.start", "status": status, "headers": head})
        await send({"type": "http.response.body", "body": answer})

    async def access(self, scope: Scope, event_id: UUID) -> Known:
        """What the caller may do on the event, from the cache while it is fresh."""
        text, code, device = credentials(scope)
        token = self.state.tokens.read(text) if text else None
        if token is not None:
            await self.state.ended.check(token)
        key = (text, "" if text else code, device, event_id)
        known = self.known.get(key)
        if known is None or time.monotonic() - known.read_at > FRESH_SECONDS:
            who = Caller(token=token, code=code or None, device=device or None)
            known = await self.read_access(scope, who, event_id)
            self.known[key] = known
            self.tenants[event_id] = known.organization_id
            if len(self.known) > MOST_KNOWN:
                self.known.popitem(last=False)
        if known.device is not None and known.device.id in self.state.ended.ended:
            raise device_over()
        return known

    async def read_access(self, scope: Scope, who: Caller, event_id: UUID) -> Known:
        """The same walk as everywhere: tenant, membership, code or device's key, rights."""
        if who == Caller():
            raise NotKnown
        async with self.database.read() as tx:
            place = await place_of(tx, "event", event_id)
            if place is None:
                raise NotFound
            try:
                known = await known_of(tx, await enter_door(tx, who, place))
            except UnknownKey:
                await self.state.budgets.spend("device-key", (scope.get("client") or ["?"])[0])
                raise
        if known.device is not None and known.device.unheard_for(NOTED_EACH):
            await hear_of(self.database, known.device, None)
        return known

    async def run_holds(
        self, event_id: UUID, requests: Sequence[HoldRequest]
    ) -> Sequence[Hold | Exception]:
        """One batch of the hold desk, for the event's tenant."""
        outcomes = await hold_for_all(self.database, self.tenants[event_id], event_id, requests)
        if any(isinstance(outcome, Hold) for outcome in outcomes):
            self.database.wake({event_id})
        return outcomes

    async def run_blocks(
        self, event_id: UUID, requests: Sequence[BlockRequest]
    ) -> Sequence[Hold | Exception]:
        """One batch of the block desk."""
        books: Books = self.state.books
        outcomes = await hold_blocks(
            self.database, self.tenants[event_id], event_id, books, requests
        )
        self.database.wake({event_id})
        return outcomes

    async def run_scans(
        self, event_id: UUID, requests: Sequence[ScanRequest]
    ) -> Sequence[Scanned | Exception]:
        """One batch of the scan desk."""
        async with self.database.single(self.tenants[event_id]) as connection:
            outcomes = await scan(connection, event_id, requests)
        self.database.wake({event_id})
        return outcomes

    async def explained(self, event_id: UUID, lost: SeatsTaken) -> Problem:
        """What the loser of some seats is told."""
        async with self.database.desk(self.tenants[event_id]) as connection:
            return await refusal(connection, event_id, lost)


def hold_request(known: Known, seats: Sequence[UUID], request_id: UUID) -> HoldRequest:
    """What the caller asks for, with what they may."""
    return HoldRequest(
        key=new_id(),
        actor=known.actor,
        holder_kind=known.holder_kind,
        holder_id=known.holder_id,
        seat_ids=tuple(dict.fromkeys(seats)),
        seconds=known.hold_seconds,
        closes_at=known.closes_at,
        most=None if known.is_staff else known.seats_per_holder,
        is_staff=known.is_staff,
        request_id=request_id,
    )


async def known_of(tx: ReadTx, access: EventAccess) -> Known:
    """Access as the cache keeps it."""
    event, is_guest = access.event, access.invitation_id is not None
    invitation = await invitation_by_id(tx, access.invitation_id) if access.invitation_id else None
    if is_guest and invitation is None:
        raise NotFound
    return Known(
        organization_id=event.organization_id,
        actor=access.actor,
        rights=access.rights,
        holder_kind="guest" if access.invitation_id else "user",
        holder_id=access.invitation_id or (access.device.id if access.device else access.user_id),
        is_staff=access.can("edit_seats"),
        is_open=event.is_open,
        closed=closed_for(event, invitation, by_guest=is_guest),
        closes_at=answers_until(event, invitation) if is_guest else None,
        takes_late_scans=event.status in ("published", "completed"),
        guests_pick=event.seat_selection == "guest",
        hold_seconds=event.hold_seconds,
        seats_per_holder=settings_in_force(None, event.settings).seats_per_holder,
        read_at=time.monotonic(),
        device=access.device,
    )


def id_in(path: str) -> UUID:
    """The event's id in a hot path; what isn't one is an unknown one."""
    try:
        return UUID(path[len(PREFIX) : ID_END])
    except ValueError:
        raise NotFound from None


def problem_of(error: Exception, request_id: UUID) -> Problem:
    """What the caller is told of an error."""
    if isinstance(error, DeskFull):
        return Unavailable("Too many are asking at once. Try again.")
    return known_problem(error, request_id)


CREDENTIALS = {
    *(b"authorization", b"cookie"),
    *(name.encode() for name in (CODE_HEADER, DEVICE_HEADER, WEB_HEADER)),
}


def credentials(scope: Scope) -> tuple[str, str, str]:
    """Access token, invitation code and device's key, from the raw headers; '' for none.

    A device's key goes alone, as in `core.request.caller`.
    """
    named = {name: value for name, value in scope["headers"] if name in CREDENTIALS}
    if device := named.get(DEVICE_HEADER.encode()):
        return "", "", device.decode("latin-1")
    token, code = named.get(b"authorization", b""), named.get(CODE_HEADER.encode(), b"")
    if token[:7].lower() == b"bearer ":
        return token[7:].strip().decode("latin-1"), "", ""
    if not code and (cookie := named.get(b"cookie")):
        jar: SimpleCookie = SimpleCookie(cookie.decode("latin-1"))
        morsel = jar.get(cookie_name(ACCESS_COOKIE))
        if morsel is not None and morsel.value:
            if scope["method"] != "GET" and WEB_HEADER.encode() not in named:
                raise NotAllowed(
                    "Writes by cookie need the header X-Convite.", name="missing-header"
                )
            return morsel.value, "", ""
    return "", code.decode("latin-1"), ""


async def body_of(receive: Receive) -> bytes:
    """The whole body, as far as it may reach."""
    parts = []
    size = 0
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MOST_BYTES:
            raise TooLarge(f"The body is over {MOST_BYTES} bytes.")
        if not message.get("more_body"):
            return b"".join(parts)


def refused(problem: Problem) -> tuple[int, bytes, list[tuple[bytes, bytes]]]:
    """A problem as answered."""
    head = [(b"content-type", b"application/problem+json"), *HEADERS]
    head += [(name.lower().encode(), value.encode()) for name, value in problem.headers.items()]
    return problem.status, problem.encoded(), head


def need(known: Known, right: str) -> None:
    """Refuses who lacks a right."""
    if right not in known.rights:
        raise NotAllowed("Your role on this event doesn't allow it.")


async def hold(door: HotDoor, asked: Asked) -> tuple[int, bytes]:
    """`POST /api/events/{id}/holds`: these seats, or a block of so many, all or nothing."""
    known = asked.known
    need(known, "hold_seats")
    if not known.is_staff and not known.guests_pick:
        raise NotAllowed("The host assigns the seats at this event.", name="seats-by-host")
    if known.closed is not None:
        raise known.closed
    wish: HoldBody = decoded(asked.body, HoldBody)
    if (wish.seat_ids is None) == (wish.block is None):
        raise Invalid("Give either seat_ids or block.", errors=[{"pointer": "/seat_ids"}])
    try:
        if wish.block is not None:
            made = await hold_block(door, asked, wish.block)
        else:
            wanted = hold_request(known, wish.seat_ids or (), asked.request_id)
            made = await door.holds.ask(asked.event_id, wanted)
    except SeatsTaken as lost:
        raise await door.explained(asked.event_id, lost) from None
    return 201, msgspec.json.encode(made)


async def hold_block(door: HotDoor, asked: Asked, block: Block) -> Hold:
    """Seats together, chosen by us."""
    if (block.places is None) != block.whole:
        raise Invalid("Give either places or whole.", errors=[{"pointer": "/block/places"}])
    wanted = hold_request(asked.known, (), asked.request_id)
    request = BlockRequest(block=block, hold=wanted)
    return await door.blocks.ask(asked.event_id, request)


async def check_in(door: HotDoor, asked: Asked) -> tuple[int, bytes]:
    """`POST /api/events/{id}/checkins`: one scan, or a queued batch."""
    known = asked.known
    need(known, "check_in")
    is_queue = b'"scans"' in asked.body[:4000]
    if not (known.is_staff or known.is_open or (is_queue and known.takes_late_scans)):
        raise Conflict("The event isn't open.", name="wrong-state")
    if is_queue:
        parts: list[msgspec.Raw] = decoded(asked.body, QueueBody).scans
        results = await take_queue(
            door.database, known.organization_id, asked.event_id, known.actor, parts, known.device
        )
        return 200, msgspec.json.encode(ScansAnswer(results))
    one: Scan = decoded(asked.body, Scan)
    check_scan(one)
    at_device(one, known.device)
    request = ScanRequest(scan=one, actor=known.actor, request_id=asked.request_id)
    return 200, msgspec.json.encode(ScansAnswer([await door.scans.ask(asked.event_id, request)]))


async def seat_status(door: HotDoor, asked: Asked) -> tuple[int, bytes]:
    """`GET /api/events/{id}/seats/status`: every seat's state, one letter each."""
    need(asked.known, "see_seats")
    async with door.database.single(asked.known.organization_id) as connection:
        status = await door.state.books.states.read(connection, asked.event_id)
    letters = status.for_holder(asked.known.holder_id, is_staff=asked.known.is_staff)
    position = f"{status.generation}.{status.position}"
    said = {"plan_version": status.plan_version, "position": position, "status": letters}
    return 200, msgspec.json.encode(said)


HOT: dict[tuple[str, str], Handle] = {
    ("POST", "/holds"): hold,
    ("POST", "/checkins"): check_in,
    ("GET", "/seats/status"): seat_status,
}
