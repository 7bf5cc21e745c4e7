"""Broadcasts: exactly those who were shown, once each, and nobody who has opted out by then."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

from convite.core.config import settings
from convite.core.problems import Conflict, Invalid
from convite.doors.invitations.actions import invite
from convite.doors.invitations.schemas import InvitationFields, PartyGuest
from convite.doors.replies.actions import answer_all
from convite.entry.reactions import REACTING
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.gateways.registry import CHANNELS
from convite.messaging.broadcasts import actions
from convite.messaging.broadcasts import jobs as broadcasting
from convite.messaging.broadcasts.models import Broadcast
from convite.messaging.broadcasts.schemas import Audience, BroadcastFields
from convite.messaging.delivery.models import Message
from convite.messaging.previews.actions import send_test
from convite.messaging.previews.queries import preview
from convite.messaging.previews.schemas import BroadcastPreviewRequest
from convite.messaging.sending import jobs
from convite.people.guests.models import Guest
from tests.database import Fresh, fresh
from tests.hosts import Host, make_event, make_host
from tests.mailserver import Behaving, mail_server
from tests.sending import send_messages

assert REACTING


class Stage:
    """An event with guests, and a mail server."""

    def __init__(self, database: Fresh, host: Host, event: Event, mails: Behaving) -> None:
        self.database, self.host, self.event, self.mails = database, host, event, mails

    async def party(self, *guests: PartyGuest, reply: str | None = None) -> list[UUID]:
        """The attendees of a new party."""
        async with self.database.app.tx(self.host.principal) as tx:
            event = await event_by_id(tx, self.event.id)
            assert event is not None
            party = await invite(tx, self.host.actor, event, InvitationFields(guests=list(guests)))
            if reply:
                await answer_all(tx, self.host.actor, event, party.invitation, reply)
            return [person.attendee.id for person in party.people]

    async def write(self, audience: dict[str, Any], **fields: Any) -> Broadcast:
        """A draft."""
        words = {"subject": "News", "body": "Hello {{name}}", **fields}
        body = BroadcastFields(audience=Audience(**audience), **words)
        async with self.database.app.tx(self.host.principal) as tx:
            return await actions.add(tx, self.host.actor, self.event, body)

    async def do(self, action: Any, broadcast: Broadcast, *arguments: Any) -> Any:
        """Runs an action of the broadcast."""
        async with self.database.app.tx(self.host.principal) as tx:
            event_id = self.event.id
            row = await actions.broadcast_of_event(tx, event_id, broadcast.id, lock=True)
            return await action(tx, self.host.actor, row, *arguments)

    async def retry(self, broadcast: Broadcast) -> int:
        """Queues what failed again."""
        async with self.database.app.tx(self.host.principal) as tx:
            event = await event_by_id(tx, self.event.id)
            row = await actions.broadcast_of_event(tx, self.event.id, broadcast.id, lock=True)
            assert event is not None
            return await actions.retry_failed(tx, self.host.actor, event, row)

    async def send(self, broadcast: Broadcast) -> Broadcast:
        """Begins to send it."""
        async with self.database.app.tx(self.host.principal) as tx:
            event = await event_by_id(tx, self.event.id)
            row = await actions.broadcast_of_event(tx, self.event.id, broadcast.id, lock=True)
            assert event is not None
            return await actions.send(tx, self.host.actor, event, row, None)

    async def shown(self, audience: dict[str, Any]) -> tuple[int, dict[str, int]]:
        """How many would get it, and how many wouldn't."""
        wanted = BroadcastPreviewRequest(
            audience=Audience(**audience), subject="News", body="Hello"
        )
        async with self.database.app.tx(self.host.principal) as tx:
            found = await preview(tx, self.event, wanted, sees_links=True)
            return found.recipients, dict(found.left_out)

    async def work(self) -> None:
        """What the worker does until nothing is left."""
        await broadcasting.send_broadcasts(self.database.system)
        await send_messages(self.database.system)

    async def opt_out(self, address: str) -> None:
        """Somebody wants no more e-mails."""
        async with self.database.app.tx(self.host.principal) as tx:
            found = await tx.execute(select(Guest).where(Guest.email == address))
            found.scalar_one().opt_outs = {"email": True}

    async def statuses(self) -> Counter[str]:
        """All messages of the event by status."""
        async with self.database.app.tx(self.host.principal) as tx:
            return Counter((await tx.execute(select(Message.status))).scalars())

    def taken(self) -> list[str]:
        """To whom mails came, in order."""
        return [str(mail["To"]) for mail in self.mails.taken]


