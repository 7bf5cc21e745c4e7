"""Mail fetched over IMAP: each is stored once, and only then marked as seen."""

import pytest

from convite.core.config import settings
from convite.gateways.imap import MAX_BYTES, MailboxError, read_new
from convite.messaging.receipts.jobs import fetch_mail
from tests.database import fresh
from tests.providers.imap import Mailbox, imap_server


def mailbox(*mails: bytes) -> Mailbox:
    return Mailbox(mails=dict(enumerate(mails, 1)))


@pytest.mark.unit
def test_what_is_unseen_is_taken_once_in_turn_and_a_bounded_number_of_it() -> None:
    box, kept = mailbox(b"A: 1\r\n\r\n", b"B: 2\r\n\r\n", b"C: 3\r\n\r\n"), []
    with imap_server(box) as url:
        counts = [read_new(url, "INBOX", kept.append, most=2) for _ in range(3)]

    assert counts == [2, 1, 0]
    assert kept == list(box.mails.values())


@pytest.mark.unit
def test_a_mail_that_cannot_be_stored_stays_unseen() -> None:
    box = mailbox(b"A: 1\r\n\r\n", b"B: 2\r\n\r\n")

    def keep(_raw: bytes) -> None:
        raise OSError("the database is away")

    with imap_server(box) as url, pytest.raises(MailboxError, match="the database is away"):
        read_new(url, "INBOX", keep, most=9)
    assert box.seen == set()


@pytest.mark.unit
def test_of_a_large_mail_the_beginning_is_read() -> None:
    box, kept = mailbox(b"A: 1\r\n\r\n" + b"x" * (2 * MAX_BYTES)), []
    with imap_server(box) as url:
        read_new(url, "INBOX", kept.append, most=9)

    assert [len(one) for one in kept] == [MAX_BYTES]


@pytest.mark.unit
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda url: url.replace("a%20p%40ss", "wrong"), "AUTHENTICATIONFAILED"),
        (lambda _url: "imap://mail:x@127.0.0.1:1", "refused"),
    ],
)
def test_a_mailbox_that_cannot_be_opened_says_why(change, words: str) -> None:
    with imap_server(mailbox()) as url, pytest.raises(MailboxError, match=words):
        read_new(change(url), "INBOX", lambda _raw: None, most=9)


@pytest.mark.unit
def test_a_folder_that_is_not_there_is_named() -> None:
    with imap_server(mailbox()) as url, pytest.raises(MailboxError, match='Bounces"'):
        read_new(url, 'My "Bounces"', lambda _raw: None, most=9)


async def test_the_job_stores_what_is_new(monkeypatch) -> None:
    box = mailbox(b"A: 1\r\n\r\n")
    async with fresh() as database:
        with imap_server(box) as url:
            monkeypatch.setattr(settings(), "imap_url", url)
            await fetch_mail(database.system)
            await fetch_mail(database.system)
        # the server is away now: nothing is raised, the next run tries again
        await fetch_mail(database.system)
        rows = await database.system.pool.fetch("SELECT channel, body FROM provider_calls")

    assert [(row["channel"], row["body"]) for row in rows] == [("email", b"A: 1\r\n\r\n")]
    assert box.seen == {1}
