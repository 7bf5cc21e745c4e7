"""The append-only log: audit trail, live feed and trigger of all jobs.

A fact is recorded in the caller's transaction. Ordinary transactions collect their facts and write them
with the commit, in one statement that numbers them and locks streams in id order; desks number rows
inline. A deferred trigger numbers rows that anything else inserts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, Literal, Self
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Index, PrimaryKeyConstraint, SmallInteger, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from convite.core.db import Base, Trace, Tx, as_json
from convite.core.ids import new_id
from convite.core.job_options import AT_ONCE, JobOptions

ActorKind = Literal["user", "guest", "device", "api_key", "provider", "system"]


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who did it: a kind and an id, through which channel, and on whose behalf."""

    kind: ActorKind
    id: UUID | None = None
    #: The session, device or key that was used.
    via: str | None = None
    on_behalf_of: UUID | None = None


SYSTEM = Actor(kind="system")

#: Before and after of a changed field.
Change = tuple[Any, Any]


#: Fields that locate a fact and aren't part of its message.
PLACED = frozenset({"organization_id", "object_id"})


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened. A subclass's fields are the message; `private` ones are erasable."""

    #: Stable name: the live message's `action` and the audit verb.
    action: ClassVar[str] = ""
    object_type: ClassVar[str] = ""
    #: Channels of the event's stream that show it; `{field}` is filled in from the fact.
    channels: ClassVar[tuple[str, ...]] = ()
    #: Fields with personal values: only the `staff` rendering carries them.
    private: ClassVar[frozenset[str]] = frozenset()
    #: Changed fields with personal values: stored erasably next to the row.
    private_changes: ClassVar[frozenset[str]] = frozenset()
    #: Kept 30 days only.
    transient: ClassVar[bool] = False

    organization_id: UUID
    object_id: UUID
    event_id: UUID | None = None
    #: The stream that numbers it if it has no event (a user's or organization's).
    stream_id: UUID | None = None
    #: Changed fields, before and after; never in a live message.
    changes: dict[str, Change] = {}
    #: Deltas of the event's counters, applied when the row is numbered.
    going_delta: int = 0
    requests_delta: int = 0

    @classmethod
    def of(cls, row: Any, **values: Any) -> Self:
        """Builds the fact about a row of an event, or about the event itself.

        Tenant, object and event come from the row, as do required fields of the same name, and
        `seat_id` if the object is a seat.
        """
        own_id = f"{cls.object_type}_id"
        taken = {"organization_id": row.organization_id, "object_id": row.id}
        taken["event_id"] = row.id if cls.object_type == "event" else row.event_id
        for name in cls.required() - values.keys():
            taken[name] = row.id if name == own_id else getattr(row, name)
        return cls(**(taken | values))

    @classmethod
    @cache
    def required(cls) -> frozenset[str]:
        """This fact type's fields without a default."""
        fields = msgspec.structs.fields(cls)
        return frozenset(one.name for one in fields if one.required) - PLACED

    @property
    def stream(self) -> UUID:
        """The stream it is numbered in."""
        return self.stream_id or self.event_id or self.organization_id

    def message(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The message for everyone on the channel, and the fields for staff only."""
        values: dict[str, Any] = msgspec.to_builtins(self)
        for name in HIDDEN:
            values.pop(name, None)
        personal = {name: values.pop(name) for name in self.private if name in values}
        return values, personal

    def split_changes(self) -> tuple[dict[str, Change], dict[str, Change]]:
        """Splits the changes into permanent and personal ones."""
        kept: dict[str, Change] = {}
        personal: dict[str, Change] = {}
        for name, change in self.changes.items():
            (personal if name in self.private_changes else kept)[name] = change
        return kept, personal

    def shown_on(self) -> list[str]:
        """The channels, filled in."""
        return [
            channel.format_map(FieldsOf(self))
            for channel in self.channels
            if "None" not in channel.format_map(FieldsOf(self))
        ]


HIDDEN = frozenset(
    {"organization_id", "object_id", "stream_id", "changes", "going_delta", "requests_delta"}
)


class FieldsOf(dict[str, Any]):
    """A fact's fields by name, for filling in channel names."""

    def __init__(self, fact: Fact) -> None:
        super().__init__()
        self.fact = fact

    def __missing__(self, name: str) -> Any:
        return getattr(self.fact, name)


#: Facts that trigger jobs; filled by `core.queue.on` when the jobs are imported.
REACTIONS: dict[str, list[str]] = {}

# Every fact of a transaction in one statement, the last before COMMIT. Locks the streams in order of id,
# numbers the rows in the order they were recorded, and adds up the events' counters. A fact whose stream
# is missing keeps no number, which the deferred trigger refuses.
WRITE = """
WITH fact AS MATERIALIZED (
  SELECT f.*, f.stream_id AS stream, row_number() OVER (PARTITION BY f.stream_id ORDER BY f.number) AS place
  FROM jsonb_to_recordset($1::jsonb) AS f (number int, id uuid, stream_id uuid, organization_id uuid,
    event_id uuid, action text, object_type text, object_id uuid, actor_kind text, actor_id uuid, via text,
    on_behalf_of uuid, data jsonb, changes jsonb, channels text[], transient bool, request_id uuid,
    cause_id uuid, batch_id uuid, going_delta int, requests_delta int, private jsonb, has_jobs bool,
    run_after timestamptz, key text, priority smallint, lane text)
), locked AS MATERIALIZED (
  SELECT id FROM streams WHERE id = ANY (ARRAY (SELECT stream_id FROM fact)) ORDER BY id FOR NO KEY UPDATE
), moved AS (
  UPDATE streams s SET position = s.position + t.rows, going_count = s.going_count + t.going,
    requests_count = s.requests_count + t.requests
  FROM (SELECT stream_id, count(*) AS rows, sum(going_delta) AS going, sum(requests_delta) AS requests
        FROM fact GROUP BY stream_id) t
  WHERE s.id = t.stream_id AND s.id IN (SELECT id FROM locked) RETURNING s.id, s.position - t.rows AS base
), logged AS (
  INSERT INTO activity_log (id, stream_id, position, organization_id, event_id, action, object_type,
    object_id, actor_kind, actor_id, via, on_behalf_of, data, changes, channels, transient, request_id,
    cause_id, batch_id, going_delta, requests_delta)
  SELECT f.id, stream_id, m.base + place, organization_id, event_id, action, object_type, object_id,
    actor_kind, actor_id, via, on_behalf_of, data, changes, channels, transient, request_id, cause_id,
    batch_id, going_delta, requests_delta
  FROM fact f LEFT JOIN moved m ON m.id = f.stream_id
), personal AS (
  INSERT INTO activity_private (log_id, organization_id, event_id, data)
  SELECT id, organization_id, event_id, private FROM fact WHERE private IS NOT NULL
)
INSERT INTO activity_outbox (log_id, organization_id, action, run_after, key, priority, lane)
SELECT id, organization_id, action, run_after, key, priority, lane FROM fact WHERE has_jobs
"""


async def record(tx: Tx, actor: Actor, fact: Fact, options: JobOptions = AT_ONCE) -> UUID:
    """Records a fact in the caller's transaction; a rollback undoes it.

    It is written at the commit, with the transaction's other facts. `options` schedule the jobs it
    triggers. Returns the row's id, which later facts can use as their cause.
    """
    return (await record_many(tx, actor, [fact], options))[0]


async def record_many(
    tx: Tx, actor: Actor, facts: Sequence[Fact], options: JobOptions = AT_ONCE
) -> list[UUID]:
    """Records many facts, and flushes, so that a change that is refused is refused here."""
    await tx.flush_changes()
    keys = [new_id() for _ in facts]
    for key, fact in zip(keys, facts, strict=True):
        tx.trace.facts.append(log_row(tx.trace, actor, key, fact, options))
        tx.trace.touched.add(fact.stream)
    return keys


async def write_facts(tx: Tx) -> None:
    """Writes the recorded facts: the transaction's last statement, since it locks their streams."""
    await tx.flush_changes()
    if tx.trace.facts:
        rows = [{**row, "number": number} for number, row in enumerate(tx.trace.facts)]
        tx.trace.facts = []
        await tx.driver.execute(WRITE, as_json(rows))


def log_row(
    trace: Trace, actor: Actor, key: UUID, fact: Fact, options: JobOptions
) -> dict[str, Any]:
    """A fact as the values of its row."""
    public, personal = fact.message()
    changes, personal_changes = fact.split_changes()
    if personal_changes:
        personal["changes"] = personal_changes
    return {
        "id": key,
        "stream_id": fact.stream,
        "organization_id": fact.organization_id,
        "event_id": fact.event_id,
        "action": fact.action,
        "object_type": fact.object_type,
        "object_id": fact.object_id,
        "actor_kind": actor.kind,
        "actor_id": actor.id,
        "via": actor.via,
        "on_behalf_of": actor.on_behalf_of,
        "data": public,
        "changes": changes,
        "channels": fact.shown_on(),
        "transient": fact.transient,
        "request_id": trace.request_id,
        "cause_id": trace.cause_id,
        "batch_id": trace.batch_id,
        "going_delta": fact.going_delta,
        "requests_delta": fact.requests_delta,
        "private": personal or None,
        "has_jobs": fact.action in REACTIONS,
        "run_after": options.run_after,
        "key": options.key,
        "priority": options.priority,
        "lane": options.lane,
    }


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Change]:
    """The fields that differ, with their values before and after."""
    return {
        name: (before.get(name), value)
        for name, value in after.items()
        if before.get(name) != value
    }