@pytest.fixture
def mails() -> Behaving:
    return Behaving()


@pytest.fixture
def server(mails: Behaving) -> Iterator[str]:
    with mail_server(mails) as address:
        yield address


@pytest.fixture
async def stage(server: str, mails: Behaving, monkeypatch) -> AsyncIterator[Stage]:
    monkeypatch.setattr(settings(), "smtp_url", server)
    async with fresh() as database:
        host = await make_host(database.app)
        event = await make_event(database.app, host, locale="es")
        yield Stage(database, host, event, mails)


def guest(name: str, **more: Any) -> PartyGuest:
    return PartyGuest(first_name=name, email=f"{name.lower()}@example.com", **more)


async def crowd(stage: Stage, count: int) -> list[str]:
    """So many guests, each with a party of their own; their addresses."""
    for number in range(count):
        await stage.party(guest(f"G{number}"))
    return [f"g{number}@example.com" for number in range(count)]


async def test_fifty_audiences_get_what_was_shown(stage: Stage) -> None:
    chance = random.Random(50)
    addresses: dict[UUID, str | None] = {}
    for number in range(40):
        who = guest(
            f"G{number}", side=chance.choice(["bride", "groom", ""]), tags=["vip"][: number % 2]
        )
        if number % 7 == 0:
            who = PartyGuest(first_name=f"N{number}")
        reply = chance.choice([None, "accepted", "declined"])
        [key] = await stage.party(who, reply=reply)
        addresses[key] = who.email
    for number in (3, 8, 11):
        await stage.opt_out(f"g{number}@example.com")
    choices = [
        {}, {"side": "bride"}, {"side": "groom"}, {"tag": "vip"}, {"status": "going"},
        {"status": "pending"}, {"status": "declined", "tag": "vip"}, {"has_email": True},
        {"q": "g1"}, {"has_answer": True},
    ]  # fmt: skip
    for number in range(50):
        audience: dict[str, Any] = {"filters": chance.choice(choices)}
        if number % 2:
            audience = {"ids": chance.sample(sorted(addresses), chance.randrange(1, 20))}
        recipients, left_out = await stage.shown(audience)
        stage.mails.taken.clear()
        broadcast = await stage.write(audience)
        if recipients == 0:
            with pytest.raises(Invalid):
                await stage.send(broadcast)
            continue
        sent = await stage.send(broadcast)
        await stage.work()

        assert (sent.recipients, sent.left_out) == (recipients, sum(left_out.values()))
        assert len(set(stage.taken())) == len(stage.taken()) == recipients
        if "ids" in audience:
            reachable = {addresses[key] for key in audience["ids"]} - {None}
            assert set(stage.taken()) == reachable - {f"g{n}@example.com" for n in (3, 8, 11)}


async def test_each_is_written_to_by_name_and_in_their_language(stage: Stage) -> None:
    keys = await stage.party(guest("Ana", locale="en"), guest("Leo"))
    await stage.send(await stage.write({"ids": keys}, kind="thank_you", subject="", body=""))
    await stage.work()

    subjects = {str(mail["To"]): str(mail["Subject"]) for mail in stage.mails.taken}
    assert subjects["ana@example.com"].startswith("Thank you for coming")
    assert subjects["leo@example.com"].startswith("Gracias por venir")


