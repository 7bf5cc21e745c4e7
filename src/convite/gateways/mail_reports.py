"""Mail that comes back: delivery reports (RFC 3464), complaints (RFC 5965), and what people answer.

Reads one raw message. Whose message it is about, its mark says; without one it is about none of ours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from hashlib import sha256
from typing import Literal

from convite.core.pages import storable
from convite.gateways.channels import Unreadable
from convite.gateways.mail_words import reply_in, text_of

#: Why an address takes no mail. `complaint`: whoever reads it marked a mail of ours as spam.
AddressFault = Literal["no_mailbox", "no_domain", "refused", "complaint"]

#: Parts of one message that are looked at, and how deep one may stand in another.
MAX_PARTS = 50
#: Lines of a mail that are read, and how many parts that hold others it may have.
MAX_LINES, MAX_BOUNDARIES = 50_000, 40
BOUNDARY = re.compile(rb"boundary\*?[0-9]*\*?\s*=", re.IGNORECASE)
#: Characters of a header that are decoded, and headers of one name: more is an attack.
MAX_HEADER, MAX_SAME = 2_000, 50
#: Longest diagnosis that is kept.
MAX_DIAGNOSIS = 500
#: Headers that say to which address a mail came.
ARRIVED_AT = (
    "To",
    "Cc",
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "X-Envelope-To",
    "Apparently-To",
)
#: The header of our mails that carries their mark.
MARK_HEADER = "X-Convite-Message"
#: Fields and headers by which a report names our mail.
NAMED_BY = ("Original-Mail-From", "Return-Path", MARK_HEADER, "Reply-To")

#: What stands behind a `+` in an address.
MARK = re.compile(r"\+([A-Za-z0-9]{1,64})@")
STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
NO_MAILBOX = re.compile(
    r"user unknown|unknown user|no such (user|recipient|mailbox)|(user|mailbox|recipient|address)[^.]{0,40}"
    r"(not found|not exist|doesn't exist|unavailable|unknown)|no mailbox|invalid recipient"
    r"|RecipientNotFound",
    re.IGNORECASE,
)
NO_DOMAIN = re.compile(
    r"unroute?able|(host|domain)( or domain)?( name)? not found|null ?mx|no such domain|NXDOMAIN",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Bounce:
    """A report that a mail can't be delivered; `is_final` unless the server still tries."""

    marks: tuple[str, ...]
    status: str
    text: str
    is_final: bool

    @property
    def fault(self) -> AddressFault | None:
        """What is wrong with the address; None if only this mail was refused."""
        return fault_of(self.status, self.text) if self.is_final else None


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """Somebody marked a mail as spam."""

    marks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MailReply:
    """What somebody answered."""

    marks: tuple[str, ...]
    #: The same for the same mail, however often it comes.
    key: str
    sender: str
    subject: str
    #: What they wrote, without what they quote; and all of it.
    text: str
    whole: str


@dataclass(frozen=True, kw_only=True)
class Automatic:
    """An answer that nobody wrote: a vacation notice, a mailing list, our own mail again."""


MailReport = Bounce | Complaint | MailReply | Automatic


def read_mail(raw: bytes) -> MailReport:
    """What a raw message is.

    Raises:
        Unreadable: it isn't a mail.
    """
    mail = parsed(raw)
    if not mail.keys():
        raise Unreadable("It isn't a mail: it has no headers.")
    parts = list(parts_of(mail))
    # of the mail itself: a report that somebody passes on is none
    content = mail.get_payload()
    own = [one for one in content if isinstance(one, Message)] if isinstance(content, list) else []
    kinds = [part.get_content_type() for part in own]
    if "message/feedback-report" in kinds:
        return complaint_in(mail, parts)
    if "message/delivery-status" in kinds:
        return bounce_in(mail, parts)
    if is_automatic(mail):
        return bounce_by_words(mail) or Automatic()
    whole = text_of(parts)
    return MailReply(
        marks=marks_in(mail, ARRIVED_AT),
        key=sha256((header(mail, "Message-ID") or "").encode() or raw).hexdigest()[:32],
        sender=sender_of(mail),
        subject=" ".join(header(mail, "Subject").split())[:300],
        text=reply_in(whole),
        whole=whole,
    )


def parsed(raw: bytes) -> Message:
    """The beginning of a mail with its parts.

    Raises:
        Unreadable: its parts are nested too deeply.
    """
    # each line is compared with the boundaries of all parts that it stands in
    if len(BOUNDARY.findall(raw)) > MAX_BOUNDARIES:
        raise Unreadable("It has too many parts in parts.")
    lines = raw.split(b"\n", MAX_LINES)
    # the tolerant policy: whatever is broken in a header stays text, and nothing raises
    return message_from_bytes(b"\n".join(lines[:MAX_LINES]), policy=policy.compat32)


def parts_of(mail: Message) -> Iterator[Message]:
    """The message and its parts, the reported mail's own parts too, at most `MAX_PARTS`."""
    left = MAX_PARTS
    waiting = [mail]
    while waiting and left:
        part = waiting.pop(0)
        left -= 1
        yield part
        content = part.get_payload()
        if isinstance(content, list):
            waiting[:0] = [one for one in content if isinstance(one, Message)]


def header(mail: Message, name: str) -> str:
    """The beginning of a header as text, whatever character set it claims."""
    value = str(mail.get(name) or "")[:MAX_HEADER]
    try:
        text = str(make_header(decode_header(value)))
    except (LookupError, ValueError, MessageError):
        text = value
    return storable(text.encode("utf-8", "replace").decode())


