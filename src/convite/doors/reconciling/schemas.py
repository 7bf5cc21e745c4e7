"""Schemas of how payment providers are doing."""

from datetime import datetime
from uuid import UUID

from convite.core.shapes import Output
from convite.gateways.payments import Mode
from convite.people.paymentaccounts.models import Provider


class ProviderStatus(Output):
    """An account at a provider, as far as an event's team has to know."""

    account_id: UUID
    provider: Provider
    mode: Mode
    name: str
    is_active: bool
    #: When its last webhook came, and when it last said how a payment is.
    last_event_at: datetime | None
    last_answer_at: datetime | None
    #: What went wrong last; over if it answered since.
    last_error: str | None
    last_error_at: datetime | None
    #: Payments of the event that aren't paid yet, and refunds under way.
    waiting: int


class ProvidersStatus(Output):
    """The accounts at providers that an event's orders are paid with."""

    items: list[ProviderStatus]


class Reconciled(Output):
    """What asking the providers brought."""

    #: Payments that were asked about.
    asked: int
    #: How they are now.
    paid: int
    failed: int
    waiting: int
    #: Why some couldn't be asked about, in the providers' words; each text once.
    errors: list[str]
