"""Schemas of promo codes."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, field_validator

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Moment, Output, Percent, not_null, partial
from convite.doors.promo.rules import code_key
from convite.room.tickettypes.schemas import MAX_PRICE


def code_text(code: str) -> str:
    """Rejects a code of which nothing is left when it is compared.

    Raises:
        ValueError: it has no letter and no digit.
    """
    if not code_key(code):
        english = "A code has at least one letter or digit."
        raise WrongValue(FieldText(name="promo.empty", english=english))
    return code


def above_nothing(percent: Decimal) -> Decimal:
    """Rejects 0 percent.

    Raises:
        ValueError: it is 0.
    """
    if percent == 0:
        english = "Enter a number above 0, or leave it out."
        raise WrongValue(FieldText(name="promo.zero", english=english))
    return percent


class PromoCodeFields(Input):
    """A promo code: `percent` or `amount` off, or neither if it only shows hidden types."""

    code: Annotated[CleanText, Field(min_length=1, max_length=50), AfterValidator(code_text)]
    percent: Annotated[Percent, AfterValidator(above_nothing)] | None = None
    amount: Annotated[int, Field(ge=1, le=MAX_PRICE, strict=True)] | None = None
    quota: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    ticket_type_ids: Annotated[list[UUID], Field(max_length=100)] = []
    is_active: bool = True


class PromoCodeUpdate(partial(PromoCodeFields, "PromoCodeUpdateFields")):  # type: ignore[misc]
    """A partial promo code."""

    filled = field_validator("code", "ticket_type_ids", "is_active", mode="before")(not_null)


class PromoCodeOut(Output):
    """A promo code, and how often it was used."""

    id: UUID
    event_id: UUID
    code: str
    percent: Percent | None
    amount: int | None
    quota: int | None
    used: int
    starts_at: datetime | None
    ends_at: datetime | None
    ticket_type_ids: list[UUID]
    is_active: bool
    version: int
