"""Mail over SMTP: several messages per connection, and the meaning of error replies."""

import hmac
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from email.message import EmailMessage
from email.utils import formataddr, formatdate, parseaddr
from hashlib import sha256
from urllib.parse import unquote, urlsplit

import aiosmtplib

from convite.core.clock import now
from convite.core.config import settings
from convite.gateways.certificates import trusted
from convite.gateways.channels import (
    Accepted,
    Call,
    Delayed,
    Fault,
    Forged,
    Incoming,
    NoMailbox,
    Outgoing,
    Receipt,
    Refused,
    Stopped,
)
from convite.gateways.mail_reports import MARK_HEADER, fault_of, status_in

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
#: How old a signed call of the webhook may be, in seconds.
MAX_AGE = 300
#: Timeout for one step with the server, in seconds.
PATIENCE = 20.0


def written(message: Outgoing, sender: str) -> EmailMessage:
    """The message in its wire format."""
    name, address = parseaddr(sender)
    mail = EmailMessage()
    mail["From"] = formataddr((on_one_line(message.sender_name) or name, address))
    mail["To"] = message.to
    if message.reply_to:
        mail["Reply-To"] = message.reply_to
    mail["Subject"] = on_one_line(message.subject)
    mail["Date"] = formatdate(usegmt=True)
    mail["Message-ID"] = f"<{message.key}@{address.rpartition('@')[2]}>"
    mail["Content-Language"] = message.locale
    mail["Auto-Submitted"] = "auto-generated"
    if message.unsubscribe:  # RFC 8058: one click of the mail program, without a page
        mail["List-Unsubscribe"] = f"<{message.unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if message.mark:
        mail[MARK_HEADER] = message.mark
    mail.set_content(message.text)
    if message.html:
        mail.add_alternative(message.html, subtype="html")
    if message.calendar:
        add_calendar(mail, message.calendar)
    return mail


def add_calendar(mail: EmailMessage, calendar: str) -> None:
    """Adds a calendar file twice: Gmail and Outlook read it among the alternatives, others as a file."""
    found = re.search(r"^METHOD:([A-Z]+)\r?$", calendar, re.MULTILINE)
    method = found.group(1) if found else "PUBLISH"
    mail.add_alternative(calendar, subtype="calendar", params={"method": method})
    mail.add_attachment(
        calendar.encode(),
        maintype="text",
        subtype="calendar",
        filename="event.ics",
        params={"method": method},
    )


def on_one_line(text: str) -> str:
    """A text for a header: without line breaks, by which it could pass for further headers."""
    return " ".join(text.split())


class MailChannel:
    """E-mail through the configured server."""

    name = "email"
    connections = 4

    @property
    def per_second(self) -> float | None:
        """The server's limit, if one is configured; others throttle senders with 4xx replies."""
        return settings().mail_per_second

    @property
    def is_configured(self) -> bool:
        """Whether a mail server is configured."""
        return bool(settings().smtp_url)

    def session(self) -> AbstractAsyncContextManager["MailSession"]:
        """A connection to the server.

        Raises:
            Delayed: the server is unreachable.
        """
        return MailServer(settings().smtp_url).session(settings().mail_from)

    def check(self, call: Call, /) -> None:
        """Checks the signature over the time and the mail: `sha256=` and an HMAC in hex.

        Raises:
            Forged: it is missing, wrong, or older than five minutes.
        """
        stamp = call.headers.get("x-convite-timestamp", "")
        signature = call.headers.get("x-convite-signature", "")
        if not stamp.isascii() or not stamp.isdecimal() or len(stamp) > 12:
            raise Forged("X-Convite-Timestamp isn't a time in seconds.")
        if abs(now().timestamp() - int(stamp)) > MAX_AGE:
            raise Forged("The signature is too old. Check the clock of the server that calls.")
        for secret in settings().mail_webhook_secret:
            wanted = (
                "sha256="
                + hmac.new(secret.encode(), stamp.encode() + b"." + call.body, sha256).hexdigest()
            )
            if hmac.compare_digest(wanted.encode(), signature.encode()):
                return
        raise Forged("X-Convite-Signature isn't ours.")

    def reports(self, _body: bytes, /) -> Sequence[Receipt | Incoming]:
        """None: what comes back by mail is read by `gateways.mail_reports`."""
        return ()


class MailServer:
    """A server by its address `smtp[s]://user:pass@host:port`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("an address of a mail server is written smtp[s]://user:pass@host:port")
        self.host = parts.hostname
        self.use_tls = parts.scheme == "smtps"
        self.port = parts.port or (465 if self.use_tls else 587)
        self.user = unquote(parts.username) if parts.username else None
        self.password = unquote(parts.password) if parts.password else None

    @property
    def start_tls(self) -> bool:
        """Whether a plain connection must use STARTTLS: always, except to this machine."""
        return not self.use_tls and self.host not in LOOPBACK

    @asynccontextmanager
    async def session(self, sender: str) -> AsyncIterator["MailSession"]:
        """A connection for mail from `sender`, closed at the end.

        Raises:
            Delayed: the server is unreachable.
            Stopped: it refuses the user or password.
        """
        client = aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            use_tls=self.use_tls,
            start_tls=self.start_tls,
            tls_context=trusted(),
            username=self.user,
            password=self.password,
            timeout=PATIENCE,
        )
        try:
            await client.connect()
        except aiosmtplib.SMTPAuthenticationError as error:
            client.close()
            text = f"The mail server refuses the log-in: {error.code} {error.message}"
            raise Stopped(text) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            client.close()
            raise Delayed(f"The mail server can't be used: {error}") from error
        try:
            yield MailSession(client, sender)
        finally:
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.quit()
            client.close()


class MailSession:
    """An open connection."""

    def __init__(self, client: aiosmtplib.SMTP, sender: str) -> None:
        self.client = client
        self.sender = sender

    @property
    def is_open(self) -> bool:
        """Whether it can send another message."""
        return self.client.is_connected

    async def send(self, message: Outgoing) -> Accepted:
        """Sends a message; the id is its Message-ID.

        Raises:
            Refused: permanent (5xx, or an impossible address).
            Delayed: temporary (4xx, or the connection broke).
        """
        try:
            mail = written(message, self.sender)
            await self.client.send_message(mail, sender=message.return_path or None)
        except aiosmtplib.SMTPRecipientsRefused as error:
            first = error.recipients[0]
            raise judged(first.code, str(first.message), is_recipient=True) from error
        except aiosmtplib.SMTPResponseException as error:
            raise judged(error.code, error.message) from error
        except (ValueError, UnicodeError) as error:
            raise Refused(f"The message can't be written: {error}") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            self.client.close()
            raise Delayed(f"The connection broke: {error}") from error
        return Accepted(provider_id=str(mail["Message-ID"]))


def judged(code: int, text: str, *, is_recipient: bool = False) -> Fault:
    """Maps a server reply to an error; `is_recipient` if it is about the address."""
    status = status_in(text)
    if not 500 <= code < 600:
        return Delayed(f"{code} {text}", code=status)
    if is_recipient and fault_of(status, text) is not None:
        return NoMailbox(f"{code} {text}", code=status)
    return Refused(f"{code} {text}", code=status)
