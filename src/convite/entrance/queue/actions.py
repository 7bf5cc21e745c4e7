"""Writes of queued scans: kept as they arrive, then judged together with all others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from convite.core.clock import now
from convite.core.db import Tx, raw
from convite.core.ids import new_id
from convite.core.log import Actor
from convite.core.machine import move_many
from convite.entrance.checkin.actions import force_reason, method_of
from convite.entrance.checkin.schemas import Scan, Scanned
from convite.entrance.presence.actions import LOCK, follow_scans, report_let_in
from convite.entrance.presence.queries import PEOPLE
from convite.entrance.presence.rules import Clash, LetIn
from convite.entrance.queue.queries import ScanTarget, targets_of
from convite.entrance.queue.rules import refusal_of, summed_up, word_of
from convite.events.event.models import Event
from convite.room.attendees.actions import record_answers
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import lock_attendees
from convite.room.capacity.actions import lock_pool, take_places

KEEP = """
INSERT INTO queued_scans (id, organization_id, event_id, nonce, body, by_kind, by_id)
SELECT id, $1, $2, nonce, body::jsonb, $3, $4
FROM unnest($5::uuid[], $6::text[], $7::text[]) AS w (id, nonce, body)
ON CONFLICT (event_id, nonce) DO NOTHING
"""
JUDGED = """
UPDATE queued_scans q SET result = w.result, updated_at = now()
FROM unnest($2::text[], $3::text[]) AS w (nonce, result)
WHERE q.event_id = $1 AND q.nonce = w.nonce AND q.result IS DISTINCT FROM w.result
"""
STORE = """
INSERT INTO checkins (id, organization_id, event_id, attendee_id, nonce, direction, method, gate,
  device, at, by_kind, by_id, result)
SELECT id, $1, $2, attendee_id, nonce, direction, method, gate, device,
  least(at, statement_timestamp()), $3, $4, 'ok'
FROM unnest($5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
  $12::timestamptz[]) AS w (id, attendee_id, nonce, direction, method, gate, device, at)
ON CONFLICT (event_id, nonce, attendee_id) DO NOTHING
"""
#: What a device says it did when it let somebody in without the network.
LET_IN = "ok"


@dataclass(kw_only=True)
class Judging:
    """A batch on its way: whom each scan means, and why somebody isn't let in."""

    scans: Sequence[Scan]
    meant: Sequence[ScanTarget]
    people: Mapping[UUID, Any]
    refused: dict[tuple[int, UUID], str] = field(default_factory=dict)
    fresh: list[UUID] = field(default_factory=list)

    def pairs(self) -> list[tuple[int, UUID]]:
        """Each scan's people that the event has."""
        return [
            (number, key)
            for number, one in enumerate(self.meant)
            for key in one.ids
            if key in self.people
        ]

    def reasons(self) -> dict[UUID, str]:
        """Why somebody was let in by force."""
        said = {key: force_reason(scan) for scan, key in self.stored()}
        return {key: reason for key, reason in said.items() if reason}

    def stored(self) -> list[tuple[Scan, UUID]]:
        """The pairs that become scans of somebody."""
        return [(self.scans[n], key) for n, key in self.pairs() if (n, key) not in self.refused]


async def store_scans(tx: Tx, actor: Actor, event: Event, scans: Sequence[Scan]) -> None:
    """Stores scans as they arrived, before anything is judged; those known already stay."""
    bodies = [msgspec.json.encode(scan, enc_hook=str).decode() for scan in scans]
    await (await raw(tx)).execute(
        KEEP, event.organization_id, event.id, actor.kind, actor.id,
        [new_id() for _ in scans], [scan.nonce for scan in scans], bodies,
    )  # fmt: skip


async def judge_queue(tx: Tx, actor: Actor, event: Event, scans: Sequence[Scan]) -> list[Scanned]:
    """Judges queued scans among all others of the same people, in order of device time.

    The earliest wins whatever order they arrive in; each nonce counts once however often it is
    uploaded. Answers each in order.
    """
    connection = await raw(tx)
    await lock_pool(tx, event.id)
    meant = await targets_of(connection, event.id, scans)
    ids = sorted({key for one in meant for key in (*one.ids, one.owner) if key is not None})
    await connection.execute(LOCK, ids)
    rows = await connection.fetch(PEOPLE, event.id, ids)
    judging = Judging(scans=scans, meant=meant, people={row["id"]: row for row in rows})
    await refuse(tx, event, judging)
    await store(tx, actor, event, judging)
    touched = sorted({key for _, key in judging.stored()})
    fresh = await make_going(tx, actor, judging)
    clashes = (
        await follow_scans(tx, actor, event, touched, fresh=fresh, reasons=judging.reasons())
        if touched
        else {}
    )
    answers = [answer_to(judging, number, clashes) for number in range(len(scans))]
    await report_wrong(tx, actor, event, judging, answers)
    await connection.execute(
        JUDGED, event.id, [one.nonce for one in answers], [one.result for one in answers]
    )
    return answers


