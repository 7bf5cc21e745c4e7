"""Signatures, payloads, and when to try again. Pure functions.

Headers and signatures are those of https://www.standardwebhooks.com.
"""

import hmac
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from gettext import NullTranslations
from typing import Any, Literal, get_args
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from convite.messaging.delivery.rules import RenderedText, lines, render_text

WebhookFact = Literal[
    "event_created",
    "event_updated",
    "event_published",
    "event_canceled",
    "event_reopened",
    "event_completed",
    "event_deleted",
    "event_restored",
    "part_added",
    "part_changed",
    "part_removed",
    "questions_changed",
    "guest_added",
    "guest_changed",
    "guest_removed",
    "guests_merged",
    "guests_unmerged",
    "guest_erased",
    "attendee_added",
    "attendee_updated",
    "list_changed",
    "invitation_created",
    "invitation_updated",
    "invitation_sent",
    "invitation_opened",
    "invitation_canceled",
    "invitation_restored",
    "invitation_deleted",
    "guest_responded",
    "party_answered",
    "seat_assigned",
    "seat_freed",
    "seat_updated",
    "guest_checked_in",
    "guest_checked_out",
    "ticket_reissued",
    "message_received",
    "message_answered",
    "broadcast_started",
    "broadcast_sent",
    "reminder_sent",
]
#: What may be chosen: actions of the log that mean something outside.
OFFERED: tuple[WebhookFact, ...] = get_args(WebhookFact)
#: The type of a test.
TEST = "test"

PREFIX = "whsec_"
SECRET_BYTES = 32
#: How long a replaced secret still signs.
OVERLAP = timedelta(hours=24)

#: How long a delivery is tried, and how long an endpoint that only fails stays enabled.
PATIENCE = timedelta(days=3)
#: Seconds before the next try, by failures so far; the last value repeats.
PAUSES = (5, 30, 120, 600, 3600, 4 * 3600, 12 * 3600)
#: How long a receiver may ask to wait, in seconds.
LONGEST_WAIT = 12 * 3600
#: How long an endpoint rests after failures in a row, in seconds.
LONGEST_REST = 60

#: Of a receiver's answer, bytes that are kept.
KEPT_ANSWER = 1024
KEPT_ATTEMPTS = 30

#: Free texts of facts, which a receiver gets no more than what is personal.
FREE_TEXTS = frozenset({"reason"})


def new_signing_secret() -> str:
    """A new secret, in the form that libraries of receivers take."""
    return PREFIX + b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signature(secret: str, key: str, timestamp: int, payload: bytes) -> str:
    """The signature of one try.

    Example:
        >>> secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        >>> signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
        'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    signed = f"{key}.{timestamp}.".encode() + payload
    digest = hmac.digest(b64decode(secret.removeprefix(PREFIX)), signed, "sha256")
    return f"v1,{b64encode(digest).decode()}"


def headers_of(
    key: UUID, payload: bytes, *, at: datetime, keys: Sequence[str]
) -> Mapping[str, str]:
    """The headers of a try at a time; signed by every secret that counts."""
    timestamp = int(at.timestamp())
    signed = [signature(secret, str(key), timestamp, payload) for secret in keys]
    return {
        "content-type": "application/json",
        "webhook-id": str(key),
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signed),
    }


def payload_of(kind: str, at: datetime, values: Mapping[str, Any]) -> str:
    """The body of a delivery."""
    moment = at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    shown = {"type": kind, "timestamp": moment, "data": values}
    return msgspec.json.encode(shown, enc_hook=str).decode()


def values_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row of the log tells outside: who and what by their ids, and what changed.

    The log keeps personal values apart from its rows, so that they can be erased; here they are never read.
    """
    told = msgspec.json.decode(row["data"])
    changes = msgspec.json.decode(row["changes"])
    return {
        **{name: value for name, value in told.items() if name not in FREE_TEXTS},
        "organization_id": row["organization_id"],
        "event_id": row["event_id"],
        "object_type": row["object_type"],
        "object_id": row["object_id"],
        "changes": {
            name: {"before": before, "after": after} for name, (before, after) in changes.items()
        },
    }


def seal(key: bytes) -> AESGCM:
    """What secrets are encrypted with, derived from the server key for this purpose."""
    return AESGCM(hmac.digest(key, b"webhook-secrets", "sha256"))


def sealed(key: bytes, secret: str) -> bytes:
    """Encrypts a secret for storage."""
    nonce = secrets.token_bytes(12)
    return nonce + seal(key).encrypt(nonce, secret.encode(), None)


def unsealed(key: bytes, kept: bytes) -> str:
    """Decrypts a stored secret.

    Raises:
        cryptography.exceptions.InvalidTag: the server key has changed since.
    """
    return seal(key).decrypt(kept[:12], kept[12:], None).decode()


def asked_pause(header: str | None, at: datetime) -> float:
    """How many seconds a receiver asks to wait by Retry-After, within bounds; 0 if it doesn't.

    Example:
        >>> asked_pause("120", datetime(2027, 1, 1, tzinfo=UTC)), asked_pause("soon", datetime.now(UTC))
        (120.0, 0.0)
    """
    seconds = 0.0
    if header and header.isascii() and header.isdigit():
        seconds = float(header[:9])
    elif header:
        try:
            until = parsedate_to_datetime(header)
        except ValueError:
            return 0.0
        # a date without a zone is in UTC, as HTTP dates are
        seconds = (until.replace(tzinfo=until.tzinfo or UTC) - at).total_seconds()
    return min(max(seconds, 0.0), LONGEST_WAIT)


def next_try(
    tries: int, *, at: datetime, give_up_at: datetime, asked: float = 0
) -> datetime | None:
    """When a delivery is tried again after `tries` earlier failures and one now; None if never.

    The last try is when it would be given up, so that its receiver has the whole time.
    """
    if at >= give_up_at:
        return None
    pause = max(PAUSES[min(tries, len(PAUSES) - 1)], asked)
    return min(at + timedelta(seconds=pause), give_up_at)


def rest_of(failures: int) -> float:
    """How many seconds an endpoint rests after so many failures in a row."""
    return float(min(2 ** min(failures, 10), LONGEST_REST))


def disabled_text(
    words: NullTranslations, *, name: str, host: str, why: str, url: str
) -> RenderedText:
    """The mail about an endpoint that was disabled."""
    say, known = words.gettext, {"name": name, "host": host}
    gone = say("%(host)s answered that it no longer takes webhooks (410).")
    failing = say("Nothing has got through to %(host)s for three days.")
    return render_text(
        say("Webhook turned off: %(host)s") % known,
        [
            say("Hello %(name)s,") % known,
            (gone if why == "gone" else failing) % known,
            say("Nothing more is sent there until somebody turns the webhook on again."),
            lines(say("See what went wrong and turn it on:"), url),
        ],
        [url],
    )
