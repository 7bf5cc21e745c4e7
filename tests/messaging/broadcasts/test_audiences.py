"""By WhatsApp and SMS too: exactly those who were shown get the message, and nobody else."""

import random
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from convite.core.config import settings
from convite.core.problems import Invalid
from convite.doors.invitations.actions import invite
from convite.doors.invitations.schemas import InvitationFields, PartyGuest
from convite.doors.replies.actions import answer_all
from convite.entry.reactions import REACTING
from convite.events.event.queries import event_by_id
from convite.messaging.broadcasts import actions
from convite.messaging.broadcasts.jobs import send_broadcasts
from convite.messaging.broadcasts.schemas import Audience, BroadcastFields
from convite.messaging.previews.queries import preview
from convite.messaging.previews.schemas import BroadcastPreviewRequest
from convite.messaging.templates import actions as templates
from convite.messaging.templates.schemas import TemplateFields
from tests.providers import twilio as twilios
from tests.providers.graph import Graph
from tests.providers.twilio import Twilio, twilio_server
from tests.whatsapp import Stage, staged

assert REACTING

PEOPLE, AUDIENCES = 40, 50
CHOICES: list[dict[str, Any]] = [
    {}, {"side": "bride"}, {"side": "groom"}, {"tag": "vip"}, {"status": "going"},
    {"status": "pending"}, {"status": "declined", "tag": "vip"}, {"has_phone": True},
    {"q": "g1"}, {"has_answer": True},
]  # fmt: skip


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    async with staged(Graph(), monkeypatch) as made:
        yield made


@pytest.fixture
def twilio(monkeypatch: pytest.MonkeyPatch) -> Any:
    sink = Twilio()
    with twilio_server(sink) as address:
        for name, value in {
            "twilio_base_url": address,
            "twilio_account_sid": twilios.ACCOUNT,
            "twilio_auth_token": [twilios.TOKEN],
            # nobody writes from here to France
            "sms_per_second": 1000,
            "whatsapp_per_second": 1000,
            "sms_senders": ["ES:+34600000000", "MX:+525512345678"],
        }.items():
            monkeypatch.setattr(settings(), name, value)
        yield sink


async def crowd(stage: Stage, chance: random.Random) -> dict[UUID, str | None]:
    """Guests with and without numbers, some of whom have opted out; each with the number to write to."""
    found: dict[UUID, str | None] = {}
    for number in range(PEOPLE):
        phone = None if number % 7 == 0 else f"+346123456{number:02d}"
        if number % 11 == 0 and phone:
            phone = f"+336123456{number:02d}"
        who = PartyGuest(
            first_name=f"G{number}",
            phone=phone,
            side=chance.choice(["bride", "groom", ""]),
            tags=["vip"][: number % 2],
        )
        async with stage.database.app.tx(stage.host.principal) as tx:
            event = await event_by_id(tx, stage.event.id)
            assert event is not None
            party = await invite(tx, stage.host.actor, event, InvitationFields(guests=[who]))
            reply = chance.choice([None, "accepted", "declined"])
            if reply:
                await answer_all(tx, stage.host.actor, event, party.invitation, reply)
        found[party.people[0].attendee.id] = phone
    await stage.database.system.pool.execute(
        """UPDATE guests SET opt_outs = '{"sms": true, "whatsapp": true}'
           WHERE first_name = ANY ($1)""",
        ["G3", "G8", "G11"],
    )
    return found


async def approved(stage: Stage) -> dict[str, Any]:
    """What a message by WhatsApp is sent with."""
    body = TemplateFields(name="News", channel="whatsapp", body="Hello {{1}}, news.")
    async with stage.database.app.tx(stage.host.principal) as tx:
        row = await templates.add(
            tx, stage.host.actor, body, organization_id=stage.host.organization_id
        )
        row.provider_name, row.provider_status = "news", "approved"
    return {"template_id": row.id, "variables": {"1": "{{name}}"}}


@pytest.mark.parametrize("channel", ["whatsapp", "sms"])
async def test_fifty_audiences_get_what_was_shown(
    stage: Stage, twilio: Twilio, channel: str
) -> None:
    chance = random.Random(14)
    numbers = await crowd(stage, chance)
    words = await approved(stage) if channel == "whatsapp" else {"body": "Hello {{name}}"}
    quiet = {phone for phone in numbers.values() if phone and phone[-2:] in ("03", "08", "11")}
    for number in range(AUDIENCES):
        audience: dict[str, Any] = {"filters": chance.choice(CHOICES)}
        if number % 2:
            audience = {"ids": chance.sample(sorted(numbers), chance.randrange(1, 20))}
        fields = {"channel": channel, "audience": Audience(**audience), **words}
        stage.graph.taken.clear()
        twilio.taken.clear()
        async with stage.database.app.tx(stage.host.principal) as tx:
            wanted = BroadcastPreviewRequest(**fields)
            shown = await preview(tx, stage.event, wanted, sees_links=True)
            row = await actions.add(tx, stage.host.actor, stage.event, BroadcastFields(**fields))
        if shown.recipients == 0:
            with pytest.raises(Invalid):
                await stage.do(actions.send, row, None)
            continue
        sent = await stage.do(actions.send, row, None)
        await send_broadcasts(stage.database.system)
        await stage.send()

        taken = [f"+{one['to']}" for one in stage.graph.taken] + [one["To"] for one in twilio.taken]
        assert (sent.recipients, sent.left_out) == (
            shown.recipients,
            sum(shown.left_out.values()),
        )
        assert len(set(taken)) == len(taken) == shown.recipients
        if "ids" in audience:
            reachable = {numbers[key] for key in audience["ids"]} - {None} - quiet
            if channel == "sms":
                reachable = {phone for phone in reachable if phone and phone.startswith("+34")}
            assert set(taken) == reachable
