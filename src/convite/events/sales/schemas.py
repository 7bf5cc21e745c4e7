"""Schemas of the terms on which an event's tickets are sold."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema
from stdnum import iban
from stdnum.exceptions import ValidationError

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Output, Percent, whole_schema

#: Who bears the platform's fee: the organizer out of the price, or buyers on top of it.
FeeBearer = Literal["organizer", "buyer"]


class PolicyStep(BaseModel):
    """Until so many hours before the start, so many percent of the price come back."""

    model_config = ConfigDict(extra="forbid")

    hours_before: Annotated[int, Field(ge=0, le=24 * 365)]
    percent: Percent = Decimal(100)


class CancellationPolicy(BaseModel):
    """What buyers get back who cancel by themselves; nothing without steps.

    It is frozen with each order: what was agreed at the purchase stays.
    """

    model_config = ConfigDict(extra="forbid")

    steps: Annotated[list[PolicyStep], Field(max_length=10)] = []
    #: In the organizer's own words, shown before the purchase.
    text: Annotated[CleanText, Field(max_length=2000)] = ""
    #: Whether the platform's fee comes back as well.
    returns_fee: bool = True


def valid_iban(text: str) -> str:
    """An IBAN without spaces.

    Raises:
        ValueError: its check digits or length are wrong.
    """
    if not text:
        return ""
    try:
        return str(iban.validate(text))
    except ValidationError:
        english = "This isn't a valid IBAN. Check it digit by digit."
        raise WrongValue(FieldText(name="value.iban", english=english)) from None


#: A policy as stored; what isn't set is left out.
PolicyKept = Annotated[dict[str, Any], WithJsonSchema(whole_schema(CancellationPolicy))]
TaxNumber = Annotated[CleanText, Field(max_length=30)]


class PaymentSettings(BaseModel):
    """How orders can be paid without a provider."""

    model_config = ConfigDict(extra="forbid")

    #: The account for transfers; without it they aren't offered.
    iban: Annotated[CleanText, Field(max_length=42), AfterValidator(valid_iban)] = ""
    bic: Annotated[CleanText, Field(max_length=11)] = ""
    #: Whose account it is.
    bank_name: Annotated[CleanText, Field(max_length=70)] = ""
    #: Whether buyers can pay in cash at the door; their places are held until then.
    takes_cash: bool = False
    #: What else buyers have to know to pay.
    text: Annotated[CleanText, Field(max_length=1000)] = ""


class SaleFields(Input):
    """The terms of sale among an event's details."""

    tax_number: TaxNumber = ""
    tax_percent: Percent = Decimal(0)
    tax_included: bool = True
    cancellation_policy: CancellationPolicy = CancellationPolicy()


class SaleOut(Output):
    """The terms of sale among an event's details, as answered."""

    tax_number: str
    tax_percent: Percent
    tax_included: bool
    cancellation_policy: PolicyKept
