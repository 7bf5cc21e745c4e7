"""The hot verb of check-in: one scan, or the queue of a device that was offline."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from convite.core.bodies import decoded
from convite.core.database import Database
from convite.core.db import Principal, ReadTx, load
from convite.core.hot import Entering, HotAccess, HotDoor, HotRequest, HotVerb, Place
from convite.core.language import Locale
from convite.core.problems import (
    Conflict,
    FieldText,
    NotAllowed,
    NotFound,
    Problem,
    Unavailable,
    from_database,
    invalid,
)
from convite.entrance.checkin.actions import ScanRequest, scan
from convite.entrance.checkin.schemas import QueueBody, Scan, Scanned, ScansAnswer, ScansBody
from convite.entrance.queue.actions import judge_queue, store_scans
from convite.events.devices.policy import enter_hot
from convite.events.event.models import Event
from convite.events.event.policy import EventAccess, device_over
from convite.events.event.queries import KnownDevice

log = logging.getLogger("convite")

#: How many bytes of a body are searched to tell whether it is a queue.
LOOKED_AT = 4000
QUEUE = re.compile(rb'"scans"\s*:\s*\[')
#: Years that a scan's time may lie in; anything else is a device whose clock is wrong.
YEARS = range(2000, 2101)


@dataclass(frozen=True, kw_only=True)
class DoorAccess(HotAccess):
    """Who scans, and whether scans are accepted now."""

    is_staff: bool
    is_open: bool
    is_canceled: bool
    #: Scans made while the event was open may arrive after it.
    takes_late_scans: bool
    device: KnownDevice | None

    def ended(self) -> Problem:
        """What a device is told when its access has ended."""
        return device_over()


async def read_access(_: ReadTx, access: EventAccess) -> DoorAccess:
    """Reads the access that the cache keeps."""
    event, device = access.event, access.device
    return DoorAccess(
        organization_id=event.organization_id,
        event_id=event.id,
        actor=access.actor,
        rights=access.rights,
        device_id=device.id if device else None,
        is_staff=access.can("edit_seats"),
        is_open=event.is_open,
        is_canceled=event.status == "canceled",
        takes_late_scans=event.status in ("published", "completed"),
        device=device,
    )


async def enter(door: HotDoor, entering: Entering) -> DoorAccess:
    """Checks that the caller may check people in."""
    return await enter_hot(door, entering, read_access)


def read_scans(body: bytes) -> Scan | QueueBody:
    """Reads one scan, or a queue whose scans are read one by one later."""
    kind = QueueBody if QUEUE.search(body[:LOOKED_AT]) else Scan
    read: Scan | QueueBody = decoded(body, kind)
    return read


async def check_in(door: HotDoor, request: HotRequest[DoorAccess, Scan | QueueBody]) -> ScansAnswer:
    """Checks in one scan or a queue; each nonce counts once."""
    access, body = request.access, request.body
    is_queue = isinstance(body, QueueBody)
    is_late = is_queue and access.takes_late_scans
    if access.is_canceled and isinstance(body, Scan):
        return ScansAnswer([Scanned(nonce=body.nonce, result="revoked")])
    if access.is_canceled or not (access.is_staff or access.is_open or is_late):
        raise Conflict("The event isn't open.", name="wrong-state").with_text("not-open")
    if isinstance(body, QueueBody):
        return ScansAnswer(await take_queue(door.database, access, body.scans, request.locale))
    validate_scan(body)
    stamp_device(body, access.device)
    wanted = ScanRequest(scan=body, actor=access.actor, request_id=request.request_id)
    place = Place(access.organization_id, access.event_id)
    return ScansAnswer([await door.desk(scan_batch).ask(place, wanted)])


async def scan_batch(
    door: HotDoor, place: Place, requests: Sequence[ScanRequest]
) -> Sequence[Scanned | Exception]:
    """Runs one batch of the desk."""
    async with door.database.single(place.organization_id) as connection:
        outcomes = await scan(connection, place.event_id, requests)
    door.database.wake({place.event_id})
    return outcomes


def validate_scan(one: Scan) -> None:
    """Checks a scan: it names somebody, gives a reason if forced, and its time has an offset."""
    if not (one.ticket or one.tag or one.code or one.attendee_id or one.invitation_guest_id):
        english = "Send a ticket, tag, code, attendee_id or invitation_guest_id."
        raise invalid("", FieldText(name="scan.nobody", english=english))
    if one.force and not one.reason:
        english = "Overriding a check-in needs a reason."
        raise invalid("reason", FieldText(name="scan.reason", english=english))
    if one.at is not None and one.at.tzinfo is None:
        english = "`at` needs an offset from UTC."
        raise invalid("at", FieldText(name="scan.offset", english=english))
    if one.at is not None and one.at.year not in YEARS:
        english = "`at` is too far from today."
        raise invalid("at", FieldText(name="scan.far", english=english))
    texts = (
        *(one.nonce, one.ticket, one.code, one.tag, one.gate, one.device, one.reason, one.verdict),
        *(one.location or ()),
    )
    if any("\x00" in (text or "") for text in texts):
        english = "The text contains a NUL character."
        raise invalid("nonce", FieldText(name="scan.nul", english=english))


def stamp_device(one: Scan, device: KnownDevice | None) -> None:
    """Puts the device's name on its scan, and the device's gate if the scan has none.

    Raises:
        NotAllowed: the scan would let somebody in by force, which only a person may do.
    """
    if device is not None:
        if one.force:
            raise NotAllowed("Devices can't override a check-in; ask someone on the team.")
        one.device, one.gate = device.name, one.gate or device.gate


async def take_queue(
    database: Database, access: DoorAccess, parts: Sequence[msgspec.Raw], locale: Locale
) -> list[Scanned]:
    """Stores the readable scans of a queue, commits, and judges them; each gets an answer.

    A scan that can't be read or judged gets an answer of its own and blocks no other.
    """
    answers: dict[int, Scanned] = {}
    scans: dict[int, Scan] = {}
    for number, part in enumerate(parts):
        try:
            one: Scan = decoded(bytes(part), Scan)
            validate_scan(one)
            stamp_device(one, access.device)
            scans[number] = one
        except Problem as problem:
            answers[number] = unreadable(part, problem.detail_in(locale))
    if scans:
        refused = await stored(database, access, scans)
        answers |= {
            number: unreadable(parts[number], NOT_KEPT.text_in(locale)) for number in refused
        }
        scans = {number: one for number, one in scans.items() if number not in refused}
    if scans:
        answers |= dict(zip(scans, await judged(database, access, scans, locale), strict=True))
    return [answers[number] for number in range(len(parts))]


async def stored(database: Database, access: DoorAccess, scans: dict[int, Scan]) -> set[int]:
    """Stores scans together or, if that fails, one by one. Returns those that can't be stored."""
    try:
        async with database.tx(Principal(organization_id=access.organization_id)) as tx:
            event = await event_of(tx, access.event_id)
            await store_scans(tx, access.actor, event, list(scans.values()))
    except Exception as error:
        if isinstance(error, NotFound) or isinstance(from_database(error), Unavailable):
            raise  # no event or no database right now: the device keeps its queue
        if len(scans) == 1:
            log.exception("a queued scan can't be stored")
            return set(scans)
        return {n for n, one in scans.items() if await stored(database, access, {n: one})}
    return set()


