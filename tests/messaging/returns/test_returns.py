"""Mail that comes back: what can't be delivered, complaints, and answers, each told to whom it concerns."""

import json
from collections.abc import AsyncIterator
from email.utils import parseaddr
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from convite.core.config import settings
from convite.core.ids import new_id
from convite.doors.invitations.actions import invite
from convite.doors.invitations.schemas import InvitationFields, PartyGuest
from convite.entry.reactions import REACTING
from convite.events.event.models import Event
from convite.events.event.schemas import EventSettings
from convite.messaging.delivery.actions import Draft, queue_messages
from convite.messaging.delivery.models import Message
from convite.messaging.delivery.rules import RenderedText
from convite.messaging.inbox.actions import answer
from convite.messaging.receipts import actions as receipts
from convite.messaging.receipts.jobs import read_calls
from convite.messaging.returns.rules import mark_of, read_mark
from convite.people.guests.actions import change_guest, try_email_again
from convite.people.guests.models import Guest
from convite.room.attendees.queries import party_of
from tests.database import Fresh, fresh
from tests.hosts import Host, make_event, make_host
from tests.mailserver import Behaving, mail_server
from tests.sending import send_messages

assert REACTING

FOLDER = Path(__file__).parents[2] / "data" / "mail"
IGNORED = "SELECT error FROM provider_calls ORDER BY id"


class Office:
    """An event with a guest who gets mails, and the mail server."""

    def __init__(self, database: Fresh, host: Host, event: Event, behaving: Behaving) -> None:
        self.database, self.host, self.event, self.behaving = database, host, event, behaving
        self.guest_id = new_id()

    async def invite(self, email: str = "jo@example.com") -> None:
        async with self.database.app.tx(self.host.principal) as tx:
            who = PartyGuest(first_name="Jo", email=email)
            party = await invite(tx, self.host.actor, self.event, InvitationFields(guests=[who]))
            self.guest_id = (await party_of(tx, party.invitation.id))[0].guest.id

    async def write(self) -> Message:
        """Queues a mail to the guest, and sends what waits."""
        async with self.database.app.tx(self.host.principal) as tx:
            words = RenderedText(subject="Garden party", text="Hello")
            guest = await tx.get_one(Guest, self.guest_id)
            draft = Draft(guest=guest, locale="en", words=words, key=str(new_id()))
            await queue_messages(tx, self.event, [draft])
        await send_messages(self.database.system)
        return (await self.messages())[-1]

    async def come_back(self, raw: bytes | str, mark: str = "") -> None:
        """A mail arrives, and the worker reads it."""
        if isinstance(raw, str):
            raw = (FOLDER / f"{raw}.eml").read_bytes().replace(b"{mark}", mark.encode())
        await receipts.store(self.database.app, "email", raw)
        await read_calls(self.database.system)

    async def messages(self, direction: str = "out") -> list[Message]:
        async with self.database.app.tx(self.host.principal) as tx:
            chosen = select(Message).where(Message.direction == direction)
            return list((await tx.execute(chosen.order_by(Message.id))).scalars())

    async def guest(self) -> Guest:
        async with self.database.app.tx(self.host.principal) as tx:
            return await tx.get_one(Guest, self.guest_id)

    async def ignored(self) -> list[str]:
        return [row["error"] for row in await self.database.system.pool.fetch(IGNORED)]


@pytest.fixture
async def office(monkeypatch) -> AsyncIterator[Office]:
    behaving = Behaving()
    async with fresh() as database:
        with mail_server(behaving) as url:
            monkeypatch.setattr(settings(), "smtp_url", url)
            monkeypatch.setattr(settings(), "mail_bounces", "bounces@example.org")
            monkeypatch.setattr(settings(), "mail_replies", "replies@example.org")
            host = await make_host(database.app)
            made = Office(database, host, await make_event(database.app, host), behaving)
            await made.invite()
            yield made


def mark(message: Message) -> str:
    return mark_of(settings().secret, message.id, message.attempt)


@pytest.mark.unit
def test_a_mark_names_one_message_in_any_case_and_cannot_be_made_up() -> None:
    key, message = b"the key of the tests", UUID(int=7)
    made = mark_of(key, message, 258)

    assert read_mark(key, made) == read_mark(key, made.upper()) == (message, 2)
    assert len(made) <= 44
    for forged in (made[:-1], made + "a", "", "é", "1", mark_of(b"another", message, 258)):
        assert read_mark(key, forged) is None


async def test_each_mail_comes_back_to_an_address_of_its_own(office: Office) -> None:
    first, second = await office.write(), await office.write()

    assert office.behaving.senders == [
        f"bounces+{mark(one)}@example.org" for one in (first, second)
    ]
    assert [one["Reply-To"] for one in office.behaving.taken] == [
        f"replies+{mark(one)}@example.org" for one in (first, second)
    ]