class ActivityLog(Base):
    """A recorded fact. Range-partitioned by month; never updated or deleted."""

    __tablename__ = "activity_log"
    __table_args__ = (
        PrimaryKeyConstraint("id", "at"),
        Index("activity_log_stream_index", "stream_id", "position"),
        Index("activity_log_object_index", "object_id"),
        # Only of seats given and left, which are few; holds are many, and name nobody.
        Index(
            "activity_log_seated_index",
            text("(data ->> 'attendee_id')"),
            postgresql_where=text("object_type = 'seat' AND data ->> 'attendee_id' IS NOT NULL"),
        ),
        Index(
            "activity_log_unnumbered_index",
            "xid",
            postgresql_where=text("position IS NULL"),
        ),
        {"postgresql_partition_by": "RANGE (at)"},
    )

    id: Mapped[UUID] = mapped_column(default=new_id)
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    stream_id: Mapped[UUID]
    position: Mapped[int | None] = mapped_column(BigInteger)
    #: The transaction that wrote it; lets the trigger find its own rows.
    xid: Mapped[int] = mapped_column(
        BigInteger, server_default=text("pg_current_xact_id()::text::bigint")
    )
    organization_id: Mapped[UUID]
    event_id: Mapped[UUID | None]
    action: Mapped[str]
    object_type: Mapped[str]
    object_id: Mapped[UUID]
    actor_kind: Mapped[str]
    actor_id: Mapped[UUID | None]
    via: Mapped[str | None]
    on_behalf_of: Mapped[UUID | None]
    data: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    changes: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    channels: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    transient: Mapped[bool] = mapped_column(server_default="false")
    request_id: Mapped[UUID | None]
    cause_id: Mapped[UUID | None]
    batch_id: Mapped[UUID | None]
    going_delta: Mapped[int] = mapped_column(server_default="0")
    requests_delta: Mapped[int] = mapped_column(server_default="0")


class ActivityPrivate(Base):
    """The personal values of a log row: erasable, while the row stays."""

    __tablename__ = "activity_private"

    log_id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID] = mapped_column(index=True)
    event_id: Mapped[UUID | None]
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)


class ActivityOutbox(Base):
    """Facts whose jobs haven't been queued yet; the dispatcher empties it."""

    __tablename__ = "activity_outbox"

    log_id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID]
    action: Mapped[str]
    #: The fact's `JobOptions`.
    run_after: Mapped[datetime | None]
    key: Mapped[str | None]
    priority: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    lane: Mapped[str | None]


class Stream(Base):
    """One row per event, organization and user: the position, and an event's counters."""

    __tablename__ = "streams"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID] = mapped_column(index=True)
    position: Mapped[int] = mapped_column(BigInteger, server_default="0", default=0)
    going_count: Mapped[int] = mapped_column(server_default="0", default=0)
    requests_count: Mapped[int] = mapped_column(server_default="0", default=0)
