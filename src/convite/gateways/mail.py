"""Mail by SMTP: one connection for some messages, and what a refusal means.

MailFault
  ├─ MailRefused   for good: this message to this address never will go
  └─ MailDelayed   not now: the server is busy, away, or hung up
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

import aiosmtplib

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
#: Seconds that one step with the server may take.
PATIENCE = 20.0


class MailFault(Exception):
    """The message wasn't taken."""


class MailRefused(MailFault):
    """It never will be."""


class MailDelayed(MailFault):
    """It may be later."""


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One message to one address."""

    sender: str
    to: str
    subject: str
    text: str
    locale: str
    #: The same for every try, so that receivers see a repeat for what it is.
    key: str

    def written(self) -> EmailMessage:
        """The message as it goes over the wire."""
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = self.to
        message["Subject"] = " ".join(self.subject.split())
        message["Date"] = formatdate(usegmt=True)
        message["Message-ID"] = f"<{self.key}@convite>"
        message["Content-Language"] = self.locale
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.text)
        return message


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
        """Whether a plain connection must be made secret first: always, but to this machine."""
        return not self.use_tls and self.host not in LOOPBACK

    @asynccontextmanager
    async def session(self) -> AsyncIterator["MailSession"]:
        """A connection, closed at the end.

        Raises:
            MailDelayed: the server isn't there.
        """
        client = aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            use_tls=self.use_tls,
            start_tls=self.start_tls,
            username=self.user,
            password=self.password,
            timeout=PATIENCE,
        )
        try:
            await client.connect()
        except (aiosmtplib.SMTPException, OSError) as error:
            client.close()
            raise MailDelayed(f"The mail server can't be used: {error}") from error
        try:
            yield MailSession(client)
        finally:
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.quit()
            client.close()


class MailSession:
    """An open connection."""

    def __init__(self, client: aiosmtplib.SMTP) -> None:
        self.client = client

    @property
    def is_open(self) -> bool:
        """Whether another message can go by it."""
        return self.client.is_connected

    async def send(self, mail: Mail) -> None:
        """Hands one message over.

        Raises:
            MailRefused: for good (5xx, or an address that none can have).
            MailDelayed: for now (4xx, or the connection broke).
        """
        try:
            await self.client.send_message(mail.written())
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise judged(error.recipients[0].code, str(error.recipients[0].message)) from error
        except aiosmtplib.SMTPResponseException as error:
            raise judged(error.code, error.message) from error
        except (ValueError, UnicodeError) as error:
            raise MailRefused(f"The message can't be written: {error}") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            self.client.close()
            raise MailDelayed(f"The connection broke: {error}") from error


def judged(code: int, text: str) -> MailFault:
    """What an answer of the server means."""
    kind = MailRefused if 500 <= code < 600 else MailDelayed
    return kind(f"{code} {text}")