async def test_whoever_opts_out_in_the_middle_gets_none(stage: Stage) -> None:
    addresses = await crowd(stage, 12)
    broadcast = await stage.send(await stage.write({"filters": {}}))
    await broadcasting.send_broadcasts(stage.database.system)
    late = addresses[5]
    await stage.opt_out(late)
    await send_messages(stage.database.system)

    assert sorted(stage.taken()) == sorted(set(addresses) - {late})
    assert (await stage.statuses())["suppressed"] == 1
    assert broadcast.recipients == 12


async def test_a_worker_that_dies_between_batches_loses_and_repeats_nothing(
    stage: Stage, monkeypatch
) -> None:
    addresses = await crowd(stage, 11)
    monkeypatch.setattr(broadcasting, "BATCH", 3)
    broadcast = await stage.send(await stage.write({"filters": {}}))
    principal = stage.host.principal
    for _ in range(2):
        await broadcasting.queue_batch(stage.database.system, principal, broadcast.id)

    async def die(*_: Any, **__: Any) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as dying:
        dying.setattr(actions, "queue_letters", die)
        with pytest.raises(RuntimeError):
            await broadcasting.queue_batch(stage.database.system, principal, broadcast.id)
    await stage.work()

    assert sorted(stage.taken()) == sorted(addresses)


async def test_paused_messages_wait_and_canceled_ones_never_go(stage: Stage) -> None:
    await crowd(stage, 6)
    broadcast = await stage.send(await stage.write({"filters": {}}))
    await broadcasting.send_broadcasts(stage.database.system)
    await stage.do(actions.pause, broadcast)
    await stage.work()
    assert (stage.taken(), (await stage.statuses())["held"]) == ([], 6)

    await stage.do(actions.resume, broadcast)
    await stage.work()
    assert len(stage.taken()) == 6

    second = await stage.send(await stage.write({"filters": {}}))
    await broadcasting.send_broadcasts(stage.database.system)
    await stage.do(actions.pause, second)
    await stage.do(actions.cancel, second)
    await stage.work()
    assert len(stage.taken()) == 6


async def test_failed_messages_are_sent_again_and_no_others(stage: Stage) -> None:
    await crowd(stage, 4)
    stage.mails.refuse = lambda address, number: (
        "554 5.7.1 refused" if address == "g2@example.com" and number == 1 else None
    )
    broadcast = await stage.send(await stage.write({"filters": {}}))
    await stage.work()
    assert len(stage.taken()) == 3

    assert await stage.retry(broadcast) == 1
    await stage.work()
    assert Counter(stage.taken()) == Counter(f"g{number}@example.com" for number in range(4))


async def test_two_workers_together_keep_to_the_servers_limit(stage: Stage, monkeypatch) -> None:
    await crowd(stage, 30)
    moments: list[float] = []
    loop = asyncio.get_running_loop()
    stage.mails.drop = lambda _: bool(moments.append(loop.time()))
    monkeypatch.setattr(settings(), "mail_per_second", 40.0)
    await stage.send(await stage.write({"filters": {}}))
    await broadcasting.send_broadcasts(stage.database.system)
    monkeypatch.setattr(jobs, "BATCH", 5)
    await asyncio.gather(*(send_messages(stage.database.system) for _ in range(2)))

    assert len(moments) == 30
    # a mail may be held up on its way, so not each gap is looked at; without a limit they take no time
    assert max(moments) - min(moments) >= 29 / 40 * 0.7


async def test_one_message_overtakes_a_broadcast(stage: Stage, monkeypatch) -> None:
    await crowd(stage, 12)
    await stage.send(await stage.write({"filters": {}}))
    await broadcasting.send_broadcasts(stage.database.system)
    wanted = BroadcastPreviewRequest(audience=Audience(filters={}), subject="News", body="Hello")
    async with stage.database.app.tx(stage.host.principal) as tx:
        to, status = await send_test(tx, stage.host.actor, stage.event, wanted, sees_links=True)
    monkeypatch.setattr(jobs, "BATCH", 1)
    await send_messages(stage.database.system)

    assert status == "queued"
    # each sender had claimed one message of the broadcast at most
    assert to in stage.taken()[: jobs.SENDERS + 1]


