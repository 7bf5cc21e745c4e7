"""Writes of queued scans: stored as they arrive, then judged together with all others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor
from convite.core.machine import move_many
from convite.entrance.checkin.actions import force_reason, method_of
from convite.entrance.checkin.schemas import Scan, Scanned
from convite.entrance.presence.actions import LOCK, ScanContext, report_let_in, update_presence
from convite.entrance.presence.queries import PEOPLE
from convite.entrance.presence.rules import LetIn, ScanConflict
from convite.entrance.queue.queries import ScanTarget, targets_of
from convite.entrance.queue.rules import (
    combined_result,
    is_out_of_part,
    refusal_of,
    result_of,
)
from convite.events.event.models import Event
from convite.events.parts.queries import shown_parts
from convite.room.attendees.actions import record_answers
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import lock_attendees
from convite.room.capacity.actions import lock_pool, take_places
from convite.room.entitlements.actions import come_to_parts
from convite.room.entitlements.queries import lock_states

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
  device, at, by_kind, by_id, result, part_id)
SELECT id, $1, $2, attendee_id, nonce, direction, method, gate, device,
  least(at, statement_timestamp()), $3, $4, 'ok', part_id
FROM unnest($5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
  $12::timestamptz[], $13::uuid[])
  AS w (id, attendee_id, nonce, direction, method, gate, device, at, part_id)
ON CONFLICT (event_id, nonce, attendee_id) DO NOTHING RETURNING attendee_id, part_id
"""
#: What a device answers when it lets somebody in offline.
LET_IN = "ok"


@dataclass(kw_only=True)
class Judging:
    """A batch in progress: the people each scan means, and who is refused."""

    scans: Sequence[Scan]
    meant: Sequence[ScanTarget]
    people: Mapping[UUID, Any]
    #: Titles of the event's parts, and the people's answers for them; empty if no scan names a part.
    titles: Mapping[UUID, str] = field(default_factory=dict)
    states: Mapping[tuple[UUID, UUID], str] = field(default_factory=dict)
    refused: dict[tuple[int, UUID], str] = field(default_factory=dict)
    #: Those of the refused who aren't coming to the part that the scan names.
    out_of_part: set[tuple[int, UUID]] = field(default_factory=set)
    fresh: list[UUID] = field(default_factory=list)

    def pairs(self) -> list[tuple[int, UUID]]:
        """Pairs of scan and attendee, for attendees of this event."""
        return [
            (number, key)
            for number, one in enumerate(self.meant)
            for key in one.ids
            if key in self.people
        ]

    def reasons(self) -> dict[UUID, str]:
        """Why somebody was let in by force."""
        reasons = {key: force_reason(scan) for scan, key in self.stored()}
        return {key: reason for key, reason in reasons.items() if reason}

    def stored(self) -> list[tuple[Scan, UUID]]:
        """The pairs to store as check-ins."""
        return [(self.scans[n], key) for n, key in self.pairs() if (n, key) not in self.refused]

    def answered_by_coming(self) -> list[tuple[UUID, UUID]]:
        """The people, with the part, who came to it without having answered for it."""
        came = {
            (key, scan.part_id)
            for scan, key in self.stored()
            if scan.part_id is not None and scan.direction == "in"
        }
        return sorted(key for key in came if self.states.get(key) == "pending")


async def store_scans(tx: Tx, actor: Actor, event: Event, scans: Sequence[Scan]) -> None:
    """Stores scans as they arrived, before anything is judged; known nonces stay as they are."""
    bodies = [msgspec.json.encode(scan, enc_hook=str).decode() for scan in scans]
    await tx.driver.execute(
        KEEP, event.organization_id, event.id, actor.kind, actor.id,
        [new_id() for _ in scans], [scan.nonce for scan in scans], bodies,
    )  # fmt: skip


