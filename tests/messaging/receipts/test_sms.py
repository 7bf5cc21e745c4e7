"""SMS against Twilio's API on loopback: senders by country, errors by kind."""

from collections.abc import Iterator

import pytest

from convite.core.config import settings
from convite.gateways.channels import Delayed, Fault, Outgoing, Refused, Stopped
from convite.gateways.sms import SmsChannel
from tests.providers import twilio as twilios
from tests.providers.twilio import ACCOUNT, TOKEN, Twilio, twilio_server


@pytest.fixture
def twilio() -> Twilio:
    return Twilio()


@pytest.fixture(autouse=True)
def configured(twilio: Twilio, monkeypatch) -> Iterator[None]:
    with twilio_server(twilio) as address:
        for name, value in {
            "twilio_base_url": address,
            "twilio_account_sid": ACCOUNT,
            "twilio_auth_token": [TOKEN],
            "sms_senders": ["ES:+34600000000", "GB:Convite"],
        }.items():
            monkeypatch.setattr(settings(), name, value)
        yield


async def send(phone: str) -> str:
    async with SmsChannel().session() as session:
        words = Outgoing(to=phone, subject="", text="Hola ñ", locale="es", key="k", id="i")
        return (await session.send(words)).provider_id


async def test_each_country_has_its_sender(twilio: Twilio) -> None:
    assert await send("+34612345678") == "SM00000000000000000000000000000001"
    await send("+447400123456")

    assert [(one["From"], one["Body"]) for one in twilio.taken] == [
        ("+34600000000", "Hola ñ"), ("Convite", "Hola ñ"),
    ]  # fmt: skip


async def test_a_country_without_sender_is_named(twilio: Twilio) -> None:
    with pytest.raises(Refused, match="no sender for numbers of DE"):
        await send("+4915112345678")

    assert twilio.asked == 0


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        (21610, 400, Refused), (30003, 400, Refused), (30034, 400, Refused), (20429, 429, Delayed),
        (20500, 503, Delayed), (20003, 401, Stopped), (30002, 400, Stopped),
    ],
)  # fmt: skip
async def test_errors_are_final_temporary_or_stop_everything(
    twilio: Twilio, code: int, status: int, kind: type[Fault]
) -> None:
    twilio.refuse = lambda _form, _number: twilios.error(code, status)

    with pytest.raises(kind):
        await send("+34612345678")
