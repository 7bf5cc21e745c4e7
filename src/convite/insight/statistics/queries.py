"""Figures of an event."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar, cast

from sqlalchemy import bindparam, func, literal, null, select, union_all
from sqlalchemy.orm import aliased

from convite.core.db import ReadTx
from convite.core.prepared import Prepared
from convite.entrance.checkin.models import Checkin
from convite.events.event.models import Event
from convite.events.parts.models import EventPart
from convite.events.parts.queries import shown_parts
from convite.events.questions.models import EVENT
from convite.events.questions.queries import questions_of
from convite.insight.statistics.schemas import (
    Breakdown,
    PartFigures,
    QuestionFigures,
    Stats,
)
from convite.plan.seating.models import Seat
from convite.plan.seating.queries import STATUS
from convite.room.attendees.models import Attendee
from convite.room.attendees.rules import guest_status
from convite.room.entitlements.models import Entitlement

FoundT = TypeVar("FoundT")
#: Marks a part's id among the words of seats and replies.
PART = "part:"
#: Counts people who came to a part, among its answers.
CAME = "came"
UNDO = aliased(Checkin)
#: People by status, attendance and side. Served by attendees_sort_key_index.
PEOPLE = Prepared(
    select(Attendee.status, Attendee.attendance, Attendee.side, func.count())
    .where(Attendee.event_id == bindparam("event_id"), Attendee.status != "canceled")
    .group_by(Attendee.status, Attendee.attendance, Attendee.side)
)
#: Seats by state, and answers for parts and arrivals at them, in one round trip. Served by
#: checkins_part_index.
COUNTS = Prepared(
    select(
        *union_all(
            select(STATUS.label("state"), null().label("answer"), func.count().label("count"))
            .where(Seat.event_id == bindparam("event_id"))
            .group_by(STATUS),
            select(func.concat(PART, Entitlement.part_id), Entitlement.state, func.count())
            .where(Entitlement.event_id == bindparam("event_id"), Entitlement.state != "canceled")
            .group_by(Entitlement.part_id, Entitlement.state),
            select(
                func.concat(PART, Checkin.part_id),
                literal(CAME),
                func.count(Checkin.attendee_id.distinct()),
            )
            .join(Attendee, Attendee.id == Checkin.attendee_id)
            .where(
                Checkin.event_id == bindparam("event_id"),
                Checkin.part_id.is_not(None),
                Checkin.direction == "in",
                Checkin.undoes.is_(None),
                ~select(UNDO.id).where(UNDO.undoes == Checkin.id).exists(),
                Attendee.status != "canceled",
            )
            .group_by(Checkin.part_id),
        )
        .subquery()
        .c
    )
)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What was counted, and how far the log had come before."""

    positions: tuple[int, ...]
    #: By the process's clock, in seconds.
    at: float
    found: Any


#: Whatever changes people is in the log of the event or its organization, so figures are as good as new
#: while neither has gone on. They are counted anew after a while all the same.
POSITIONS = "SELECT position FROM streams WHERE id IN ($1, $2) ORDER BY id"
KEPT_SECONDS, MAX_KEPT = 30.0, 400
COUNTED: OrderedDict[tuple[Any, ...], Counted] = OrderedDict()


async def kept(
    tx: ReadTx, event: Event, name: tuple[str, ...], count: Callable[[], Awaitable[FoundT]]
) -> FoundT:
    """What `count` finds among the event's people, or found a moment ago if nothing has changed.

    Counting a hundred thousand people takes 45 ms, and breaking them down half a second.
    """
    await tx.ensure_entered()
    rows = await tx.driver.fetch(POSITIONS, event.id, event.organization_id)
    positions = tuple(row["position"] for row in rows)
    key = (event.id, *name)
    known = COUNTED.get(key)
    if known is None or known.positions != positions or monotonic() - known.at >= KEPT_SECONDS:
        known = Counted(positions=positions, at=monotonic(), found=await count())
        COUNTED[key] = known
    COUNTED.move_to_end(key)
    if len(COUNTED) > MAX_KEPT:
        COUNTED.popitem(last=False)
    return cast("FoundT", known.found)


async def stats_of(tx: ReadTx, event: Event) -> Stats:
    """The figures of the event's overview and its check-in screen."""
    rows = await kept(tx, event, ("people",), lambda: PEOPLE.all(tx, event_id=event.id))
    counted = await COUNTS.all(tx, event_id=event.id)
    seats = {state: count for state, answer, count in counted if answer is None}
    answers = [row for row in counted if row[1] is not None]
    total = sum(row[3] for row in rows)
    accepted = count_where(rows, 0, "going")
    by_side: dict[str, int] = {}
    by_status: dict[str, int] = {"invited": 0, "confirmed": 0, "declined": 0}
    for status, _, side, count in rows:
        by_side[side] = by_side.get(side, 0) + count
        by_status[guest_status(status)] += count
    return Stats(
        total=total,
        invited=total,
        accepted=accepted,
        declined=count_where(rows, 0, "declined"),
        pending=count_where(rows, 0, "pending"),
        waitlisted=count_where(rows, 0, "waitlisted"),
        checked_in=count_where(rows, 1, "checked_in"),
        left=count_where(rows, 1, "left"),
        no_show=count_where(rows, 1, "no_show"),
        confirmation_rate=round(accepted / total, 4) if total else 0.0,
        by_side=by_side,
        by_status=by_status,
        seats=seat_figures(seats),
        by_part=part_figures(await shown_parts(tx, event), answers),
    )


