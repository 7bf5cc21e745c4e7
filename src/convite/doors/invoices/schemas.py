"""Schemas of invoices."""

from datetime import date, datetime
from uuid import UUID

from convite.core.shapes import Output
from convite.doors.invoices.rules import DocumentKind


class TaxPartOut(Output):
    """A tax by its name on the document, such as CGST."""

    name: str
    percent: str
    tax: int


class TaxLineOut(Output):
    """All that is taxed at one rate; percents are decimal texts."""

    percent: str
    net: int
    tax: int
    parts: list[TaxPartOut]


class InvoiceOut(Output):
    """An issued document. Amounts of a credit note are what goes back, not negative."""

    id: UUID
    order_id: UUID
    event_id: UUID
    kind: DocumentKind
    number: str
    #: The refund of a credit note, or of the document that takes one back.
    refund_id: UUID | None
    #: The document that this one takes back.
    refers_to: UUID | None
    #: Whether no money moved.
    is_test: bool
    net: int
    tax: int
    total: int
    currency: str
    taxes: list[TaxLineOut]
    issued_on: date
    issued_at: datetime
