"""The phone of `python -m tests.providers`: what it tells Convite is signed and can be read."""

from collections.abc import Iterator
from urllib.parse import urlencode

import httpx2
import pytest

from convite.core.config import settings
from convite.gateways.channels import Call, Incoming, Outgoing, Receipt, Report, SentTemplate
from convite.gateways.registry import CHANNELS
from convite.gateways.sms import SmsChannel
from tests.providers import twilio as twilios
from tests.providers.__main__ import ENVIRONMENT
from tests.providers.graph import Graph
from tests.providers.loopback import Asked, Said, serving
from tests.providers.phone import Phone
from tests.providers.twilio import Twilio
from tests.support import until
from tests.whatsapp import configured

TEMPLATE = {
    "name": "invite", "language": "en", "status": "APPROVED", "id": "1",
    "components": [
        {"type": "BODY", "text": "Hello {{1}}"},
        {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "We'll come"}]},
    ],
}  # fmt: skip


async def calls(stage: "Stage", number: int) -> None:
    """Until Convite was called so often."""

    async def enough() -> bool:
        return len(stage.heard) >= number

    await until(enough)


class Stage:
    """A phone, the providers it stands behind, and who hears their calls."""

    def __init__(self, convite: str, heard: list[Asked]) -> None:
        self.heard = heard
        self.phone = Phone(convite, Graph(), Twilio(), steps=dict.fromkeys(("sent", "read"), 0.0))
        self.phone.start()

    def reports(self, channel: str) -> list[Report]:
        """What was told, each call's signature checked."""
        found: list[Report] = []
        for call in self.heard:
            url = f"{self.phone.convite}{call.path}"
            CHANNELS[channel].check(Call(url=url, headers=call.headers, body=call.body))
            found += CHANNELS[channel].reports(call.body)
        return found


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    heard: list[Asked] = []

    def convite(asked: Asked) -> Said:
        heard.append(asked)
        return Said(status=200)

    monkeypatch.setattr(settings(), "twilio_account_sid", twilios.ACCOUNT)
    monkeypatch.setattr(settings(), "twilio_auth_token", [twilios.TOKEN])
    monkeypatch.setattr(settings(), "sms_senders", ["+15550001111"])
    with serving(convite) as address:
        made = Stage(address, heard)
        with (
            serving(made.phone.whatsapp) as whatsapp,
            serving(made.phone.sms) as sms,
            configured(whatsapp, monkeypatch),
        ):
            monkeypatch.setattr(settings(), "twilio_base_url", sms)
            yield made


async def send(channel: str, template: SentTemplate | None = None) -> None:
    message = Outgoing(
        to="+34612345678", subject="", text="Hello", locale="en", key="k", template=template
    )
    async with CHANNELS[channel].session() as session:
        await session.send(message)


async def test_messages_are_sent_and_read_by_themselves(stage: Stage) -> None:
    await send("whatsapp")
    await calls(stage, 2)

    [sent, read] = stage.reports("whatsapp")
    assert isinstance(sent, Receipt)
    assert isinstance(read, Receipt)
    assert (sent.status, read.status) == ("sent", "read")
    assert sent.provider_id == read.provider_id


async def test_a_button_on_the_page_is_pressed(stage: Stage) -> None:
    stage.phone.graph.templates["invite", "en"] = TEMPLATE
    await send(
        "whatsapp", SentTemplate(name="invite", locale="en", values={"1": "Ana"}, payloads=["yes"])
    )
    await calls(stage, 2)
    with serving(stage.phone.page) as address:
        page = httpx2.get(address).text
        [key] = stage.phone.messages
        httpx2.post(f"{address}/answer", data={"id": key, "press": "yes"})

    assert "Hello Ana" in page
    assert "We&#x27;ll come" in page
    answer = stage.reports("whatsapp")[-1]
    assert isinstance(answer, Incoming)
    assert (answer.phone, answer.payload, answer.reply_to) == ("+34612345678", "yes", key)


async def test_an_sms_is_answered(stage: Stage) -> None:
    await send("sms")
    await calls(stage, 1)
    [key] = stage.phone.messages
    body = urlencode({"id": key, "text": "We come"}).encode()
    stage.phone.page(Asked(method="POST", path="/answer", headers={}, body=body))

    [sent, answer] = stage.reports(SmsChannel.name)
    assert isinstance(sent, Receipt)
    assert isinstance(answer, Incoming)
    assert (sent.provider_id, answer.phone, answer.text) == (key, "+34612345678", "We come")


@pytest.mark.unit
def test_the_settings_can_be_given_by_the_shell() -> None:
    """`make run-with-providers` passes them on as words."""
    assert not [value for value in ENVIRONMENT.values() if " " in value]
