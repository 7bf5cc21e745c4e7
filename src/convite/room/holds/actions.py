"""Writes of holds: taking, extending, freeing, and sweeping expired ones.

`hold` is a hot verb: one function for many requests, each with its own outcome. If two requests of
one call share a seat, only the first gets it. `hold_in_turns` repeats the call for the other one.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from convite.core.database import Database
from convite.core.db import Connection, Tx
from convite.core.ids import new_row_id
from convite.core.log import Actor, Fact, record_many
from convite.core.log_sql import log_insert
from convite.core.problems import Conflict, Gone
from convite.events.event.models import Event
from convite.events.event.schemas import settings_in_force
from convite.plan.seating.facts import SeatFreed
from convite.room.capacity.actions import lock_pool, move_places
from convite.room.holds.facts import PlacesFreed, SeatLocked
from convite.room.holds.models import Reservation
from convite.room.holds.queries import SeatsTaken, event_of_places, reservation_by_key
from convite.room.holds.rules import HoldRequest, columns_of, next_turn
from convite.room.holds.schemas import HeldSeat, Hold

#: Number of a canceled event's holds that one transaction ends.
MAX_ENDED = 500


# One statement for many holds. Seats are locked in order of id with FOR NO KEY UPDATE; if another
# batch has locked one, SKIP LOCKED yields the verdict `busy`. A request gets all its seats or
# none. The stream row is locked last and numbers the log inline. Served by seats_pkey,
# plan_categories_plan_id_name_key, reservations_holder.
LOG_LOCKED = log_insert(
    SeatLocked,
    source="taken t JOIN asked a USING (request) CROSS JOIN moved m",
    columns={
        "id": "t.log_id", "stream_id": "$1",
        "position": "m.position - count(*) OVER () + row_number() OVER (ORDER BY t.request, t.id)",
        "organization_id": "t.organization_id", "event_id": "$1::uuid", "object_id": "t.id",
        "actor_kind": "a.actor_kind", "actor_id": "a.actor_id", "via": "a.via",
        "request_id": "a.request_id",
    },
    fields={
        "seat_id": "t.id", "seat_number": "t.seat_number", "held_until": "t.held_until",
        "invitation_id": "CASE WHEN a.holder_kind = 'guest' THEN a.holder END",
    },
)  # fmt: skip
HOLD = f"""
WITH wanted AS (
  SELECT * FROM unnest($2::int[], $3::uuid[], $4::uuid[]) AS w (request, seat_id, log_id)
), asked AS (
  SELECT * FROM unnest($5::int[], $6::uuid[], $7::text[], $8::uuid[], $9::int[], $10::int[],
                       $11::bool[], $12::text[], $13::uuid[], $14::text[], $15::uuid[],
                       $16::timestamptz[])
    AS a (request, key, holder_kind, holder, seconds, most, is_staff,
          actor_kind, actor_id, via, request_id, closes_at)
), locked AS (
  SELECT id, seat_number, category, reservation_id, held_by, held_until,
    seat_state(attendee_id, blocked, held_until, house, house_until, statement_timestamp()) AS state
  FROM seats WHERE id = ANY ($3) AND event_id = $1
  ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
), reserved AS (
  SELECT c.name FROM seating_plans p JOIN plan_categories c ON c.plan_id = p.id
  WHERE p.event_id = $1 AND c.kind = 'reserved'
), judged AS (
  SELECT w.request, w.seat_id, w.log_id, l.seat_number, l.reservation_id, l.held_until, CASE
      WHEN l.id IS NULL THEN 'busy'
      WHEN l.state = 'a' THEN 'assigned'
      WHEN l.state = 'b'
        OR (NOT a.is_staff AND (l.state = 'o' OR l.category IN (SELECT name FROM reserved)))
        THEN 'blocked'
      WHEN l.state = 'h' THEN
        CASE WHEN l.held_by = a.holder THEN 'mine' ELSE 'held' END
      ELSE 'free' END AS verdict
  FROM wanted w JOIN asked a USING (request) LEFT JOIN locked l ON l.id = w.seat_id
), groups AS (
  SELECT j.request, bool_and(j.verdict IN ('free', 'mine')) AS whole,
    count(*) FILTER (WHERE j.verdict = 'free') AS fresh
  FROM judged j GROUP BY j.request
), capped AS (
  SELECT g.request, g.whole, g.fresh,
    coalesce(a.closes_at <= statement_timestamp(), false) AS closed,
    a.most IS NOT NULL AND g.fresh > 0 AND g.fresh + (
      SELECT count(*) FROM reservations r
      JOIN seats s ON s.id = ANY (r.seat_ids) AND s.reservation_id = r.id
      WHERE r.event_id = $1 AND r.holder_id = a.holder AND r.ended_at IS NULL
        AND r.expires_at > statement_timestamp()) > a.most AS over
  FROM groups g JOIN asked a USING (request)
), taken AS (
  UPDATE seats s SET reservation_id = a.key, held_by = a.holder,
    held_until = least(statement_timestamp() + make_interval(secs => a.seconds), a.closes_at)
  FROM judged j JOIN capped c USING (request) JOIN asked a USING (request)
  WHERE s.id = j.seat_id AND j.verdict = 'free' AND c.whole AND NOT c.over AND NOT c.closed
  RETURNING s.id, s.seat_number, s.organization_id, s.held_until, j.request, j.log_id
), made AS (
  INSERT INTO reservations (id, organization_id, event_id, holder_kind, holder_id, seat_ids, expires_at)
  SELECT a.key, t.organization_id, $1, a.holder_kind, a.holder, array_agg(t.id), min(t.held_until)
  FROM taken t JOIN asked a USING (request)
  GROUP BY a.key, t.organization_id, a.holder_kind, a.holder
  ON CONFLICT (id) DO NOTHING
), moved AS (
  UPDATE streams SET position = position + (SELECT count(*) FROM taken)
  WHERE id = $1 AND EXISTS (SELECT 1 FROM taken) RETURNING position
), logged AS (
  {LOG_LOCKED}
)
SELECT j.request, j.seat_id, j.seat_number, j.verdict, c.whole, c.over, c.closed, c.fresh,
  CASE WHEN j.verdict = 'free' THEN NULL ELSE j.reservation_id END AS reservation_id,
  coalesce(CASE WHEN j.verdict = 'mine' THEN j.held_until END,
           least(statement_timestamp() + make_interval(secs => a.seconds), a.closes_at)) AS held_until,
  statement_timestamp() AS server_time