async def judge_queue(tx: Tx, actor: Actor, event: Event, scans: Sequence[Scan]) -> list[Scanned]:
    """Judges queued scans among all others of the same people, in order of device time.

    The earliest wins, in whatever order they arrive; each nonce counts once, however often it is
    uploaded. Returns the answers in order.
    """
    connection = tx.driver
    await lock_pool(tx, event.id)
    meant = await targets_of(connection, event.id, scans)
    ids = sorted({key for one in meant for key in (*one.ids, one.owner) if key is not None})
    await connection.execute(LOCK, ids)
    rows = await connection.fetch(PEOPLE, event.id, ids)
    judging = Judging(scans=scans, meant=meant, people={row["id"]: row for row in rows})
    if any(scan.part_id for scan in scans):
        judging.titles = {part.id: part.title for part in await shown_parts(tx, event)}
        judging.states = await lock_states(tx, list(judging.people))
    await refuse(tx, event, judging)
    at_parts = await store(tx, actor, event, judging)
    await come_to_parts(tx, judging.answered_by_coming())
    touched = sorted({key for _, key in judging.stored()})
    fresh = await make_going(tx, actor, judging)
    context = ScanContext(fresh=fresh, reasons=judging.reasons(), at_parts=at_parts)
    conflicts = await update_presence(tx, actor, event, touched, context) if touched else {}
    answers = [answer_to(judging, number, conflicts) for number in range(len(scans))]
    await report_wrong(tx, actor, event, judging, answers)
    await connection.execute(
        JUDGED, event.id, [one.nonce for one in answers], [one.result for one in answers]
    )
    return answers


async def make_going(tx: Tx, actor: Actor, judging: Judging) -> dict[UUID, str]:
    """Makes people without a reply going.

    Those who only checked out are recorded here, since no check-in fact mentions them.
    """
    if not judging.fresh:
        return {}
    await move_many(tx, Attendee, judging.fresh, "going")
    came = {key for scan, key in judging.stored() if scan.direction == "in"}
    left = await lock_attendees(tx, [key for key in judging.fresh if key not in came])
    before = {key: str(judging.people[key]["status"]) for key in left}
    await record_answers(tx, actor, left, before)
    return {key: str(judging.people[key]["status"]) for key in judging.fresh if key in came}


async def refuse(tx: Tx, event: Event, judging: Judging) -> None:
    """Notes who is refused. People without a reply become going as long as there are places."""
    for number, key in judging.pairs():
        scan = judging.scans[number]
        forced = scan.force and bool(scan.reason)
        word = refusal_of(judging.people[key]["status"], is_forced=forced)
        if word != "revoked" and scan.part_id is not None:
            state = judging.states.get((key, scan.part_id))
            if is_out_of_part(state, direction=scan.direction, is_forced=forced):
                word = "not_coming"
                judging.out_of_part.add((number, key))
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


async def store(tx: Tx, actor: Actor, event: Event, judging: Judging) -> dict[UUID, UUID]:
    """Stores the scans of people who are let in, each nonce once per person. Returns the part at whose
    door somebody was newly scanned.
    """
    pairs, moment = judging.stored(), now()
    rows = await tx.driver.fetch(
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
        [scan.part_id if scan.part_id in judging.titles else None for scan, _ in pairs],
    )
    return {row["attendee_id"]: row["part_id"] for row in rows if row["part_id"]}


def no_later_than(at: datetime | None, moment: datetime) -> datetime:
    """A device's time, never later than the time of receipt."""
    return min(at, moment) if at else moment


def answer_to(
    judging: Judging, number: int, conflicts: Mapping[UUID, Sequence[ScanConflict]]
) -> Scanned:
    """The answer to one scan."""
    scan, meant = judging.scans[number], judging.meant[number]
    if meant.answer is not None:
        return meant.answer
    shapes = []
    for key in meant.ids:
        row = judging.people.get(key)
        if row is None:
            continue
        conflicting = {
            conflict.second.nonce: conflict.result for conflict in conflicts.get(key, ())
        }
        word = result_of(scan.nonce, judging.refused.get((number, key)), conflicting)
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
    answer = Scanned(
        nonce=scan.nonce,
        result=combined_result([shape["result"] for shape in shapes]),
        attendee=shapes[0] if shapes else None,
        guests=shapes or None,
        checkin_time=no_later_than(scan.at, now()),
    )
    if answer.result == "not_coming":
        name_part(judging, number, UUID(shapes[0]["id"]), answer)
    return answer


def name_part(judging: Judging, number: int, person: UUID, answer: Scanned) -> None:
    """Adds the part to a refusal, and what the person said to it, if that is why."""
    part_id = judging.scans[number].part_id
    if part_id is not None and (number, person) in judging.out_of_part:
        answer.part = judging.titles.get(part_id, "")
        answer.part_status = judging.states.get((person, part_id))


async def report_wrong(
    tx: Tx, actor: Actor, event: Event, judging: Judging, answers: Sequence[Scanned]
) -> None:
    """Opens a conflict for everybody whom a device let in by mistake."""
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