def sender_of(mail: Message) -> str:
    """The address of whoever wrote; empty if there is none that can be read."""
    try:
        return parseaddr(header(mail, "From"))[1]
    except RecursionError:  # comments in comments in comments
        return ""


def marks_in(mail: Message, names: tuple[str, ...]) -> tuple[str, ...]:
    """The marks in headers: what stands behind a `+` in addresses, or alone."""
    found: list[str] = []
    for name in names:
        for value in mail.get_all(name, [])[:MAX_SAME]:
            text = str(value)
            found += MARK.findall(text)
            if name == MARK_HEADER:
                found.append(text.strip())
    return tuple(dict.fromkeys(mark for mark in found if mark))[:10]


def marks_of_report(mail: Message, parts: list[Message]) -> tuple[str, ...]:
    """The marks of a report: of the address it came to, and of the mail that it returns."""
    found = list(marks_in(mail, ARRIVED_AT))
    for part in parts[1:]:
        found += marks_in(part, NAMED_BY)
        if part.get_content_type() == "text/rfc822-headers":
            found += marks_in(headers_in(part), NAMED_BY)
    return tuple(dict.fromkeys(found))[:10]


def complaint_in(mail: Message, parts: list[Message]) -> MailReport:
    """A report about a mail that somebody didn't want; those of other kinds say nothing of people."""
    fields = fields_of(parts, "message/feedback-report")
    kind = fields.get("feedback-type", "").lower()
    if kind not in ("abuse", "complaint", "fraud", "opt-out"):
        return Automatic()
    return Complaint(marks=marks_of_report(mail, parts))


def bounce_in(mail: Message, parts: list[Message]) -> MailReport:
    """A delivery report; one on a mail that arrived says nothing."""
    fields = fields_of(parts, "message/delivery-status")
    action = fields.get("action", "").lower()
    if action in ("delivered", "relayed", "expanded"):
        return Automatic()
    diagnosis = " ".join(fields.get("diagnostic-code", "").partition(";")[2].split())
    status = status_in(fields.get("status", "")) or status_in(diagnosis)
    # some servers write 5.0.0 and say the rest in words
    if status.endswith(".0.0") and status_in(diagnosis)[:1] == status[:1]:
        status = status_in(diagnosis)
    # a server that gives up after days of 4.x.x says "failed" as well
    is_final = action == "failed" or (status.startswith("5") and action != "delayed")
    text = diagnosis or status or "The mail couldn't be delivered."
    return Bounce(
        marks=marks_of_report(mail, parts),
        status=status or ("5.0.0" if is_final else "4.0.0"),
        text=storable(text)[:MAX_DIAGNOSIS],
        is_final=is_final,
    )


def fields_of(parts: list[Message], kind: str) -> dict[str, str]:
    """The fields of a report, by name in lower case; those of a recipient override those of the whole."""
    found: dict[str, str] = {}
    for part in parts:
        if part.get_content_type() != kind:
            continue
        content = part.get_payload()
        blocks = content if isinstance(content, list) else [headers_in(part)]
        for block in blocks:
            if isinstance(block, Message):
                found |= {name.lower(): header(block, name) for name in block.keys()}  # noqa: SIM118
    return found


def headers_in(part: Message) -> Message:
    """The fields or headers that are a part's text."""
    content = part.get_payload(decode=True)
    return message_from_bytes(
        content if isinstance(content, bytes) else b"", policy=policy.compat32
    )


def bounce_by_words(mail: Message) -> Bounce | None:
    """A failure that a server reports in plain words, without fields."""
    words = " ".join(text_of(list(parts_of(mail))).split())
    found = STATUS.search(words)
    is_daemon = "mailer-daemon" in header(mail, "From").lower()
    if not header(mail, "X-Failed-Recipients") and not (is_daemon and found):
        return None
    text = words[found.start() :] if found else words
    return Bounce(
        marks=marks_in(mail, ARRIVED_AT),
        status=found.group(0) if found else "5.0.0",
        text=text[:MAX_DIAGNOSIS],
        is_final=not (found and found.group(1) == "4"),
    )


def is_automatic(mail: Message) -> bool:
    """Whether nobody wrote it: RFC 3834, and what programs send that don't know it."""
    said = header(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    return (
        said not in ("", "no")
        or header(mail, "Return-Path").strip() == "<>"
        or header(mail, "Precedence").strip().lower() in ("bulk", "junk", "list", "auto_reply")
        or any(name in mail for name in ("X-Failed-Recipients", "X-Autoreply", "X-Autorespond"))
        or "mailer-daemon@" in header(mail, "From").lower()
    )


def status_in(text: str) -> str:
    """The enhanced status code (RFC 3463) in a text; empty if there is none."""
    found = STATUS.search(text)
    return found.group(0) if found else ""


def fault_of(status: str, text: str = "") -> AddressFault | None:
    """What a permanent failure says of the address; None if it is about this mail or its sender.

    A full mailbox (5.2.2), a rejected text (5.6, 5.7) or a bad sender (5.1.7, 5.1.8) may change; no address
    is given up for it.
    """
    found = STATUS.fullmatch(status)
    subject, detail = (int(found.group(2)), int(found.group(3))) if found else (0, 0)
    if NO_DOMAIN.search(text) and subject in (0, 1, 4):
        return "no_domain"
    if NO_MAILBOX.search(text) and subject in (0, 1):
        return "no_mailbox"
    if (subject, detail) in ((1, 2), (1, 10), (4, 4)):
        return "no_domain"
    if subject == 1 and detail not in (7, 8):
        return "no_mailbox"
    return "refused" if (subject, detail) == (2, 1) else None
