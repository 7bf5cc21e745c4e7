"""Messages by a channel that only has the protocol: what it takes, refuses, puts off, and how fast."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from convite.core.ids import new_id
from convite.core.queue import REGULAR
from convite.doors.invitations.actions import invite
from convite.doors.invitations.schemas import InvitationFields, PartyGuest
from convite.events.event.models import Event
from convite.gateways.channels import (
    Accepted,
    Call,
    Channel,
    Delayed,
    Fault,
    Incoming,
    Outgoing,
    Receipt,
    Refused,
)
from convite.gateways.registry import CHANNELS
from convite.messaging.delivery.actions import Draft, queue_messages
from convite.messaging.delivery.rules import RenderedText
from convite.messaging.sending import jobs
from convite.room.attendees.queries import party_of
from tests.database import Fresh, fresh
from tests.hosts import Host, make_event, make_host
from tests.sending import send_messages
from tests.whatsapp import prove


@dataclass
class Texts:
    """Text messages that go nowhere."""

    name: str = "sms"
    is_configured: bool = True
    connections: int = 2
    per_second: float | None = None
    fault: Callable[[Outgoing], Fault | None] = lambda _message: None
    taken: list[Outgoing] = field(default_factory=list)
    is_open: bool = True

    @asynccontextmanager
    async def session(self) -> AsyncIterator["Texts"]:
        yield self

    async def send(self, message: Outgoing) -> Accepted:
        fault = self.fault(message)
        if fault is not None:
            raise fault
        self.taken.append(message)
        return Accepted(provider_id=f"SM{len(self.taken)}")

    def check(self, _call: Call, /) -> None:
        """Everybody is the provider."""

    def reports(self, _body: bytes, /) -> Sequence[Receipt | Incoming]:
        return ()


@pytest.fixture
def texts(monkeypatch) -> Texts:
    made = Texts()
    channel: Channel = made
    monkeypatch.setitem(CHANNELS, "sms", channel)
    return made


@pytest.fixture
async def place() -> AsyncIterator[tuple[Fresh, Host, Event]]:
    async with fresh() as database:
        host = await make_host(database.app)
        await prove(database)
        yield database, host, await make_event(database.app, host)


async def write_texts(place: tuple[Fresh, Host, Event], count: int = 1, **values: Any) -> None:
    database, host, event = place
    person = PartyGuest(first_name="Ana", phone="+34600000001", **values)
    async with database.app.tx(host.principal) as tx:
        made = (await invite(tx, host.actor, event, InvitationFields(guests=[person]))).invitation
        (one,) = await party_of(tx, made.id)
        words = RenderedText(subject="", text="See you there")
        drafts = [
            Draft(guest=one.guest, locale="en", words=words, key=str(new_id()), channel="sms")
            for _ in range(count)
        ]
        assert await queue_messages(tx, event, drafts) == count


async def sms(database: Fresh) -> list[Any]:
    return await database.system.pool.fetch(
        "SELECT *, extract(epoch FROM run_after - updated_at)::float AS wait FROM messages"
        " WHERE channel = 'sms' ORDER BY id"
    )


async def test_message_goes_by_its_channel_and_keeps_the_providers_id(place, texts) -> None:
    await write_texts(place)

    await send_messages(place[0].system)

    assert [(one.to, one.text) for one in texts.taken] == [("+34600000001", "See you there")]
    (row,) = await sms(place[0])
    assert (row["status"], row["provider_id"]) == ("sent", "SM1")


async def test_opted_out_and_unconfigured_are_told_apart(place, texts) -> None:
    texts.is_configured = False
    await write_texts(place)
    await send_messages(place[0].system)
    statuses = [row["status"] for row in await sms(place[0])]

    assert statuses == ["outbox"]
    assert texts.taken == []


async def test_guest_who_wants_no_texts_gets_none(place, texts) -> None:
    await write_texts(place, opt_outs={"sms": True})
    await send_messages(place[0].system)

    assert [row["status"] for row in await sms(place[0])] == ["suppressed"]


async def test_provider_that_says_when_is_asked_then(place, texts) -> None:
    texts.fault = lambda _message: Delayed("429 slow down", retry_after=500)
    await write_texts(place)

    await send_messages(place[0].system)

    (row,) = await sms(place[0])
    assert (row["status"], row["tries"]) == ("queued", 1)
    assert 400 <= row["wait"] <= 600


async def test_refused_message_is_never_tried_again(place, texts) -> None:
    texts.fault = lambda _message: Refused("21610 opted out")
    await write_texts(place)

    await send_messages(place[0].system)

    (row,) = await sms(place[0])
    assert (row["status"], row["error"]) == ("failed", "21610 opted out")


async def test_provider_never_gets_more_than_it_takes_in_a_second(place, texts) -> None:
    texts.per_second = 100
    await write_texts(place, count=20)
    start = time.monotonic()

    await send_messages(place[0].system)

    assert len(texts.taken) == 20
    assert time.monotonic() - start >= 0.19


async def test_slow_provider_keeps_what_was_claimed(place, texts, monkeypatch) -> None:
    monkeypatch.setattr(jobs, "LEASE_SECONDS", 0.3)
    gate = asyncio.Event()

    async def slow(message: Outgoing) -> Accepted:
        await gate.wait()
        texts.taken.append(message)
        return Accepted(provider_id="SM")

    monkeypatch.setattr(texts, "send", slow)
    await write_texts(place)
    sending = asyncio.create_task(send_messages(place[0].system))
    renewed = "SELECT lease_until > updated_at + interval '0.6 seconds' FROM messages WHERE channel = 'sms'"
    while not await place[0].system.pool.fetchval(renewed):
        assert not sending.done()
        await asyncio.sleep(0.02)
    gate.set()
    await sending

    assert [row["status"] for row in await sms(place[0])] == ["sent"]


async def test_message_that_misses_its_turn_takes_another(place, texts, monkeypatch) -> None:
    texts.per_second = 100
    monkeypatch.setattr(jobs, "LATE_SECONDS", -1)
    await write_texts(place)
    taken: list[str] = []

    async def take_turn(_system: Any, channel: str, _per_second: float) -> float:
        taken.append(channel)
        return 0.0

    monkeypatch.setattr(jobs.actions, "take_turn", take_turn)
    await send_messages(place[0].system)

    assert taken == ["sms"] * jobs.TURNS
    assert len(texts.taken) == 1


def test_no_channel_waits_for_another() -> None:
    assert {f"send_{name}" for name in CHANNELS} <= REGULAR.keys()
