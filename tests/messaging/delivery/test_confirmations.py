"""A reply is confirmed once, by the channel that reaches the guest."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from convite.core.clock import now
from convite.core.config import settings
from convite.core.ids import new_id
from convite.doors.invitations.actions import invite
from convite.doors.invitations.schemas import InvitationFields, PartyGuest
from convite.doors.replies.actions import answer_all
from convite.entry.reactions import REACTING
from convite.messaging.delivery.actions import confirm_answer
from convite.messaging.delivery.models import Message
from tests.providers import twilio as twilios
from tests.providers.graph import Graph, written_by
from tests.whatsapp import Stage, staged

assert REACTING

NUMBER = "34612345678"


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    async with staged(Graph(), monkeypatch) as made:
        yield made


@pytest.fixture
def sms(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "twilio_account_sid": twilios.ACCOUNT,
        "twilio_auth_token": [twilios.TOKEN],
        "sms_senders": ["+15550001111"],
    }.items():
        monkeypatch.setattr(settings(), name, value)


async def answered(stage: Stage, reply: str, **who: Any) -> list[Message]:
    """What a guest is sent after they have replied."""
    async with stage.database.app.tx(stage.host.principal) as tx:
        guest = PartyGuest(first_name="Jo", **who)
        party = await invite(tx, stage.host.actor, stage.event, InvitationFields(guests=[guest]))
        await answer_all(tx, stage.host.actor, stage.event, party.invitation, reply)
        cause = new_id()
        await confirm_answer(tx, cause, party.invitation.id)
        # the same job once more
        await confirm_answer(tx, cause, party.invitation.id)
    return await stage.messages()


async def test_by_mail_if_they_have_an_address(stage: Stage, sms: None) -> None:
    [one] = await answered(stage, "declined", email="jo@example.com", phone=f"+{NUMBER}")
    assert (one.channel, one.address) == ("email", "jo@example.com")
    assert "Thanks for letting us know" in one.text


async def test_by_sms_without_one(stage: Stage, sms: None) -> None:
    [one] = await answered(stage, "accepted", phone=f"+{NUMBER}")
    assert (one.channel, one.address) == ("sms", f"+{NUMBER}")
    assert one.text.startswith("Thank you! See you at Ana & Leo.")


async def test_by_whatsapp_if_they_have_just_written(stage: Stage, sms: None) -> None:
    await stage.write(await stage.guest(f"+{NUMBER}"))
    await stage.hear(written_by(NUMBER, "Hello", key="wamid.1", at=int(now().timestamp())))
    sent = await answered(stage, "declined", phone=f"+{NUMBER}")
    assert [one.channel for one in sent] == ["whatsapp", "whatsapp"]
    assert sent[-1].text.startswith("Thanks for letting us know.")


async def test_by_nothing_without_a_way(stage: Stage) -> None:
    assert await answered(stage, "accepted", phone=f"+{NUMBER}") == []
