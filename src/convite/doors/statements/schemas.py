"""Schemas of bank statements."""

from datetime import date, datetime
from uuid import UUID

from convite.core.shapes import Input, Output
from convite.doors.statements.models import TransferStatus


class StatementOut(Output):
    """What a loaded statement brought."""

    #: Transfers that weren't known yet, and those that were.
    transactions: int
    known: int
    #: Those whose reference and amount are an order's, those that nearly are, and the others.
    found: int
    near: int
    unmatched: int


class TransferOut(Output):
    """Money that came to the organization's bank account."""

    id: UUID
    booked_on: date
    amount: int
    currency: str
    text: str
    payer: str
    status: TransferStatus
    #: The order that it pays, or may pay.
    order_id: UUID | None
    payment_id: UUID | None
    created_at: datetime


class MatchBody(Input):
    """The order that a transfer pays."""

    order_id: UUID
