"""What the hot door does with scans before they are judged: read, checked, queued ones kept first."""

import logging
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from convite.core.db import Database, Principal, load
from convite.core.log import Actor
from convite.core.problems import (
    Invalid,
    NotAllowed,
    NotFound,
    Problem,
    Unavailable,
    from_database,
)
from convite.entrance.checkin.schemas import Scan, Scanned
from convite.entrance.queue.actions import judge_queue, keep
from convite.events.event.models import Event
from convite.events.event.queries import KnownDevice

log = logging.getLogger("convite")


def decoded(body: bytes, kind: Any) -> Any:
    """The body as its shape; each fault names its field."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        text, _, path = str(error).partition(" - at ")
        pointer = (
            path.strip("`").replace("$", "").replace(".", "/").replace("[", "/").replace("]", "")
        )
        raise Invalid(text, errors=[{"pointer": pointer, "detail": text}]) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Invalid(f"The body isn't valid JSON: {error}", name="bad-json") from None


def check_scan(one: Scan) -> None:
    """A scan names somebody, a forced one a reason, its time a zone."""
    if not (one.ticket or one.tag or one.code or one.attendee_id or one.invitation_guest_id):
        raise Invalid(
            "Name somebody by ticket, tag, code, attendee_id or invitation_guest_id.",
            errors=[{"pointer": "", "detail": "names nobody"}],
        )
    if one.force and not one.reason:
        raise Invalid(
            "Letting somebody in by force needs a reason.", errors=[{"pointer": "/reason"}]
        )
    if one.at is not None and one.at.tzinfo is None:
        raise Invalid("`at` needs an offset from UTC.", errors=[{"pointer": "/at"}])
    texts = (one.nonce, one.code, one.tag, one.gate, one.device, one.reason, one.verdict)
    if any("\x00" in (text or "") for text in texts):
        raise Invalid("The text has a NUL character.", errors=[{"pointer": "/nonce"}])


def at_device(one: Scan, device: KnownDevice | None) -> None:
    """A device's scan bears its name, and its gate where it names none.

    Raises:
        NotAllowed: it would let somebody in by force, for which a person has to answer.
    """
    if device is not None:
        if one.force:
            raise NotAllowed("A device lets nobody in by force; ask somebody of the team.")
        one.device, one.gate = device.name, one.gate or device.gate


async def take_queue(
    database: Database, organization_id: UUID, event_id: UUID, actor: Actor,
    parts: Sequence[msgspec.Raw], device: KnownDevice | None = None,
) -> list[Scanned]:  # fmt: skip
    """A queued batch: what can be read is stored and committed, then judged; each is answered.

    A scan that can't be read, or can't be judged, gets its own answer and blocks no other.
    """
    answers: dict[int, Scanned] = {}
    scans: dict[int, Scan] = {}
    for number, part in enumerate(parts):
        try:
            one: Scan = decoded(bytes(part), Scan)
            check_scan(one)
            at_device(one, device)
            scans[number] = one
        except Problem as problem:
            answers[number] = unreadable(part, str(problem.detail))
    principal = Principal(organization_id=organization_id)
    if scans:
        async with database.tx(principal) as tx:
            await keep(tx, actor, await event_of(tx, event_id), list(scans.values()))
        answers |= dict(
            zip(scans, await judged(database, principal, event_id, actor, scans), strict=True)
        )
    return [answers[number] for number in range(len(parts))]


async def event_of(tx: Any, event_id: UUID) -> Event:
    """The event of a queue."""
    event = await load(tx, Event, event_id)
    if event is None:
        raise NotFound
    return event


async def judged(
    database: Database, principal: Principal, event_id: UUID, actor: Actor, scans: dict[int, Scan]
) -> list[Scanned]:
    """All together; where that fails one by one, so that the one at fault is found."""
    wanted = list(scans.values())
    try:
        async with database.tx(principal) as tx:
            return await judge_queue(tx, actor, await event_of(tx, event_id), wanted)
    except Exception as error:
        if isinstance(from_database(error), Unavailable):
            raise  # the database is away: the device keeps them and comes again
        if len(wanted) == 1:
            log.exception("a queued scan can't be judged")
            return [Scanned(nonce=wanted[0].nonce, result="invalid", detail=NOT_JUDGED)]
    answers = []
    for number, one in scans.items():
        answers += await judged(database, principal, event_id, actor, {number: one})
    return answers


NOT_JUDGED = "It was kept, but can't be judged. Tell whoever runs the server."


def unreadable(part: msgspec.Raw, detail: str) -> Scanned:
    """The answer to a scan that isn't one, by its nonce where it has any."""
    try:
        found = msgspec.json.decode(bytes(part))
        nonce = found.get("nonce") if isinstance(found, dict) else None
    except msgspec.MsgspecError:
        nonce = None
    return Scanned(nonce=str(nonce)[:100] if nonce else "", result="invalid", detail=detail)
