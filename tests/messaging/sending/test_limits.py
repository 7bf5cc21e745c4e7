"""What keeps costs down: messages a day per organization, owners who can be reached, countries."""

from collections.abc import AsyncIterator

import pytest

from convite.core.config import settings
from convite.core.ids import new_id
from convite.core.problems import Conflict
from convite.gateways.channels import Refused
from convite.gateways.sms import has_sender, sender_for
from convite.messaging.sending.actions import claim, people_left
from tests.providers.graph import Graph
from tests.whatsapp import Stage, prove, staged

DUE = "UPDATE messages SET run_after = now() WHERE status = 'queued'"
LATER = "SELECT count(*) FROM messages WHERE status = 'queued' AND run_after > now()"
NOBODY = "UPDATE users SET email_verified_at = NULL"
SOON = """
SELECT count(*) FROM messages
WHERE status = 'queued' AND run_after BETWEEN now() + '1 minute' AND now() + '20 minutes'
"""
AGAIN_BY_TEMPLATE = """
UPDATE messages SET status = 'queued', run_after = now(), sent_at = NULL, provider_id = NULL,
  template = '{"name": "hello", "locale": "en", "values": {}, "payloads": []}'
"""
PAST = "UPDATE messages SET sent_at = sent_at - interval '25 hours'"


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    async with staged(Graph(), monkeypatch) as made:
        yield made


@pytest.fixture
def twilio(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "twilio_account_sid", "AC1")
    monkeypatch.setattr(settings(), "sms_senders", ["+15550001111"])


async def test_messages_above_the_limit_wait_for_the_next_day(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "whatsapp_per_day", 2)
    await stage.write(*[await stage.guest(f"+3461234567{number}") for number in range(3)])

    assert [one.status for one in await stage.messages()].count("sent") == 2
    [waiting] = [one for one in await stage.messages() if one.status == "queued"]
    assert waiting.error is not None
    assert "2 WhatsApp messages in 24 hours" in waiting.error
    assert await stage.database.system.pool.fetchval(LATER) == 1

    await stage.database.system.pool.execute(PAST)
    await stage.database.system.pool.execute(DUE)
    await stage.send()
    assert [one.status for one in await stage.messages()] == ["sent"] * 3
    assert len(stage.graph.taken) == 3


async def test_a_limit_of_none_lets_nothing_go(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "whatsapp_per_day", 0)
    await stage.write(await stage.guest("+34612345678"))

    assert (await stage.one()).status == "queued"
    assert stage.graph.taken == []


async def test_what_another_worker_is_about_to_send_counts(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = stage.database.system
    monkeypatch.setattr(settings(), "whatsapp_per_day", 0)
    await stage.write(*[await stage.guest(f"+3461234567{number}") for number in range(2)])
    await system.pool.execute(DUE)
    monkeypatch.setattr(settings(), "whatsapp_per_day", 1)
    await claim(system, new_id(), channel="whatsapp", most=1, lease=20)

    await stage.send()

    assert stage.graph.taken == []
    assert await system.pool.fetchval(SOON) == 1


async def test_people_whom_another_worker_is_about_to_write_to_count(stage: Stage) -> None:
    system = stage.database.system
    await stage.write(*[await stage.guest(f"+3461234567{number}") for number in range(2)])
    await system.pool.execute(AGAIN_BY_TEMPLATE)
    other = new_id()
    [claimed] = await claim(system, other, channel="whatsapp", most=1, lease=20)

    assert (await people_left(system, new_id(), [], most=1)).left == 0
    assert (await people_left(system, other, [claimed.address], most=1)).left == 1


async def test_nothing_that_costs_money_is_sent_for_an_unproven_owner(stage: Stage) -> None:
    guest = await stage.guest("+34612345678")
    await stage.database.system.pool.execute(NOBODY)
    await stage.write(guest)
    message = await stage.one()
    assert (message.status, stage.graph.taken) == ("queued", [])
    assert message.error is not None
    assert "confirm their e-mail" in message.error

    await prove(stage.database)
    await stage.database.system.pool.execute(DUE)
    await stage.send()
    assert (await stage.one()).status == "sent"


async def test_an_unproven_owner_is_told_when_they_send(stage: Stage) -> None:
    await stage.guest("+34612345678")
    await stage.database.system.pool.execute(NOBODY)

    with pytest.raises(Conflict) as refused:
        await stage.broadcast(await stage.attendees(), body="Hello")

    assert refused.value.kind == "unproven"


@pytest.mark.unit
@pytest.mark.usefixtures("twilio")
def test_sms_go_only_to_the_countries_that_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert has_sender("+34612345678")
    assert has_sender("+4915112345678")

    monkeypatch.setattr(settings(), "sms_countries", ["es", "PT"])

    assert has_sender("+34612345678")
    assert not has_sender("+4915112345678")
    with pytest.raises(Refused, match="DE"):
        sender_for("+4915112345678")
