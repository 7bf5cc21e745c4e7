"""Mail that comes back, in the forms in which servers and mail programs really write it."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from convite.gateways.channels import Unreadable
from convite.gateways.mail_reports import (
    Automatic,
    Bounce,
    Complaint,
    MailReply,
    fault_of,
    read_mail,
)

FOLDER = Path(__file__).parents[1] / "data" / "mail"
pytestmark = pytest.mark.unit


def stored(name: str, mark: str = "m1") -> bytes:
    return (FOLDER / f"{name}.eml").read_bytes().replace(b"{mark}", mark.encode())


def bounce(name: str) -> Bounce:
    report = read_mail(stored(name))
    assert isinstance(report, Bounce)
    return report


def reply(raw: bytes) -> MailReply:
    report = read_mail(raw)
    assert isinstance(report, MailReply)
    return report


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("postfix", "5.1.1", "User unknown in virtual mailbox table"),
        ("exim", "5.0.0", "550 No such user here"),
        ("gmail", "5.1.1", "The email account that you tried to reach does not exist"),
        ("exchange", "5.1.10", "Recipient jo@example.com not found"),
    ],
)
def test_each_server_says_that_nobody_is_there(name: str, status: str, words: str) -> None:
    found = bounce(name)

    assert (found.status, found.is_final, found.fault) == (status, True, "no_mailbox")
    assert words in found.text
    assert "m1" in found.marks


def test_a_server_that_still_tries_gives_up_no_address() -> None:
    found = bounce("postfix-delayed")

    assert (found.status, found.is_final, found.fault) == ("4.4.1", False, None)


def test_a_mail_refused_for_what_its_sender_lacks_gives_up_no_address() -> None:
    found = bounce("policy")

    assert (found.status, found.is_final, found.fault) == ("5.7.26", True, None)


@pytest.mark.parametrize(
    ("status", "text", "fault"),
    [
        ("5.1.1", "", "no_mailbox"), ("5.1.2", "", "no_domain"), ("5.4.4", "", "no_domain"),
        ("5.2.1", "", "refused"), ("5.2.2", "mailbox full", None), ("5.1.8", "bad sender", None),
        ("5.0.0", "Unrouteable address", "no_domain"), ("5.0.0", "retry timeout exceeded", None),
        ("", "User unknown", "no_mailbox"), ("", "Not today", None), ("5.7.1", "user unknown", None),
    ],
)  # fmt: skip
def test_what_a_status_says_of_the_address(status: str, text: str, fault: str | None) -> None:
    assert fault_of(status, text) == fault


def test_a_complaint_names_the_mail_by_its_header() -> None:
    assert read_mail(stored("arf")) == Complaint(marks=("m1",))


def test_a_complaint_of_another_kind_says_nothing() -> None:
    raw = stored("arf").replace(b"Feedback-Type: abuse", b"Feedback-Type: not-spam")

    assert isinstance(read_mail(raw), Automatic)


def test_a_report_that_somebody_passes_on_is_their_answer() -> None:
    mail = answer("See what I got")
    mail.add_attachment(stored("postfix", "other"), maintype="message", subtype="octet-stream")
    found = reply(mail.as_bytes())

    assert (found.marks, found.text) == (("m1",), "See what I got")


def test_an_absence_is_nobodys_answer() -> None:
    assert isinstance(read_mail(stored("vacation")), Automatic)


def answer(text: str, **headers: str) -> EmailMessage:
    mail = EmailMessage()
    known = {
        "From": "Jo Smith <jo@example.com>",
        "To": "replies+m1@example.org",
        "Message-ID": "<1@x>",
    }
    for name, value in (known | headers).items():
        mail[name] = value
    mail.set_content(text)
    return mail


@pytest.mark.parametrize(
    "quoted",
    [
        "On Wed, 25 Nov 2026 at 11:12, Ana Host <events@example.org> wrote:\n\n> Hello Jo,\n>\n> come",
        "On Wed, 25 Nov 2026 at 11:12, Ana Host via the events office\n<e@example.org> wrote:\n> Hello",
        "El mié, 25 nov 2026 a las 11:12, Ana Host (<e@example.org>) escribió:\n> Hola",
        "-----Original Message-----\nFrom: Ana Host\nSent: Wednesday\n\nHello Jo,",
        "________________________________\nFrom: Ana Host <e@example.org>\nHello Jo,",
        "> Hello Jo,\n> come",
    ],
)
def test_what_is_quoted_below_is_cut_off_and_kept(quoted: str) -> None:
    found = reply(answer(f"We'll be three.\n\nJo\n\n{quoted}").as_bytes())

    assert found.text == "We'll be three.\n\nJo"
    assert found.whole.endswith(quoted.splitlines()[-1])


def test_answers_between_the_lines_stay_whole() -> None:
    text = "On Wed, Ana Host <events@example.org> wrote:\n> Are you coming?\nYes\n> With whom?\nAl"

    assert reply(answer(text).as_bytes()).text == text


@pytest.mark.parametrize(
    ("claimed", "real"),
    [
        ("windows-1256", "cp1256"), ("iso-8859-1", "latin-1"), ("utf-8", "cp1252"),
        ("x-nobody-knows", "utf-8"), ("koi8-r", "koi8-r"), ("utf-16", "utf-16"),
    ],
)  # fmt: skip
def test_an_answer_in_another_character_set_is_read(claimed: str, real: str) -> None:
    words = {
        "cp1256": "شكراً على الدعوة، سنحضر جميعاً", "koi8-r": "Спасибо, мы придём",
    }.get(real, "¡Qué alegría! Allí estaré mañana, señora Núñez, con mi niño pequeño")  # fmt: skip
    head = (
        "From: jo@example.com\nTo: replies+m1@example.org\nMessage-ID: <2@x>\n"
        f"Content-Type: text/plain; charset={claimed}\nContent-Transfer-Encoding: 8bit\n\n"
    )
    if real == "utf-16":
        from base64 import encodebytes

        raw = head.replace("8bit", "base64").encode() + encodebytes(words.encode(real))
    else:
        raw = head.encode() + words.encode(real)

    assert reply(raw).text == words


def test_a_subject_with_a_wrong_character_set_or_a_line_break_is_one_line() -> None:
    raw = (
        b"From: jo@example.com\nTo: replies+m1@example.org\n"
        b"Subject: =?x-unknown?Q?Re=3A?= =?utf-8?Q?One=0D=0ABcc=3A_two?=\n\nYes\n"
    )
    subject = reply(raw).subject

    assert "\n" not in subject
    assert "Yes" not in subject


def test_html_alone_is_read_without_its_styles() -> None:
    mail = answer("-")
    mail.set_content(
        "<style>p{color:red}</style><p>We&rsquo;ll come</p><div>all <b>three</b></div>",
        subtype="html",
    )

    assert reply(mail.as_bytes()).text == "We’ll come\n\nall three".replace("\n\n", "\n")


def test_an_attached_file_is_no_answer() -> None:
    mail = answer("Here it is")
    mail.add_attachment("not my words", filename="notes.txt")

    assert reply(mail.as_bytes()).whole == "Here it is"


def test_the_same_mail_has_the_same_key_and_another_has_not() -> None:
    first, again = (reply(answer("Yes").as_bytes()) for _ in range(2))
    other = reply(answer("Yes", **{"Message-ID": "<2@x>"}).as_bytes())

    assert first.key == again.key != other.key


@pytest.mark.parametrize("raw", [b"", b"\0\0\0", b"no headers here\n"])
def test_what_is_no_mail_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        read_mail(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"From: \xff\xfe\nTo: =?utf-8?B?####?=\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n--x--",
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n",
        b'Content-Type: text/plain; charset="\\"\nContent-Transfer-Encoding: base64\n\n%%%%',
    ],
)
def test_broken_mail_never_raises(raw: bytes) -> None:
    assert read_mail(raw) is not None


def test_a_mail_of_a_thousand_parts_is_read_in_part() -> None:
    parts = b"".join(b"--x\nContent-Type: text/plain\n\npart %d\n" % one for one in range(1000))
    raw = b"From: a@b\nContent-Type: multipart/mixed; boundary=x\n\n" + parts + b"--x--\n"

    assert reply(raw).text == "part 0"