async def make_going(tx: Tx, actor: Actor, judging: Judging) -> dict[UUID, str]:
    """Who hadn't answered is going; who only went out is told of here, since no check-in tells it."""
    if not judging.fresh:
        return {}
    await move_many(tx, Attendee, judging.fresh, "going")
    came = {key for scan, key in judging.stored() if scan.direction == "in"}
    left = await lock_attendees(tx, [key for key in judging.fresh if key not in came])
    before = {key: str(judging.people[key]["status"]) for key in left}
    await record_answers(tx, actor, left, before)
    return {key: str(judging.people[key]["status"]) for key in judging.fresh if key in came}


async def refuse(tx: Tx, event: Event, judging: Judging) -> None:
    """Notes who isn't let in; who hasn't answered becomes going, as far as there are places."""
    for number, key in judging.pairs():
        scan = judging.scans[number]
        forced = scan.force and bool(scan.reason)
        word = refusal_of(judging.people[key]["status"], is_forced=forced)
        if word:
            judging.refused[number, key] = word
    coming = {key for _, key in judging.stored()}
    waiting = sorted(key for key in coming if judging.people[key]["status"] != "going")
    places = await take_places(tx, event.id, len(waiting))
    judging.fresh = waiting[:places]
    full = set(waiting[places:])
    for number, key in judging.pairs():
        if key in full:
            judging.refused.setdefault((number, key), "not_coming")


async def store(tx: Tx, actor: Actor, event: Event, judging: Judging) -> None:
    """Stores the scans of those who are let in, each nonce once a person."""
    pairs, moment = judging.stored(), now()
    await (await raw(tx)).execute(
        STORE,
        event.organization_id,
        event.id,
        actor.kind,
        actor.id,
        [new_id() for _ in pairs],
        [key for _, key in pairs],
        [scan.nonce for scan, _ in pairs],
        [scan.direction for scan, _ in pairs],
        [method_of(scan) for scan, _ in pairs],
        [scan.gate for scan, _ in pairs],
        [scan.device for scan, _ in pairs],
        [no_later_than(scan.at, moment) for scan, _ in pairs],
    )


def no_later_than(at: datetime | None, moment: datetime) -> datetime:
    """A device's time, never later than its receipt."""
    return min(at, moment) if at else moment


def answer_to(judging: Judging, number: int, clashes: Mapping[UUID, Sequence[Clash]]) -> Scanned:
    """What is said of one scan."""
    scan, meant = judging.scans[number], judging.meant[number]
    if meant.answer is not None:
        return meant.answer
    shapes = []
    for key in meant.ids:
        row = judging.people.get(key)
        if row is None:
            continue
        clashing = {clash.second.nonce: clash.result for clash in clashes.get(key, ())}
        word = word_of(scan.nonce, judging.refused.get((number, key)), clashing)
        shapes.append(
            {
                "id": str(key),
                "name": row["name"],
                "seat_number": row["seat_number"],
                "party": row["party"],
                "notes": row["notes"],
                "result": word,
            }
        )
    return Scanned(
        nonce=scan.nonce,
        result=summed_up([shape["result"] for shape in shapes]),
        attendee=shapes[0] if shapes else None,
        guests=shapes or None,
        checkin_time=no_later_than(scan.at, now()),
    )


async def report_wrong(
    tx: Tx, actor: Actor, event: Event, judging: Judging, answers: Sequence[Scanned]
) -> None:
    """Makes a task of everybody whom a device let in and who may not be."""
    for number, answer in enumerate(answers):
        scan, meant = judging.scans[number], judging.meant[number]
        if scan.verdict != LET_IN or scan.direction != "in":
            continue
        wrong = {key: judging.refused[number, key] for key in meant.ids
                 if (number, key) in judging.refused}  # fmt: skip
        if meant.answer is not None and meant.answer.result != "choose":
            wrong = {meant.owner: meant.answer.result}  # type: ignore[dict-item]
        elif not wrong and answer.result == "unknown":
            wrong = {None: "unknown"}  # type: ignore[dict-item]
        second = {
            "at": no_later_than(scan.at, now()).isoformat(),
            "gate": scan.gate,
            "device": scan.device,
            "direction": scan.direction,
        }
        for key, word in wrong.items():
            row = judging.people.get(key)
            name = row["name"] if row else ""
            found = LetIn(
                attendee_id=key if row else None,
                nonce=scan.nonce,
                name=name,
                result=word,
                second=second,
            )
            await report_let_in(tx, actor, event, found)
