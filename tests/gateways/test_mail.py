import pytest

from convite.gateways.channels import Delayed, Outgoing, Refused
from convite.gateways.mail import MailServer
from tests.mailserver import Behaving, mail_server

SENDER = "Convite <no-reply@example.com>"


def mail(to: str = "ana@example.com", subject: str = "Hola, Núñez") -> Outgoing:
    return Outgoing(
        to=to,
        subject=subject,
        text="Ven, por favor.\nمرحبًا\n",
        locale="es",
        key="invitation.1.2",
    )


async def test_mail_arrives_as_written() -> None:
    behaving = Behaving()

    with mail_server(behaving) as url:
        async with MailServer(url).session(SENDER) as session:
            sent = await session.send(mail())
            assert sent.provider_id == "<invitation.1.2@example.com>"
            await session.send(mail(subject="two\r\nBcc: all@example.com"))

    first, second = behaving.taken
    assert (first["To"], first["Subject"]) == ("ana@example.com", "Hola, Núñez")
    assert first["Message-ID"] == "<invitation.1.2@example.com>"
    assert first.get_content().splitlines() == ["Ven, por favor.", "مرحبًا"]
    assert (second["Subject"], second["Bcc"]) == ("two Bcc: all@example.com", None)


@pytest.mark.parametrize(
    ("answer", "fault"), [("550 no such person", Refused), ("451 busy", Delayed)]
)
async def test_an_answer_says_whether_to_come_again(answer, fault) -> None:
    with mail_server(Behaving(refuse=lambda *_: answer)) as url:
        async with MailServer(url).session(SENDER) as session:
            with pytest.raises(fault, match=answer):
                await session.send(mail())
            assert session.is_open


async def test_a_dropped_connection_is_a_delay() -> None:
    with mail_server(Behaving(drop=lambda _: True)) as url:
        async with MailServer(url).session(SENDER) as session:
            with pytest.raises(Delayed):
                await session.send(mail())
            assert not session.is_open


async def test_an_address_that_none_can_have_is_refused() -> None:
    with mail_server(Behaving()) as url:
        async with MailServer(url).session(SENDER) as session:
            with pytest.raises(Refused):
                await session.send(mail(to="a\nb@example.com"))


async def test_no_server_is_a_delay() -> None:
    with pytest.raises(Delayed):
        async with MailServer("smtp://127.0.0.1:1").session(SENDER):
            raise AssertionError


def test_server_addresses_are_read() -> None:
    server = MailServer("smtps://ana:p%40ss@mail.example.com")

    assert (server.host, server.port, server.user, server.password) == (
        "mail.example.com",
        465,
        "ana",
        "p@ss",
    )
    assert MailServer("smtp://mail.example.com").start_tls
    assert not MailServer("smtp://127.0.0.1:25").start_tls
    with pytest.raises(ValueError, match="is written"):
        MailServer("http://mail.example.com")
