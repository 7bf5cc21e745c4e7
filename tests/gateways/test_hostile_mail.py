"""Mail that somebody made to keep the reader busy, or to break it."""

from time import process_time

import pytest

from convite.gateways.channels import Unreadable
from convite.gateways.mail_reports import MailReply, read_mail
from convite.gateways.mail_words import plain

pytestmark = pytest.mark.unit

HEAD = b"From: Jo <jo@example.com>\nTo: replies+m1@example.org\n"
HTML = HEAD + b"Content-Type: text/html\n\n"
#: Seconds; each of these took from 3 to 90.
SOON = 2.0


def reply(raw: bytes) -> MailReply:
    report = read_mail(raw)
    assert isinstance(report, MailReply)
    return report


def nested(depth: int, rest: bytes) -> bytes:
    parts = [
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (one, one)
        for one in range(depth)
    ]
    return HEAD + b"".join(parts) + b"\n" + rest


@pytest.mark.parametrize(
    "raw",
    [
        HTML + b"<!--" * 65_000,
        HTML + b"<a b='" * 43_000,
        HTML + b"<a" * 131_000,
        HTML + b"<style></style" * 18_000,
        HEAD + b"\n" + b">\n" * 8_100 + b"x",
        HEAD + b"Subject: " + b"=?utf-8?q?a?= " * 70_000 + b"\n\nYes",
        HEAD + b"Cc: " + b"<" * 1_000_000 + b"\n\nYes",
        HEAD + b"Content-Type: text/plain; charset=punycode\n\n" + b"a" * 262_000,
        nested(30, b"\n" * 1_000_000),
    ],
    ids=["comments", "quotes", "tags", "styles", "quoted", "words", "people", "charset", "parts"],
)
def test_no_mail_keeps_the_reader_busy(raw: bytes) -> None:
    begun = process_time()
    read_mail(raw)

    assert process_time() - begun < SOON


def test_a_mail_of_parts_in_parts_without_end_is_refused() -> None:
    with pytest.raises(Unreadable, match="parts"):
        read_mail(nested(400, b"Yes"))


@pytest.mark.parametrize("charset", [b"idna", b"undefined", b"a\0b", b"hex", b"nothing"])
def test_a_character_set_that_is_none_loses_no_answer(charset: bytes) -> None:
    raw = HEAD + b"Content-Type: text/plain; charset=" + charset + b"\n\nYes, both of us"

    assert reply(raw).text == "Yes, both of us"


@pytest.mark.parametrize(
    "line",
    [
        b"Subject: =?utf-8?b?abcde?=",
        b"Subject: =?undefined?q?a?=",
        b"Cc: =?utf-8?b?abcde?= <al@example.com>",
        b"Auto-Submitted: no =?utf-8?b?abcde?=",
        b"Cc: " + b"(" * 3_000,
    ],
)
def test_a_header_that_cannot_be_decoded_loses_no_answer(line: bytes) -> None:
    found = read_mail(HEAD + line + b"\n\nYes")

    assert not isinstance(found, MailReply) or (found.text, found.marks) == ("Yes", ("m1",))
    assert isinstance(found, MailReply) or line.startswith(b"Auto")


def test_a_sender_who_cannot_be_read_is_nobody() -> None:
    raw = b"From: " + b"(" * 1_900 + b"\nTo: replies+m1@example.org\n\nYes"

    assert (reply(raw).sender, reply(raw).text) == ("", "Yes")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Yes<!-- <p>no --> &amp; no", "\nYes & no"),
        ('<a title="a>b">Yes</a>', "Yes"),
        ("1 < 2<br>3 > 2", "1 < 2\n3 > 2"),
        ("<head><title>no</title><body>Yes", "Yes"),
        ("<STYLE>p{}</Style>Yes<o:p></o:p>", "Yes"),
        ("Yes<!doctype html><?xml?></>", "Yes"),
        ("Yes <a href=", "Yes "),
        (f"&#{'1' * 6_000};", f"&#{'1' * 6_000};"),
    ],
)
def test_html_is_read_as_browsers_do(html: str, text: str) -> None:
    assert plain(html) == text
