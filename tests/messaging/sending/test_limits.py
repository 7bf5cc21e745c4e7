"""What keeps costs down: messages a day per organization, owners who can be reached, countries."""

from collections.abc import AsyncIterator

import pytest

from convite.core.config import settings
from convite.core.problems import Conflict
from convite.gateways.channels import Refused
from convite.gateways.sms import has_sender, sender_for
from tests.providers.graph import Graph
from tests.whatsapp import Stage, prove, staged

DUE = "UPDATE messages SET run_after = now() WHERE status = 'queued'"
LATER = "SELECT count(*) FROM messages WHERE status = 'queued' AND run_after > now()"
NOBODY = "UPDATE users SET email_verified_at = NULL"
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


async def test_nothing_that_costs_money_is_sent_for_an_unproven_owner(stage: Stage) -> None:
    guest = await stage.guest("+34612345678")
    await stage.database.system.pool.execute(NOBODY)
    await stage.write(guest)
    message = await stage.one()
    assert (message.status, stage.graph.taken) == ("queued", [])
    assert message.error is not None
    assert "confirmed their e-mail" in message.error

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
