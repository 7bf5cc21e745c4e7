"""Schemas of orders."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, model_validator

from convite.core.language import Locale
from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Output, Percent
from convite.doors.orders.models import OrderStatus, SalesChannel
from convite.entrance.tickets.schemas import TicketOut
from convite.people.identity.schemas import Email
from convite.people.organizations.schemas import Country
from convite.room.tickettypes.schemas import Amount

#: Most tickets of one order, whatever its types allow.
MAX_TICKETS = 100

Name = Annotated[CleanText, Field(min_length=1, max_length=200)]
Line = Annotated[CleanText, Field(max_length=200)]


class PersonIn(Input):
    """Somebody who is admitted; without a name they are named later."""

    name: Annotated[CleanText, Field(max_length=200)] = ""
    email: Email | None = None


class OrderLineIn(Input):
    """How many of a type. `price` is for types whose buyers choose what they pay."""

    ticket_type_id: UUID
    quantity: Annotated[int, Field(ge=1, le=MAX_TICKETS, strict=True)] = 1
    price: Amount | None = None
    seat_ids: Annotated[list[UUID], Field(max_length=MAX_TICKETS)] = []
    attendees: Annotated[list[PersonIn], Field(max_length=MAX_TICKETS)] = []


class BuyerIn(Input):
    """Who orders. The tickets go to their e-mail; only at the team's desk it may be left out."""

    name: Name
    email: Email | None = None
    phone: Annotated[CleanText, Field(max_length=40)] | None = None


class Billing(Input):
    """To whom the invoice is addressed."""

    name: Line = ""
    company: Line = ""
    lines: Annotated[list[Line], Field(max_length=3)] = []
    postal_code: Annotated[CleanText, Field(max_length=20)] = ""
    city: Line = ""
    region: Line = ""
    country: Country | None = None
    #: The buyer's VAT or GST number.
    tax_number: Annotated[CleanText, Field(max_length=30)] = ""


class OrderCreate(Input):
    """An order of tickets for an event."""

    lines: Annotated[list[OrderLineIn], Field(min_length=1, max_length=50)]
    promo_code: Annotated[CleanText, Field(max_length=50)] | None = None
    buyer: BuyerIn
    hold_key: UUID | None = None
    answers: dict[str, Any] = {}
    billing: Annotated[Billing, Field(default_factory=Billing)]
    #: The language for the buyer's mails and pages; by default that of the request.
    locale: Locale | None = None
    #: What the event's team sells at its desk, or enters for a buyer, isn't the order of whoever types it.
    channel: SalesChannel = "online"

    @model_validator(mode="after")
    def fits(self) -> "OrderCreate":
        """Rejects more tickets than an order can have, and a seat that is chosen twice."""
        if sum(line.quantity for line in self.lines) > MAX_TICKETS:
            english = f"An order can have at most {MAX_TICKETS} tickets."
            raise WrongValue(
                FieldText(name="order.too-many", english=english, values={"most": MAX_TICKETS})
            )
        seats = [key for line in self.lines for key in line.seat_ids]
        if len(set(seats)) < len(seats):
            english = "Each seat can be chosen once."
            raise WrongValue(FieldText(name="order.seat-twice", english=english))
        return self


class OrderLineOut(Output):
    """A person's admission or an add-on, with its price."""

    id: UUID
    ticket_type_id: UUID
    admitted_by: UUID | None
    seat_id: UUID | None
    name: str
    email: str | None
    unit_price: int
    discount: int
    tax: int
    tax_percent: Percent
    amount: int
    refunded: int
    attendee_id: UUID | None
    canceled_at: datetime | None
    #: When its ticket was passed on to somebody else.
    transferred_at: datetime | None


class BuyerOut(Output):
    """Who ordered."""

    name: str
    email: str | None
    phone: str | None


class OrderOut(Output):
    """An order. total = subtotal − discount + tax; tax that is included adds nothing."""

    id: UUID
    event_id: UUID
    reference: str
    status: OrderStatus
    channel: SalesChannel
    buyer: BuyerOut
    user_id: UUID | None
    locale: Locale
    currency: str
    subtotal: int
    discount: int
    tax: int
    tax_included: bool
    platform_fee: int
    total: int
    refunded: int
    promo_code_id: UUID | None
    billing: dict[str, Any]
    answers: dict[str, Any]
    policy: dict[str, Any]
    #: Until when its places are held; null once it is paid or over.
    expires_at: datetime | None
    #: The database's clock, for the countdown.
    server_time: datetime
    created_at: datetime
    paid_at: datetime | None
    canceled_at: datetime | None
    cancel_reason: str | None
    lines: list[OrderLineOut]
    #: The tickets that were issued, with their QR texts for whoever has the order's secret.
    tickets: list[TicketOut]
    #: Opens the order without an account; only in the answer to who placed it.
    secret: str | None = None
    version: int


class OrderRow(Output):
    """An order in a list."""

    id: UUID
    event_id: UUID
    reference: str
    status: OrderStatus
    channel: SalesChannel
    buyer: BuyerOut
    currency: str
    total: int
    refunded: int
    #: People it admits and add-ons.
    items: int
    expires_at: datetime | None
    created_at: datetime
    paid_at: datetime | None
    canceled_at: datetime | None
    version: int