async def test_a_scheduled_broadcast_settles_its_audience_when_it_is_due(stage: Stage) -> None:
    await crowd(stage, 2)
    draft = await stage.write({"filters": {}})
    async with stage.database.app.tx(stage.host.principal) as tx:
        row = await actions.broadcast_of_event(tx, stage.event.id, draft.id, lock=True)
        event = await event_by_id(tx, stage.event.id)
        assert event is not None
        moment = (await tx.execute(text("SELECT now() + interval '1 hour'"))).scalar_one()
        await actions.send(tx, stage.host.actor, event, row, moment)
    await stage.party(guest("Late"))
    await stage.work()
    assert stage.taken() == []

    await stage.database.system.pool.execute("UPDATE broadcasts SET scheduled_for = now()")
    await stage.work()
    assert sorted(stage.taken()) == ["g0@example.com", "g1@example.com", "late@example.com"]


@pytest.mark.parametrize(("verb", "becomes"), [("pause", "held"), ("cancel", "suppressed")])
async def test_what_a_worker_has_claimed_already_is_held_back_too(
    stage: Stage, verb: str, becomes: str
) -> None:
    await crowd(stage, 3)
    broadcast = await stage.send(await stage.write({"filters": {}}))
    await broadcasting.send_broadcasts(stage.database.system)
    sender = jobs.Sender(stage.database.system, CHANNELS["email"], 1)
    claimed = await jobs.actions.claim(
        stage.database.system, sender.id, channel="email", most=2, lease=30
    )
    await stage.do(getattr(actions, verb), broadcast)
    await sender.send_some(claimed)

    assert stage.taken() == []
    assert await stage.statuses() == {becomes: 3}


async def test_a_canceled_event_sends_nothing_that_still_waits(stage: Stage) -> None:
    await crowd(stage, 2)
    broadcast = await stage.send(await stage.write({"filters": {}}))
    await broadcasting.send_broadcasts(stage.database.system)
    async with stage.database.app.tx(stage.host.principal) as tx:
        await actions.cancel_open(tx, stage.event.id)
    await send_messages(stage.database.system)

    assert stage.taken() == []
    assert await stage.statuses() == {"suppressed": 2}
    assert broadcast.recipients == 2


async def test_what_was_stopped_is_not_sent_again(stage: Stage) -> None:
    await crowd(stage, 2)
    stage.mails.refuse = lambda _address, _number: "550 no"
    broadcast = await stage.send(await stage.write({"filters": {}}))
    await broadcasting.send_broadcasts(stage.database.system)
    await send_messages(stage.database.system)
    await stage.do(actions.cancel, broadcast)

    with pytest.raises(Conflict):
        await stage.retry(broadcast)


async def test_one_that_grew_too_large_is_a_draft_again_and_holds_up_nobody(
    stage: Stage, monkeypatch
) -> None:
    await crowd(stage, 3)
    large = await stage.write({"filters": {}})
    small = await stage.write({"filters": {"q": "g1"}})
    past = "UPDATE broadcasts SET status = 'scheduled', scheduled_for = now()"
    await stage.database.system.pool.execute(past)
    monkeypatch.setattr(actions, "MAX_AUDIENCE", 2)
    await stage.work()

    async with stage.database.app.tx(stage.host.principal) as tx:
        rows = await tx.execute(select(Broadcast.id, Broadcast.status))
        statuses = {row.id: row.status for row in rows}
    assert statuses == {large.id: "draft", small.id: "sent"}
    assert stage.taken() == ["g1@example.com"]