@pytest.mark.parametrize("server", ["postfix", "exim", "gmail", "exchange"])
async def test_a_bounced_address_gets_no_more_mail_until_it_is_tried_again(
    office: Office, server: str
) -> None:
    sent = await office.write()
    await office.come_back(server, mark(sent))

    [failed], fault = await office.messages(), (await office.guest()).email_fault
    assert failed.status == "failed"
    assert fault is not None
    assert (fault["kind"], fault["text"]) == ("no_mailbox", failed.error)
    kept_from = await office.write()
    assert kept_from.status == "suppressed"
    assert (kept_from.error or "").startswith(
        "Not sent: an earlier mail to this address came back."
    )

    async with office.database.app.tx(office.host.principal) as tx:
        await try_email_again(tx, office.host.actor, await tx.get_one(Guest, office.guest_id))
    assert (await office.write()).status == "sent"


async def test_a_queued_mail_is_kept_from_an_address_that_bounced_meanwhile(office: Office) -> None:
    sent = await office.write()
    async with office.database.app.tx(office.host.principal) as tx:
        guest = await tx.get_one(Guest, office.guest_id)
        words = RenderedText(subject="Second", text="Hello")
        await queue_messages(
            tx, office.event, [Draft(guest=guest, locale="en", words=words, key=str(new_id()))]
        )
    await office.come_back("postfix", mark(sent))
    await send_messages(office.database.system)

    last = (await office.messages())[-1]
    assert (last.status, "User unknown" in (last.error or "")) == ("suppressed", True)
    assert len(office.behaving.taken) == 1


async def test_another_address_gets_mail_again(office: Office) -> None:
    await office.come_back("postfix", mark(await office.write()))
    async with office.database.app.tx(office.host.principal) as tx:
        guest = await tx.get_one(Guest, office.guest_id)
        values = {"email": "jo.new@example.com"}
        await change_guest(tx, office.host.actor, guest, values, country=None)

    assert (await office.guest()).blocked_email is None
    assert (await office.write()).status == "sent"


async def test_a_bounce_of_an_old_address_leaves_the_new_one(office: Office) -> None:
    sent = await office.write()
    async with office.database.app.tx(office.host.principal) as tx:
        guest = await tx.get_one(Guest, office.guest_id)
        values = {"email": "jo.new@example.com"}
        await change_guest(tx, office.host.actor, guest, values, country=None)
    await office.come_back("postfix", mark(sent))

    assert (await office.messages())[0].status == "failed"
    assert (await office.guest()).email_fault is None


@pytest.mark.parametrize(
    ("server", "status"), [("postfix-delayed", "sent"), ("policy", "failed"), ("vacation", "sent")]
)
async def test_what_says_nothing_of_the_address_leaves_it(
    office: Office, server: str, status: str
) -> None:
    await office.come_back(server, mark(await office.write()))

    assert (await office.messages())[0].status == status
    assert (await office.guest()).email_fault is None
    assert (await office.write()).status == "sent"


async def test_a_bounce_of_a_mail_that_we_never_sent_changes_nothing(office: Office) -> None:
    sent = await office.write()
    other = mark_of(b"another key", sent.id, 0)
    unknown = mark_of(settings().secret, new_id(), 0)
    for forged in ("", other, unknown, mark_of(settings().secret, sent.id, 1)):
        await office.come_back("postfix", forged)

    assert (await office.messages())[0].status == "sent"
    assert (await office.guest()).email_fault is None
    assert await office.ignored() == ["Ignored: it is about no mail that we have sent."] * 4


async def test_the_same_bounce_again_changes_nothing_more(office: Office) -> None:
    sent = await office.write()
    await office.come_back("postfix", mark(sent))
    async with office.database.app.tx(office.host.principal) as tx:
        await try_email_again(tx, office.host.actor, await tx.get_one(Guest, office.guest_id))
    await office.come_back("postfix", mark(sent))

    assert (await office.guest()).email_fault is None
    assert await office.ignored() == ["Ignored: the message it is about is failed."]


async def test_a_server_that_knows_nobody_says_so_at_once(office: Office) -> None:
    office.behaving.refuse = lambda *_: "550 5.1.1 <jo@example.com>: User unknown"
    refused = await office.write()

    fault = (await office.guest()).email_fault
    assert (refused.status, refused.error_code) == ("failed", "5.1.1")
    assert fault is not None
    assert fault["kind"] == "no_mailbox"


async def test_a_server_that_refuses_for_another_reason_leaves_the_address(office: Office) -> None:
    office.behaving.refuse = lambda *_: "550 5.7.1 Blocked by our list"

    assert (await office.write()).status == "failed"
    assert (await office.guest()).email_fault is None


async def test_whoever_complains_gets_no_more_mail_and_only_they_can_change_that(
    office: Office,
) -> None:
    sent = await office.write()
    await office.come_back("arf", mark(sent))
    guest = await office.guest()

    assert guest.opt_outs == {"email": True}
    assert guest.email_fault is not None
    assert guest.email_fault["kind"] == "complaint"
    assert (await office.write()).status == "suppressed"
    await office.come_back("arf", mark(sent))
    assert await office.ignored() == ["Ignored: the complaint is known."]