FROM judged j JOIN capped c USING (request) JOIN asked a USING (request)
"""  # noqa: S608  (constants of this module only)
HOLD_WAITING = HOLD.replace(" SKIP LOCKED", "")


Outcome = Hold | Exception


async def hold(
    connection: Connection,
    event_id: UUID,
    requests: Sequence[HoldRequest],
    *,
    wait: bool = False,
) -> list[Outcome]:
    """Holds the seats of each request, all or none. Returns outcomes in order.

    Idempotent per holder and seats: repeating a request returns the same hold. Without `wait`, a
    seat locked by another transaction yields `SeatsTaken`, as if it were held.
    """
    numbers = range(len(requests))
    pairs = [(number, seat) for number in numbers for seat in requests[number].seat_ids]
    rows = await connection.fetch(
        HOLD_WAITING if wait else HOLD,
        event_id,
        [number for number, _ in pairs],
        [seat for _, seat in pairs],
        [new_row_id() for _ in pairs],
        list(numbers),
        *columns_of(requests),
    )
    rows_by_request: list[list[Any]] = [[] for _ in requests]
    for row in rows:
        rows_by_request[row["request"]].append(row)
    return [outcome(request, rows) for request, rows in zip(requests, rows_by_request, strict=True)]


def outcome(request: HoldRequest, rows: list[Any]) -> Outcome:
    """Returns the outcome of one request."""
    first = rows[0]
    if first["closed"]:
        return Gone("Replies are closed. Please contact your host.", name="deadline-passed")
    if not first["whole"]:
        lost = [row for row in rows if row["verdict"] not in ("free", "mine")]
        return SeatsTaken(
            [row["seat_id"] for row in lost],
            held=all(row["verdict"] in ("held", "busy") for row in lost),
            unknown=any(row["verdict"] == "busy" for row in lost),
        )
    if first["over"]:
        return Conflict(f"You can hold at most {request.max_seats} seats.", name="too-many-seats")
    mine = next((row["reservation_id"] for row in rows if row["reservation_id"]), None)
    return Hold(
        key=request.key if first["fresh"] else mine or request.key,
        seats=[HeldSeat(id=row["seat_id"], seat_number=row["seat_number"]) for row in rows],
        expires_at=min(row["held_until"] for row in rows),
        server_time=first["server_time"],
    )


async def hold_in_turns(
    connection: Connection, event_id: UUID, requests: Sequence[HoldRequest]
) -> list[Outcome]:
    """Holds for a batch without waiting. Requests that share a seat or a limit take turns."""
    outcomes: dict[int, Outcome] = {}
    remaining = list(range(len(requests)))
    while remaining:
        turn, remaining = next_turn(requests, remaining)
        results = await hold(connection, event_id, [requests[number] for number in turn])
        outcomes.update(zip(turn, results, strict=True))
    return [outcomes[number] for number in range(len(requests))]


def is_busy(outcome: Outcome) -> bool:
    """Whether another transaction had locked the seats, so that their state is still unknown."""
    return isinstance(outcome, SeatsTaken) and outcome.unknown


async def hold_with_wait(
    database: Database, organization_id: UUID, event_id: UUID, requests: Sequence[HoldRequest]
) -> list[Outcome]:
    """Holds for a whole batch, and waits for seats that another transaction has locked.

    A waiting transaction holds no other lock: it contains a single request, whose seats are locked
    in order of id. Waiting inside the batch's own transaction could deadlock.
    """
    async with database.single(organization_id) as connection:
        outcomes = await hold_in_turns(connection, event_id, requests)
    busy = [number for number, outcome in enumerate(outcomes) if is_busy(outcome)]
    while busy:
        first, *busy = busy  # final: after a wait, a seat still unknown doesn't exist
        async with database.single(organization_id) as connection:
            outcomes[first] = (await hold(connection, event_id, [requests[first]], wait=True))[0]
        if busy:
            async with database.single(organization_id) as connection:
                retried = await hold_in_turns(connection, event_id, [requests[n] for n in busy])
            for number, outcome in zip(busy, retried, strict=True):
                outcomes[number] = outcome
            busy = [number for number in busy if is_busy(outcomes[number])]
    return outcomes


async def end_hold(tx: Tx, actor: Actor, reservation: Reservation, *, reason: str) -> None:
    """Ends a hold: frees the seats that still belong to it, and gives places back.

    With places, the event's pool must have been locked before the hold: see `lock_hold`.
    """
    facts: list[Fact] = []
    if reservation.pool_ids and reservation.ended_at is None:
        held = zip(reservation.pool_ids, reservation.pool_places, strict=True)
        await move_places(tx, {pool_id: (0, -places) for pool_id, places in held})
        facts.append(
            PlacesFreed(
                organization_id=reservation.organization_id,
                object_id=reservation.event_id,
                event_id=reservation.event_id,
                places=reservation.places,
            )
        )
    facts += await free(tx.driver, reservation, reason=reason)
    await record_many(tx, actor, facts)


async def lock_hold(tx: Tx, key: UUID) -> Reservation | None:
    """A hold, locked; if it has places, after the event's pool, as everywhere."""
    event_id = await event_of_places(tx, key)
    if event_id is not None:
        await lock_pool(tx, event_id)
    return await reservation_by_key(tx, key)


