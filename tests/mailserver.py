"""A mail server on loopback that behaves as badly as it is told to."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Behaving:
    """What it answers, and what it took."""

    #: Address and try → the answer to RCPT; None takes it.
    refuse: Callable[[str, int], str | None] = lambda _address, _number: None
    #: Which message (counted from 1) breaks the connection instead of being taken.
    drop: Callable[[int], bool] = lambda _number: False
    #: Which address breaks it, and how many seconds one waits.
    breaks: Callable[[str], bool] = lambda _address: False
    wait: Callable[[str], float] = lambda _address: 0
    taken: list[EmailMessage] = field(default_factory=list)
    #: Where each that was taken comes back to.
    senders: list[str] = field(default_factory=list)
    tries: dict[str, int] = field(default_factory=dict)
    seen: int = 0

    async def handle_RCPT(  # noqa: N802 (the library's name)
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        self.tries[address] = self.tries.get(address, 0) + 1
        await asyncio.sleep(self.wait(address))
        if self.breaks(address):
            server.transport.abort()
            return "421 gone"
        answer = self.refuse(address, self.tries[address])
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 (the library's name)
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.seen += 1
        if self.drop(self.seen):
            server.transport.abort()
            return "421 gone"
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        self.senders.append(envelope.mail_from or "")
        return "250 taken"


@contextmanager
def mail_server(behaving: Behaving, port: int = 0) -> Iterator[str]:
    """Serves until the end; gives the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", port))
        port = free.getsockname()[1]
    controller = Controller(behaving, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop(no_assert=True)
