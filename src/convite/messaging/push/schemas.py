"""Schemas of push subscriptions."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from convite.core.base64url import from_base64url
from convite.core.config import settings
from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Output
from convite.gateways.addresses import fault_of
from convite.gateways.push import public_key_in

NOT_OURS = FieldText(
    name="push.endpoint", english="This isn't the address of a push service on the internet."
)
NO_KEY = FieldText(name="push.key", english="This isn't a key that a browser makes.")


def pushable(url: str) -> str:
    """Rejects an address that can't be called."""
    if fault_of(url, loopback=settings().calls_loopback):
        raise WrongValue(NOT_OURS)
    return url


def public_key(text: str) -> str:
    """Rejects what is no public key of P-256."""
    try:
        public_key_in(text)
    except ValueError:
        raise WrongValue(NO_KEY) from None
    return text


def secret(text: str) -> str:
    """Rejects what isn't 16 bytes in base64url."""
    try:
        is_whole = len(from_base64url(text)) == 16
    except ValueError:
        is_whole = False
    if not is_whole:
        raise WrongValue(NO_KEY)
    return text


Endpoint = Annotated[CleanText, Field(max_length=2000), AfterValidator(pushable)]


class PushKeys(Input):
    """What a browser's messages are encrypted with."""

    p256dh: Annotated[str, Field(max_length=100), AfterValidator(public_key)]
    auth: Annotated[str, Field(max_length=30), AfterValidator(secret)]


class PushSubscriptionNew(Input):
    """A browser's `PushSubscription`, as its `toJSON()` writes it."""

    endpoint: Endpoint
    keys: PushKeys
    #: In milliseconds since 1970. Push services end subscriptions themselves, so it isn't kept.
    expiration_time: Annotated[float | None, Field(alias="expirationTime")] = None


class PushSubscriptionGone(Input):
    """A subscription to be ended; its keys may be sent as well."""

    endpoint: Annotated[CleanText, Field(min_length=1, max_length=2000)]
    keys: dict[str, str] | None = None
    expiration_time: Annotated[float | None, Field(alias="expirationTime")] = None


class PushSubscriptionOut(Output):
    """A browser that is told of notifications."""

    id: UUID
    endpoint: str
    #: What its push service last said no to; empty if it took the last message.
    last_error: str
    created_at: datetime
    updated_at: datetime


class PushSubscriptionsOut(Output):
    """The browsers that are told of the caller's notifications, and what others subscribe with."""

    #: The server's public key in base64url, `applicationServerKey` of `PushManager.subscribe()`.
    public_key: str
    items: list[PushSubscriptionOut]
