"""The protocol of message channels.

Senders only use this protocol and `gateways.registry`; a new channel is a module that implements it
and a line in the registry.

Fault
  ├─ Refused   permanent: this message can't be sent to this address
  │    ├─ UnusableTemplate   nobody gets it with this template until somebody acts
  │    └─ NoMailbox   no message can: the address doesn't exist
  ├─ Delayed   temporary: the provider is busy, unreachable, or asks to wait
  └─ Stopped   the provider takes nothing until somebody acts: a token was revoked, an account locked
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol


class Fault(Exception):
    """The message wasn't accepted. `code` is the provider's, if it gave one."""

    def __init__(self, detail: str, *, code: str = "") -> None:
        super().__init__(detail)
        self.code = code


class Refused(Fault):
    """A permanent failure."""


class UnusableTemplate(Refused):
    """The template was paused, disabled or deleted, or isn't approved in this language."""


class NoMailbox(Refused):
    """A permanent failure of every message to this address."""


class Delayed(Fault):
    """A temporary failure; `retry_after` is in seconds, if the provider gives it."""

    def __init__(self, detail: str, *, retry_after: float | None = None, code: str = "") -> None:
        super().__init__(detail, code=code)
        self.retry_after = retry_after


class Stopped(Fault):
    """The provider refuses every message until somebody fixes the account."""


class Forged(Exception):
    """A call that claims to be the provider's has no valid signature."""


class Unreadable(Exception):
    """A call of the provider has a form that isn't known; the text says what is wrong."""


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One message to one address."""

    to: str
    #: Channels without subjects leave it out.
    subject: str
    text: str
    locale: str
    #: The same for every try, so that providers and receivers can detect duplicates.
    key: str
    #: Our id of the message, which reports on it bring back.
    id: str = ""
    #: Of mails: the same as HTML, the sender's name, where answers go, and the link that ends them.
    html: str = ""
    sender_name: str = ""
    reply_to: str = ""
    unsubscribe: str = ""
    #: Where it comes back if it can't be delivered; empty for the sender's own address.
    return_path: str = ""
    #: Of mails: a calendar file (RFC 5545) that goes with it.
    calendar: str = ""
    #: Names the message in complaints, which come back to no address of its own.
    mark: str = ""
    #: Of WhatsApp messages by template.
    template: "SentTemplate | None" = None


@dataclass(frozen=True, kw_only=True)
class SentTemplate:
    """A template of the provider's account, and what fills it for one person."""

    name: str
    locale: str
    #: Placeholder → value, in order.
    values: Mapping[str, str]
    #: What each of its buttons carries back.
    payloads: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A message that a provider took."""

    #: The provider's id of the message.
    provider_id: str
    #: Its own id of the person, where it says one: replies may carry only that.
    person_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Call:
    """A provider's call to our webhook, as it came."""

    #: The public URL that was called, with its query: some signatures cover it.
    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A provider's later report on a message it accepted."""

    provider_id: str
    status: Literal["sent", "delivered", "read", "failed"]
    at: datetime
    #: Our id of the message, if the provider brings it back.
    message_id: str | None = None
    error: str | None = None
    code: str = ""


#: What somebody can send besides text.
MediaKind = Literal["image", "document", "audio", "video", "sticker"]


@dataclass(frozen=True, kw_only=True)
class Media:
    """A file that somebody sent, before it has been fetched."""

    #: The provider's id of it.
    key: str
    kind: MediaKind
    content_type: str
    #: As the sender named it; empty if they didn't.
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A message that somebody wrote to us."""

    provider_id: str
    at: datetime
    #: E.164; empty if the provider doesn't say it.
    phone: str
    #: The provider's own ids of the person.
    user_id: str = ""
    wa_id: str = ""
    name: str = ""
    text: str
    #: Of mails: the subject, and the whole text where `text` is only what is new in it.
    subject: str = ""
    whole: str = ""
    #: The provider's id of the message of ours that it replies to.
    reply_to: str = ""
    #: What a button of ours carries back.
    payload: str = ""
    media: Sequence[Media] = ()


@dataclass(frozen=True, kw_only=True)
class TemplateJudgment:
    """What a provider says of a template: that it is approved, rejected, paused or disabled."""

    name: str
    locale: str
    status: str
    reason: str


#: What a webhook call may say.
Report = Receipt | Incoming | TemplateJudgment


class Session(Protocol):
    """An open connection that sends several messages in turn."""

    @property
    def is_open(self) -> bool:
        """Whether it can send another message."""

    async def send(self, message: Outgoing) -> Accepted:
        """Sends a message.

        Raises:
            Refused: for good.
            Delayed: for now; the session may be closed then.
            Stopped: for now, and whatever else would be sent.
        """


class Channel(Protocol):
    """A way to reach people."""

    @property
    def name(self) -> str:
        """The value in `messages.channel` and in a guest's opt-outs: `email`, `sms`, `whatsapp`."""

    @property
    def is_configured(self) -> bool:
        """Whether a provider is configured; without one, messages go to the outbox page."""

    @property
    def connections(self) -> int:
        """How many sessions may be open at once."""

    @property
    def per_second(self) -> float | None:
        """Messages per second over all sessions; None means no limit."""

    def session(self) -> AbstractAsyncContextManager[Session]:
        """A connection, closed at the end.

        Raises:
            Delayed: the provider is unreachable.
        """

    def check(self, call: Call, /) -> None:
        """Checks that a webhook call is the provider's.

        Raises:
            Forged: its signature is missing or wrong.
        """

    def reports(self, body: bytes, /) -> Sequence[Report]:
        """What a checked webhook call says; kinds of events that aren't known say nothing.

        Raises:
            Unreadable: it isn't written in the provider's format.
        """
