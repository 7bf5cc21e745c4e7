"""Facts of invoices, in the event's stream."""

from uuid import UUID

from convite.core.log import Fact


class InvoiceIssued(Fact, frozen=True, kw_only=True):
    """An invoice, a receipt or a credit note got its number."""

    action = "invoice_issued"
    object_type = "invoice"
    channels = ("events/{event_id}/operations",)
    invoice_id: UUID
    order_id: UUID
    kind: str
    number: str
    total: int
    currency: str
