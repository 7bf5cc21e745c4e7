"""Invoices, receipts and credit notes: numbered without gaps, never changed once they are issued.

Tables `invoices` and `invoice_series`. Their PDF is `doors.invoicepapers`, the bookkeeper's export
`doors.bookkeeping`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        # a document names its buyer for as long as tax law has it kept (GDPR, article 17 (3) b)
        "invoices": Table(not_cloned="a copy starts without guests"),
        "invoice_series": Table(),
    }
)
