"""Schemas of paying."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, model_validator

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Output
from convite.doors.payments.models import ProviderName
from convite.gateways.payments import Mode
from convite.people.organizations.schemas import Currency
from convite.room.tickettypes.schemas import MAX_PRICE


class PayBody(Input):
    """How the buyer wants to pay: one of the event's ways."""

    provider: ProviderName


class PayOut(Output):
    """What the buyer does next: follow `redirect_url`, or `instructions`."""

    payment_id: UUID
    provider: ProviderName
    mode: Mode
    client_secret: str | None
    redirect_url: str | None
    #: For payments by hand: `name`, `iban`, `bic`, `reference`, `text`, `amount`, `currency`.
    instructions: dict[str, Any] | None
    #: What the provider's own script on a page needs.
    client: dict[str, Any]


class ConfirmBody(Input):
    """How a payment went: `outcome` of a test payment, else what the team received."""

    outcome: Literal["paid", "failed"] | None = None
    amount: Annotated[int, Field(ge=1, le=MAX_PRICE, strict=True)] | None = None
    currency: Currency | None = None
    reference: Annotated[CleanText, Field(max_length=200)] = ""

    @model_validator(mode="after")
    def one_of_both(self) -> "ConfirmBody":
        """Rejects an amount without a currency, and neither of both."""
        if (self.outcome is None) == (self.amount is None) or (self.amount is None) != (
            self.currency is None
        ):
            english = "Send either outcome, or amount and currency."
            raise WrongValue(FieldText(name="payment.either", english=english))
        return self


class WayToPay(Output):
    """A way in which an event's orders can be paid."""

    provider: ProviderName
    mode: Mode


class WaysToPay(Output):
    """The ways in which an event's orders can be paid."""

    items: list[WayToPay]
    #: Whether no money moves: no provider has been set up.
    is_test: bool
