"""Schemas of ticket types."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from convite.core.language import Locale
from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Moment, Output, Percent, not_null, partial
from convite.room.tickettypes.models import TicketKind, TicketMode
from convite.room.tickettypes.rules import SaleState

#: The largest price, in minor units: a thousand million with two digits.
MAX_PRICE = 100_000_000_000
Amount = Annotated[int, Field(ge=0, le=MAX_PRICE, strict=True)]


class PriceStep(BaseModel):
    """An earlier price: until a date, for the first so many tickets, or whichever ends first."""

    model_config = ConfigDict(extra="forbid")

    price: Amount
    until: Moment | None = None
    first: Annotated[int, Field(ge=1, le=1_000_000)] | None = None

    @model_validator(mode="after")
    def ends(self) -> "PriceStep":
        """Rejects a step that never ends, which would hide the price itself."""
        if self.until is None and self.first is None:
            english = "Say until when or for how many tickets this price is."
            raise WrongValue(FieldText(name="ticket.endless-step", english=english))
        return self


class TicketTexts(BaseModel):
    """A type's texts in another language."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[CleanText, Field(max_length=100)] = ""
    description: Annotated[CleanText, Field(max_length=1000)] = ""


class TicketTypeFields(Input):
    """A type of tickets. Amounts are minor units of the event's currency."""

    name: Annotated[CleanText, Field(min_length=1, max_length=100)]
    description: Annotated[CleanText, Field(max_length=1000)] = ""
    kind: TicketKind = "standard"
    mode: TicketMode = "in_person"
    price: Amount = 0
    is_free_price: bool = False
    price_steps: Annotated[list[PriceStep], Field(max_length=10)] = []
    is_addon: bool = False
    quota: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    sales_start: Moment | None = None
    sales_end: Moment | None = None
    min_per_order: Annotated[int, Field(ge=1, le=100)] = 1
    max_per_order: Annotated[int, Field(ge=1, le=100)] = 10
    admits: Annotated[int, Field(ge=1, le=100)] = 1
    seat_category: Annotated[CleanText, Field(min_length=1, max_length=100)] | None = None
    needs_names: bool = False
    is_hidden: bool = False
    is_on_sale: bool = True
    tax_percent: Percent | None = None
    position: Annotated[int, Field(ge=0, le=10_000)] = 0
    translations: dict[Locale, TicketTexts] = {}


class TicketTypeUpdate(partial(TicketTypeFields, "TicketTypeUpdateFields")):  # type: ignore[misc]
    """A partial ticket type."""

    filled = field_validator(
        *("name", "description", "kind", "mode", "price", "is_free_price", "price_steps"),
        *("is_addon", "min_per_order", "max_per_order", "admits", "needs_names", "is_hidden"),
        *("is_on_sale", "position", "translations"),
        mode="before",
    )(not_null)


class TicketTypeOut(Output):
    """A type of tickets, with how many of it are gone."""

    id: UUID
    event_id: UUID
    name: str
    description: str
    kind: TicketKind
    mode: TicketMode
    price: int
    #: What the next one costs.
    price_now: int
    is_free_price: bool
    price_steps: list[dict[str, Any]]
    is_addon: bool
    quota: int | None
    #: Sold ones, and those in orders that aren't paid yet.
    sold: int
    held: int
    sale_state: SaleState
    sales_start: datetime | None
    sales_end: datetime | None
    min_per_order: int
    max_per_order: int
    admits: int
    seat_category: str | None
    needs_names: bool
    is_hidden: bool
    is_on_sale: bool
    tax_percent: Percent | None
    position: int
    translations: dict[str, Any]
    version: int