async def free(connection: Connection, hold: Reservation, *, reason: str) -> list[SeatFreed]:
    """Ends a hold without recording it. Returns the facts of its freed seats."""
    freed = await connection.fetch(FREE_SEATS, hold.id, hold.seat_ids)
    await connection.execute(END_HOLD, hold.id)
    guest = hold.holder_id if hold.holder_kind == "guest" else None
    return [
        SeatFreed(
            organization_id=hold.organization_id, object_id=row["id"], event_id=hold.event_id,
            seat_id=row["id"], seat_number=row["seat_number"], reason=reason, status=row["status"],
            invitation_id=guest,
        )
        for row in freed
    ]  # fmt: skip


END_HOLD = "UPDATE reservations SET ended_at = now(), updated_at = now() WHERE id = $1"
# Seats are locked in order of id, as everywhere.
FREE_SEATS = """
WITH locked AS (
  SELECT id FROM seats WHERE id = ANY ($2) AND reservation_id = $1 ORDER BY id FOR NO KEY UPDATE
)
UPDATE seats s SET reservation_id = NULL, held_by = NULL, held_until = NULL
FROM locked l WHERE s.id = l.id RETURNING s.id, s.seat_number,
  CASE WHEN seat_state(NULL, s.blocked, NULL, s.house, s.house_until, now()) = 'f'
    THEN 'free' ELSE 'blocked' END AS status
"""


