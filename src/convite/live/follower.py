"""The follower: tails the log for streams that have listeners.

A lost wake-up delays a message by at most a second, because the positions of streams with listeners
are compared every second. Each message is encoded once per audience.
"""

import asyncio
import contextlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

import msgspec

from convite.core.database import Database
from convite.core.db import DATABASE_FAULTS
from convite.live.channels import Audience, Grant

log = logging.getLogger("convite.live")

POLL_SECONDS = 1.0
WATERMARK_SECONDS = 20.0
#: Rows read at once; also how far back a client can catch up.
ROWS_AT_ONCE = 500
MAX_BEHIND = 50_000
#: Facts after which the listeners of their channels are reauthorized.
REAUTHORIZE_ON = frozenset({"event_deleted", "invitation_canceled", "invitation_deleted"})
#: Facts after which one user is reauthorized, on all channels of the stream.
RIGHTS_CHANGED = frozenset(
    {
        "member_changed", "member_removed",
        "organization_member_changed", "organization_member_removed",
    }
)  # fmt: skip

POSITIONS = "SELECT id, position FROM streams WHERE id = ANY ($1)"
GENERATION = "SELECT number FROM generation"
# Served by activity_log_stream_index.
ROWS = """
SELECT l.position, l.action, l.channels, l.data::text AS public,
  CASE WHEN p.log_id IS NULL THEN l.data::text ELSE (l.data || (p.data - 'changes'))::text END AS staff
FROM activity_log l LEFT JOIN activity_private p ON p.log_id = l.id
WHERE l.stream_id = $1 AND l.position > $2 ORDER BY l.position LIMIT $3
"""


@dataclass(frozen=True, slots=True)
class Frame:
    """A message encoded once: its text, and its text as a WebSocket frame."""

    text: bytes
    wire: bytes


def frame(text: bytes) -> Frame:
    """Frames a text message (RFC 6455): unmasked, final, opcode 1."""
    size = len(text)
    if size < 126:
        head = bytes((0x81, size))
    elif size < 65536:
        head = b"\x81\x7e" + size.to_bytes(2, "big")
    else:
        head = b"\x81\x7f" + size.to_bytes(8, "big")
    return Frame(text=text, wire=head + text)


class Listener(Protocol):
    """A receiver of messages. `deliver` never blocks."""

    @property
    def user_id(self) -> UUID | None:
        """Who listens; None if they bear a code."""

    def deliver(self, message: Frame) -> None:
        """Takes a message; a listener that can't keep up closes itself."""

    def reauthorize(self, channel: str) -> None:
        """Checks the listener's permission again."""


@dataclass
class Group:
    """Listeners with the same channel and audience."""

    channel: str
    audience: Audience
    listeners: set[Listener] = field(default_factory=set)
    #: The last position sent to them.
    announced: int = 0