async def event_of(tx: Any, event_id: UUID) -> Event:
    """The event of a queue."""
    event = await load(tx, Event, event_id)
    if event is None:
        raise NotFound
    return event


async def judged(
    database: Database, access: DoorAccess, scans: dict[int, Scan], locale: Locale
) -> list[Scanned]:
    """Judges scans together or, if that fails, one by one to isolate the bad one."""
    wanted = list(scans.values())
    principal = Principal(organization_id=access.organization_id)
    try:
        async with database.tx(principal) as tx:
            return await judge_queue(tx, access.actor, await event_of(tx, access.event_id), wanted)
    except Exception as error:
        if isinstance(from_database(error), Unavailable):
            raise  # the database is down: the device keeps its queue and tries again
        if len(wanted) == 1:
            log.exception("a queued scan can't be judged")
            detail = NOT_JUDGED.text_in(locale)
            return [Scanned(nonce=wanted[0].nonce, result="invalid", detail=detail)]
    answers = []
    for number, one in scans.items():
        answers += await judged(database, access, {number: one}, locale)
    return answers


NOT_KEPT = FieldText(
    name="scan.not-kept",
    english="It can't be stored as it is. Tell whoever runs the server.",
)
NOT_JUDGED = FieldText(
    name="scan.not-judged",
    english="It was kept, but can't be judged. Tell whoever runs the server.",
)


def unreadable(part: msgspec.Raw, detail: str) -> Scanned:
    """The answer to a scan that can't be read, by its nonce if it has one."""
    try:
        found = msgspec.json.decode(bytes(part))
        nonce = found.get("nonce") if isinstance(found, dict) else None
    except (msgspec.MsgspecError, RecursionError):
        nonce = None
    return Scanned(nonce=str(nonce)[:100] if nonce else "", result="invalid", detail=detail)


VERBS = (
    HotVerb(
        method="POST",
        path="/api/events/{event_id}/checkins",
        right="check_in",
        enter=enter,
        decode=read_scans,
        run=check_in,
        takes=(Scan, ScansBody),
        gives=ScansAnswer,
        tag="Door",
        admits_devices=True,
    ),
)
