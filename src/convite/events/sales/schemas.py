"""Schemas of the terms on which an event's tickets are sold."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from convite.core.shapes import CleanText, Percent, whole_schema

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


#: A policy as stored; what isn't set is left out.
PolicyKept = Annotated[dict[str, Any], WithJsonSchema(whole_schema(CancellationPolicy))]
TaxNumber = Annotated[CleanText, Field(max_length=30)]
