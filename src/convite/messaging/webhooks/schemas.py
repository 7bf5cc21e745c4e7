"""Schemas of webhooks."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field, field_validator

from convite.core.config import settings
from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Output, not_null, partial
from convite.gateways.addresses import UrlFault, fault_of
from convite.messaging.webhooks.models import DeliveryStatus, DisabledReason, EndpointStatus
from convite.messaging.webhooks.rules import OFFERED, WebhookFact

FAULTS: dict[UrlFault, FieldText] = {
    "long": FieldText(name="webhook.url-long", english="The address is too long."),
    "form": FieldText(
        name="webhook.url-form",
        english="Enter a complete address, such as https://example.com/webhooks.",
    ),
    "scheme": FieldText(name="webhook.url-scheme", english="The address must start with https://."),
    "login": FieldText(
        name="webhook.url-login",
        english="The address can't contain a user name or password. Check the signature instead.",
    ),
    "host": FieldText(
        name="webhook.url-host",
        english="The address must be on the internet, not inside a network.",
    ),
}


def callable_url(url: str) -> str:
    """Rejects an address that can't be called."""
    fault = fault_of(url, loopback=settings().calls_loopback)
    if fault:
        raise WrongValue(FAULTS[fault])
    return url


def some(facts: list[WebhookFact]) -> list[WebhookFact]:
    """Each fact once, in the order of the catalogue; at least one."""
    if not facts:
        raise WrongValue(FieldText(name="webhook.facts", english="Choose what to send."))
    return [one for one in OFFERED if one in set(facts)]


class WebhookFields(Input):
    """Where to send what."""

    url: Annotated[CleanText, AfterValidator(callable_url)]
    facts: Annotated[list[WebhookFact], Field(max_length=200), AfterValidator(some)]
    description: Annotated[CleanText, Field(max_length=200)] = ""


class WebhookUpdate(partial(WebhookFields, "WebhookUpdateFields")):  # type: ignore[misc]
    """The fields to change; `is_enabled: false` pauses it."""

    is_enabled: bool | None = None
    filled = field_validator("url", "facts", "description", "is_enabled", mode="before")(not_null)


class WebhookOut(Output):
    """An endpoint, and how it is."""

    id: UUID
    organization_id: UUID
    url: str
    description: str
    facts: list[WebhookFact]
    status: EndpointStatus
    disabled_reason: DisabledReason | None
    #: Until when the secret before the last rotation signs too.
    previous_until: datetime | None
    #: Since when nothing got through; null while it works.
    failing_since: datetime | None
    last_delivered_at: datetime | None
    version: int
    created_at: datetime


class WebhookSecret(WebhookOut):
    """An endpoint with its secret, which is shown only now."""

    secret: str


class WebhookAttempt(Output):
    """One try: how long it took, and the answer's status or why there was none."""

    at: datetime
    seconds: float
    status: int | None
    error: str | None


class DeliverySummary(Output):
    """A delivery as it is listed. Its id is the `webhook-id` of every try."""

    id: UUID
    endpoint_id: UUID
    type: str
    status: DeliveryStatus
    tries: int
    answer_status: int | None
    error: str | None
    #: When it is tried next, while it is queued.
    next_try_at: datetime | None
    delivered_at: datetime | None
    created_at: datetime


class DeliveryOut(DeliverySummary):
    """A delivery with what was sent, the last answer's beginning and the last tries."""

    url: str
    payload: dict[str, Any]
    answer: str
    attempts: list[WebhookAttempt]