@dataclass
class Stream:
    """A stream with listeners, and the position pushed so far."""

    id: UUID
    cursor: int = 0
    groups: dict[tuple[str, Audience], Group] = field(default_factory=dict)
    #: Channels of other streams to which the right follows from this one.
    watchers: dict[str, set[Listener]] = field(default_factory=dict)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Follower:
    """Pushes log rows to listeners. One per process, on the system role."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.streams: dict[UUID, Stream] = {}
        self.generation = 0
        self.moved: set[UUID] = set()
        self.woken = asyncio.Event()
        self.delivered = 0

    def wake(self, streams: Iterable[UUID]) -> None:
        """Reads these streams now, because they have new rows."""
        listened = self.streams.keys() & set(streams)
        if listened:
            self.moved |= listened
            self.woken.set()

    @property
    def listeners(self) -> int:
        """How many subscriptions there are."""
        return sum(len(g.listeners) for s in self.streams.values() for g in s.groups.values())

    async def run(self) -> None:
        """Runs forever; waits out database outages, and logs and survives any other error.

        If it stopped, this process would push no more messages.
        """
        last_watermark = 0.0
        loop = asyncio.get_running_loop()
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await self.woken.wait()
            polled = not self.woken.is_set()
            self.woken.clear()
            try:
                await self.push(everything=polled)
                if loop.time() - last_watermark > WATERMARK_SECONDS:
                    last_watermark = loop.time()
                    self.watermarks()
            except DATABASE_FAULTS as error:
                log.warning("the follower waits for the database: %s", error)
                await asyncio.sleep(POLL_SECONDS)
            except Exception:
                log.exception("the follower stumbled")
                await asyncio.sleep(POLL_SECONDS)

    async def push(self, *, everything: bool = False) -> None:
        """Pushes new rows of the streams that moved, or of all streams with listeners."""
        moved, self.moved = self.moved, set()
        if everything and self.streams:
            rows = await self.database.pool.fetch(POSITIONS, list(self.streams))
            moved |= {row["id"] for row in rows if self.is_behind(row["id"], row["position"])}
        for key in moved:
            stream = self.streams.get(key)
            if stream is not None:
                async with stream.lock:
                    await self.push_stream(stream)

    def is_behind(self, key: UUID, position: int) -> bool:
        """Whether a stream has new rows; False if it is no longer followed."""
        stream = self.streams.get(key)
        return stream is not None and position > stream.cursor

    async def push_stream(self, stream: Stream) -> None:
        """Pushes a stream's new rows to its groups."""
        while True:
            rows = await self.database.pool.fetch(ROWS, stream.id, stream.cursor, ROWS_AT_ONCE)
            for row in rows:
                for group in stream.groups.values():
                    if group.channel in row["channels"]:
                        self.publish(group, row)
                if row["action"] in RIGHTS_CHANGED:
                    self.reauthorize_user(stream, row)
                stream.cursor = row["position"]
            if len(rows) < ROWS_AT_ONCE:
                return

    def reauthorize_user(self, stream: Stream, row: Any) -> None:
        """Checks a user's permission again on every channel of a stream, whatever the fact is shown on."""
        user = msgspec.json.decode(row["public"]).get("user_id")
        for group in stream.groups.values():
            for listener in tuple(group.listeners):
                if listener.user_id is not None and str(listener.user_id) == user:
                    listener.reauthorize(group.channel)
        for channel, watchers in stream.watchers.items():
            for listener in tuple(watchers):
                if listener.user_id is not None and str(listener.user_id) == user:
                    listener.reauthorize(channel)

    def publish(self, group: Group, row: Any) -> None:
        """Sends a row to a group, encoded once."""
        message = frame(self.message(group.channel, group.audience, row, group.announced))
        group.announced = row["position"]
        self.delivered += len(group.listeners)
        for listener in tuple(group.listeners):
            listener.deliver(message)
            if row["action"] in REAUTHORIZE_ON:
                listener.reauthorize(group.channel)

    def message(self, channel: str, audience: Audience, row: Any, after: int) -> bytes:
        """A log row as the message of one audience."""
        body = row[audience][1:-1]
        return (
            f'{{"action":"{row["action"]}","channel":"{channel}",'
            f'"position":"{self.generation}.{row["position"]}",'
            f'"after":"{self.generation}.{after}"{"," if body else ""}{body}}}'
        ).encode()

    def watermark(self, channel: str, position: int) -> Frame:
        """The message that says up to which position a subscription is complete."""
        return frame(
            f'{{"action":"watermark","channel":"{channel}",'
            f'"position":"{self.generation}.{position}"}}'.encode()
        )

    def watermarks(self) -> None:
        """Advances every cursor past rows its owner may not see."""
        for stream in self.streams.values():
            for group in stream.groups.values():
                if group.announced != stream.cursor:
                    self.announce(group, stream.cursor)

    def announce(self, group: Group, position: int) -> None:
        """Sends a watermark to a whole group."""
        group.announced = position
        message = self.watermark(group.channel, position)
        for listener in tuple(group.listeners):
            listener.deliver(message)

    async def subscribe(
        self, listener: Listener, channel: str, grant: Grant, since: str | None
    ) -> None:
        """Adds a listener: sends what it missed since its position, then everything new.

        No message is lost in between: the stream is locked against pushing while it catches up.
        """
        if grant.organization_id is not None and listener.user_id is not None:
            rights = await self.stream_of(grant.organization_id)
            rights.watchers.setdefault(channel, set()).add(listener)
        joined = False
        while not joined:
            stream = await self.stream_of(grant.stream_id)
            async with stream.lock:
                # its last listener may have left while this waited for the lock
                joined = self.streams.get(stream.id) is stream
                if joined:
                    await self.join(stream, listener, channel, grant, since)

    async def join(
        self, stream: Stream, listener: Listener, channel: str, grant: Grant, since: str | None
    ) -> None:
        """Adds a listener to a stream that is locked."""
        listener.deliver(self.subscribed(channel, stream.cursor))
        if since is not None:
            await self.catch_up(listener, channel, grant, stream, since)
        group = stream.groups.setdefault(
            (channel, grant.audience),
            Group(channel=channel, audience=grant.audience, announced=stream.cursor),
        )
        group.listeners.add(listener)
        if group.announced != stream.cursor:
            self.announce(group, stream.cursor)
        else:
            listener.deliver(self.watermark(channel, stream.cursor))

    async def stream_of(self, key: UUID) -> Stream:
        """The stream; if it had no listeners, it is followed from its current position."""
        if not self.generation:
            self.generation = await self.database.pool.fetchval(GENERATION)
        stream = self.streams.get(key)
        if stream is None:
            rows = await self.database.pool.fetch(POSITIONS, [key])
            position = rows[0]["position"] if rows else 0
            stream = self.streams.setdefault(key, Stream(id=key, cursor=position))
        return stream

    def subscribed(self, channel: str, position: int) -> Frame:
        """Confirms a subscription."""
        return frame(
            f'{{"action":"subscribed","channel":"{channel}",'
            f'"position":"{self.generation}.{position}"}}'.encode()
        )

    async def catch_up(
        self, listener: Listener, channel: str, grant: Grant, stream: Stream, since: str
    ) -> None:
        """Sends what happened after `since`, or `resync` if that is too far back."""
        start = self.position_in(since)
        if start is None or stream.cursor - start > MAX_BEHIND:
            listener.deliver(resync(channel, "the position is too old"))
            return
        after = start
        while start < stream.cursor:
            rows = await self.database.pool.fetch(ROWS, stream.id, start, ROWS_AT_ONCE)
            for row in up_to(rows, stream.cursor):
                start = row["position"]
                if channel in row["channels"]:
                    listener.deliver(frame(self.message(channel, grant.audience, row, after)))
                    after = start
            if len(rows) < ROWS_AT_ONCE:
                return

    def position_in(self, since: str) -> int | None:
        """The number in a position of this generation; None for any other."""
        generation, _, number = since.partition(".")
        if generation != str(self.generation) or not number.isdecimal() or len(number) > 18:
            return None
        return int(number)

    def unsubscribe(self, listener: Listener, channel: str) -> None:
        """Removes a listener from a channel; streams nobody listens to are forgotten."""
        for stream in list(self.streams.values()):
            for key, group in list(stream.groups.items()):
                if group.channel == channel:
                    group.listeners.discard(listener)
                    if not group.listeners:
                        del stream.groups[key]
            watchers = stream.watchers.get(channel)
            if watchers is not None:
                watchers.discard(listener)
                if not watchers:
                    del stream.watchers[channel]
            if not stream.groups and not stream.watchers and not stream.lock.locked():
                self.streams.pop(stream.id, None)


def up_to(rows: Sequence[Any], position: int) -> Iterable[Any]:
    """The rows up to `position`."""
    return (row for row in rows if row["position"] <= position)


def resync(channel: str, reason: str) -> Frame:
    """Tells a client to reload everything."""
    return frame(f'{{"action":"resync","channel":"{channel}","reason":"{reason}"}}'.encode())