def reply_to(message: Message, text: str, key: str = "1") -> bytes:
    head = (
        "From: Jo Smith <jo@example.com>\nSubject: Re: Garden party\n"
        f"To: replies+{mark(message)}@example.org\nMessage-ID: <{key}@example.com>\n"
        "Content-Type: text/plain; charset=windows-1256\nContent-Transfer-Encoding: 8bit\n\n"
    )
    return (head + text).encode("cp1256")


async def test_an_answer_is_in_the_inbox_once_and_can_be_answered(office: Office) -> None:
    sent = await office.write()
    raw = reply_to(sent, "سنأتي\n\n> Hello Jo\n> come")
    for _ in range(2):
        await office.come_back(raw)

    [message] = await office.messages("in")
    assert (message.body, message.text) == ("سنأتي", "سنأتي\n\n> Hello Jo\n> come")
    assert (message.channel, message.subject) == ("email", "Re: Garden party")
    assert (message.guest_id, message.event_id) == (office.guest_id, office.event.id)
    assert message.invitation_id is not None
    async with office.database.app.tx(office.host.principal) as tx:
        known = await tx.get_one(Message, message.id)
        await answer(tx, office.host.actor, office.event, known, "See you there")
    await send_messages(office.database.system)
    assert "> سنأتي" in (await office.messages())[-1].text
    assert "come" not in (await office.messages())[-1].text


async def test_two_answers_to_one_mail_are_two_messages(office: Office) -> None:
    sent = await office.write()
    await office.come_back(reply_to(sent, "Yes", "1"))
    await office.come_back(reply_to(sent, "No", "2"))

    assert [one.body for one in await office.messages("in")] == ["Yes", "No"]


async def test_an_answer_with_a_mark_that_isnt_ours_reaches_nobody(office: Office) -> None:
    sent = await office.write()
    await office.come_back(reply_to(sent, "Yes").replace(mark(sent).encode(), b"forged"))

    assert await office.messages("in") == []
    assert await office.ignored() == ["Ignored: it is about no mail that we have sent."]


async def test_what_is_no_mail_is_kept_with_the_reason(office: Office) -> None:
    await office.come_back(b"\0\0 no mail")

    assert await office.ignored() == ["It isn't a mail: it has no headers."]


async def choose(office: Office, table: str, **values: str) -> None:
    await office.database.system.pool.execute(
        f"UPDATE {table} SET settings = settings || $1::jsonb", json.dumps(values)
    )


async def test_where_answers_go_is_the_events_choice_else_its_organizations(office: Office) -> None:
    sent = await office.write()
    await choose(
        office, "organizations", reply_to="office@example.org", mail_from_name="The office"
    )
    await office.write()
    await choose(office, "events", reply_to="party@example.org", mail_from_name='Ana, "Leo"')
    await office.write()

    assert [one["Reply-To"] for one in office.behaving.taken] == [
        f"replies+{mark(sent)}@example.org", "office@example.org", "party@example.org",
    ]  # fmt: skip
    assert [parseaddr(one["From"])[0] for one in office.behaving.taken] == [
        "Ada Host", "The office", 'Ana, "Leo"',
    ]  # fmt: skip


async def test_without_any_choice_answers_go_to_an_organizer_with_a_proven_address(
    office: Office, monkeypatch
) -> None:
    monkeypatch.setattr(settings(), "mail_replies", "")
    await office.write()
    await office.database.system.pool.execute(
        "UPDATE users SET email_verified_at = now() WHERE id = $1", office.host.user_id
    )
    await office.write()

    first, second = (one["Reply-To"] for one in office.behaving.taken)
    assert (first, str(second).startswith("host")) == (None, True)


async def test_line_breaks_in_a_name_or_subject_make_no_headers(office: Office) -> None:
    await choose(office, "events", mail_from_name="Ana\r\nBcc: all@example.com\u2028X-Evil: 1")
    await office.database.system.pool.execute(
        "UPDATE events SET title = $1", "A\nBcc: b@example.com"
    )
    async with office.database.app.tx(office.host.principal) as tx:
        guest = await tx.get_one(Guest, office.guest_id)
        words = RenderedText(subject="Hello\r\nBcc: all@example.com\r\n\r\nbody", text="Hello")
        await queue_messages(
            tx, office.event, [Draft(guest=guest, locale="en", words=words, key=str(new_id()))]
        )
    await send_messages(office.database.system)

    [taken] = office.behaving.taken
    assert (taken["Bcc"], taken["X-Evil"]) == (None, None)
    assert taken["Subject"] == "Hello Bcc: all@example.com body"
    assert parseaddr(taken["From"])[1] == "no-reply@localhost"


@pytest.mark.unit
@pytest.mark.parametrize(
    "values",
    [
        {"mail_from_name": "Ana\nBcc: x"}, {"mail_from_name": "Ana\u2028x"}, {"reply_to": "nobody"},
        {"reply_to": "a@example.com\nBcc: b@example.com"}, {"reply_to": "a@example.com, b@example.com"},
    ],
)  # fmt: skip
def test_a_name_of_two_lines_or_an_address_that_is_none_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        EventSettings.model_validate(values)