async def extend(
    tx: Tx, actor: Actor, event: Event, reservation: Reservation, *, is_staff: bool
) -> tuple[datetime, datetime]:
    """Extends an active hold once, and records it. Returns the new expiry and the server time.

    Raises:
        Conflict: it was extended before, has ended, or the host allows no extensions.
    """
    if not is_staff and not settings_in_force(None, event.settings).hold_extension:
        raise Conflict("The host allows no extensions.", name="not-extendable").with_text("host")
    connection = tx.driver
    rows = await connection.fetch(EXTEND, reservation.id, event.hold_seconds, reservation.seat_ids)
    if not rows:
        raise Conflict("Holds can be extended once, before they expire.", name="not-extendable")
    until: datetime = rows[0]["expires_at"]
    guest = reservation.holder_id if reservation.holder_kind == "guest" else None
    organization_id, event_id = reservation.organization_id, reservation.event_id
    facts = [
        SeatLocked(
            organization_id=organization_id, object_id=row["id"], event_id=event_id, seat_id=row["id"],
            seat_number=row["seat_number"], held_until=until, invitation_id=guest,
        )
        for row in rows if row["id"] is not None
    ]  # fmt: skip
    await record_many(tx, actor, facts)
    return until, rows[0]["server_time"]


EXTEND = """
WITH longer AS (
  UPDATE reservations SET expires_at = now() + make_interval(secs => $2), extended = extended + 1
  WHERE id = $1 AND ended_at IS NULL AND extended = 0 AND expires_at > now() RETURNING id, expires_at
), locked AS (
  SELECT id FROM seats WHERE id = ANY ($3) AND reservation_id = $1 ORDER BY id FOR NO KEY UPDATE
), longer_seats AS (
  UPDATE seats s SET held_until = l.expires_at FROM longer l, locked k
  WHERE s.id = k.id RETURNING s.id, s.seat_number
)
SELECT l.expires_at, statement_timestamp() AS server_time, s.id, s.seat_number
FROM longer l LEFT JOIN longer_seats s ON true ORDER BY s.id
"""


async def end_event_holds(tx: Tx, actor: Actor, event_id: UUID) -> bool:
    """Frees up to `MAX_ENDED` holds of a canceled event. Returns whether all are freed."""
    connection = tx.driver
    keys = await connection.fetch(
        "SELECT id FROM reservations WHERE event_id = $1 AND ended_at IS NULL AND pool_ids = '{}'"
        " ORDER BY id LIMIT $2",
        event_id,
        MAX_ENDED,
    )
    facts: list[SeatFreed] = []
    for row in keys:
        reservation = await reservation_by_key(tx, row["id"])
        if reservation is not None:
            facts += await free(connection, reservation, reason="canceled")
    await record_many(tx, actor, facts)
    return len(keys) < MAX_ENDED


# Only notifies clients: an expired seat can be taken again at once.
LOG_EXPIRED = log_insert(
    SeatFreed,
    source="freed",
    columns={
        "id": "gen_random_uuid()", "stream_id": "event_id",
        "organization_id": "organization_id", "event_id": "event_id", "object_id": "id",
        "actor_kind": "'system'",
    },
    fields={
        "seat_id": "id", "seat_number": "seat_number", "status": "status",
        "reason": "'expired'::text",
        "invitation_id": "CASE WHEN holder_kind = 'guest' THEN holder_id END",
    },
)  # fmt: skip
EXPIRE = f"""
WITH due AS (
  SELECT id, organization_id, event_id, seat_ids, holder_kind, holder_id FROM reservations
  WHERE ended_at IS NULL AND expires_at <= now() AND pool_ids = '{{}}'
  ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED
), ended AS (
  UPDATE reservations r SET ended_at = now(), updated_at = now() FROM due d WHERE r.id = d.id
), locked AS (
  SELECT s.id, d.organization_id, d.event_id, d.holder_kind, d.holder_id
  FROM due d JOIN seats s ON s.id = ANY (d.seat_ids) AND s.reservation_id = d.id
  ORDER BY s.id FOR NO KEY UPDATE OF s SKIP LOCKED
), freed AS (
  UPDATE seats s SET reservation_id = NULL, held_by = NULL, held_until = NULL
  FROM locked l WHERE s.id = l.id
  RETURNING s.id, s.seat_number, l.organization_id, l.event_id, l.holder_kind, l.holder_id,
    CASE seat_state(s.attendee_id, s.blocked, NULL, s.house, s.house_until, now())
      WHEN 'f' THEN 'free' ELSE 'blocked' END AS status
), logged AS (
  {LOG_EXPIRED}
)
SELECT DISTINCT event_id FROM due
"""  # noqa: S608  (constants of this module only)
SWEEP_SIZE = 500


async def expire_holds(connection: Connection) -> list[UUID]:
    """Ends one batch of expired holds. Returns the ids of the affected events."""
    return [row["event_id"] for row in await connection.fetch(EXPIRE, SWEEP_SIZE)]


async def sweep(system: Database) -> None:
    """Ends expired holds and wakes the subscribers of the affected events."""
    async with system.desk(None) as connection:
        events = await expire_holds(connection)
    system.wake(set(events))