def part_figures(
    parts: Sequence[EventPart], counted: Sequence[tuple[Any, ...]]
) -> list[PartFigures]:
    """The people invited to each part, by their answer, and how many came; the answers add up to those
    invited.
    """
    found = {
        PART + str(part.id): PartFigures(part_id=part.id, title=part.title, capacity=part.capacity)
        for part in parts
    }
    for key, state, count in counted:
        if key in found:
            setattr(found[key], state, count)
            found[key].invited += count if state != CAME else 0
    return list(found.values())


#: Most tags, members and days that figures are broken down by.
MAX_GROUPS = 400

# Each reads the event's people once, by attendees_sort_key_index; together they are one statement.
BREAKDOWN = """
WITH people AS MATERIALIZED (
  SELECT a.guest_id, a.status, a.attendance, a.added_by, a.responded_at, a.invitation_id, a.answers
  FROM attendees a WHERE a.event_id = $1 AND a.status <> 'canceled'
), tags AS (
  SELECT tag, count(*) AS n FROM people JOIN guests g ON g.id = people.guest_id, unnest(g.tags) tag
  GROUP BY tag ORDER BY n DESC, tag LIMIT $4
), adders AS (
  SELECT p.added_by, u.name, p.n FROM (SELECT added_by, count(*) AS n FROM people
    WHERE added_by IS NOT NULL GROUP BY added_by) p
  JOIN users u ON u.id = p.added_by ORDER BY p.n DESC, u.name LIMIT $4
), days AS (
  SELECT (responded_at AT TIME ZONE $2)::date AS day, count(*) AS n,
    count(*) FILTER (WHERE status = 'going') AS going
  FROM people WHERE responded_at IS NOT NULL GROUP BY day ORDER BY day DESC LIMIT $4
), given AS (
  SELECT p.answers, q.id FROM people p, unnest($3::text[]) q (id)
  WHERE p.status = 'going' AND p.answers ? q.id
), said AS (
  SELECT id, value, count(*) AS n FROM given, LATERAL jsonb_array_elements_text(
    CASE jsonb_typeof(answers -> id) WHEN 'array' THEN answers -> id
      ELSE jsonb_build_array(answers -> id) END) value
  GROUP BY id, value ORDER BY n DESC, value LIMIT 5000
), steps AS (
  SELECT count(*) AS invited,
    count(*) FILTER (WHERE i.sent_at IS NOT NULL) AS sent,
    count(*) FILTER (WHERE i.opened_at IS NOT NULL) AS opened,
    count(*) FILTER (WHERE p.status <> 'pending') AS replied,
    count(*) FILTER (WHERE p.status = 'going') AS going,
    count(*) FILTER (WHERE p.status = 'going' AND p.attendance IN ('checked_in', 'left')) AS came
  FROM people p LEFT JOIN invitations i ON i.id = p.invitation_id
)
SELECT
  (SELECT count(*) FROM people p JOIN guests g ON g.id = p.guest_id WHERE g.is_child) AS children,
  (SELECT jsonb_object_agg(tag, n) FROM tags) AS by_tag,
  (SELECT jsonb_agg(jsonb_build_object('user_id', added_by, 'name', name, 'count', n)) FROM adders)
    AS added_by,
  (SELECT jsonb_agg(jsonb_build_object('date', day, 'replied', n, 'going', going) ORDER BY day)
    FROM days) AS days,
  (SELECT jsonb_agg(jsonb_build_object('id', id, 'answer', value, 'count', n)) FROM said) AS said,
  (SELECT jsonb_object_agg(id, n) FROM (SELECT id, count(*) AS n FROM given GROUP BY id) g) AS answered,
  (SELECT to_jsonb(steps) FROM steps) AS funnel
"""


async def broken_down(tx: ReadTx, event: Event, keys: list[str]) -> Any:
    """The row of BREAKDOWN."""
    row = await tx.driver.fetchrow(BREAKDOWN, event.id, event.timezone, keys, MAX_GROUPS)
    assert row is not None
    return row


async def breakdown_of(tx: ReadTx, event: Event) -> Breakdown:
    """The event's people by tag, question, day and step."""
    questions = await questions_of(tx, EVENT, event.id)
    keys = [str(question.id) for question in questions]
    name = ("breakdown", event.timezone, *keys)
    row = await kept(tx, event, name, lambda: broken_down(tx, event, keys))
    said: dict[str, list[dict[str, Any]]] = {}
    for one in row["said"] or ():
        said.setdefault(one["id"], []).append({"answer": one["answer"], "count": one["count"]})
    answered = row["answered"] or {}
    return Breakdown(
        children=row["children"],
        by_tag=row["by_tag"] or {},
        added_by=row["added_by"] or [],
        days=row["days"] or [],
        funnel=row["funnel"],
        questions=[
            QuestionFigures(
                question_id=question.id,
                label=question.label,
                kind=question.kind,
                answered=answered.get(str(question.id), 0),
                answers=[] if question.kind in FREE else said.get(str(question.id), []),
            )
            for question in questions
        ],
    )


#: Kinds of questions whose answers are hardly ever alike.
FREE = frozenset({"text", "long_text", "file"})


def count_where(rows: list[tuple[Any, ...]], column: int, value: str) -> int:
    """How many people have `value` in that column."""
    return int(sum(row[3] for row in rows if row[column] == value))


def seat_figures(counted: dict[str, int]) -> dict[str, int]:
    """The number of seats, in total and by state."""
    states = {state: counted.get(state, 0) for state in ("assigned", "held", "free", "blocked")}
    return {"total": sum(counted.values()), **states}
