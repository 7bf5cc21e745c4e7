"""The tables of invoices and of their numbers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, one_of
from convite.core.ids import new_id
from convite.doors.invoices.rules import DocumentKind


class Invoice(Base):
    """An issued document, in minor units, as it was on that day. Rows are only ever added.

    Amounts of a credit note are what goes back, not negative. A document with a refund that is no credit
    note takes one back.
    """

    __tablename__ = "invoices"
    __table_args__ = (
        one_of("kind", DocumentKind),
        CheckConstraint("char_length(number) <= 16 AND position > 0", name="number"),
        CheckConstraint("net + tax = total AND total > 0 AND tax >= 0", name="amounts"),
        CheckConstraint("kind <> 'credit_note' OR refund_id IS NOT NULL", name="refund"),
        CheckConstraint("(refund_id IS NULL) = (refers_to IS NULL)", name="refers_to"),
        UniqueConstraint(
            "organization_id", "series", "fiscal_year", "position", name="invoices_number_key"
        ),
        Index(
            "invoices_order_key",
            "order_id",
            unique=True,
            postgresql_where=text("refund_id IS NULL"),
        ),
        Index(
            "invoices_refund_key",
            *("refund_id", text("(kind = 'credit_note')")),
            unique=True,
            postgresql_where=text("refund_id IS NOT NULL"),
        ),
        Index("invoices_order_list", "order_id", "id"),
        Index("invoices_list", "organization_id", "issued_on", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    refund_id: Mapped[UUID | None] = mapped_column(ForeignKey("refunds.id"))
    #: The document that it takes back.
    refers_to: Mapped[UUID | None] = mapped_column(ForeignKey("invoices.id"))
    kind: Mapped[str]
    number: Mapped[str]
    series: Mapped[str]
    fiscal_year: Mapped[str]
    #: The position in its series, from 1, without gaps.
    position: Mapped[int]
    #: Whether no money moved; such documents have series of their own.
    is_test: Mapped[bool]
    seller: Mapped[dict[str, Any]] = mapped_column(JSONB)
    buyer: Mapped[dict[str, Any]] = mapped_column(JSONB)
    #: See `rules.Draft`.
    details: Mapped[dict[str, Any]] = mapped_column(JSONB)
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    taxes: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    net: Mapped[int] = mapped_column(BigInteger)
    tax: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
    locale: Mapped[str]
    #: The date on the document, where the event is.
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class InvoiceSeries(Base):
    """The last number of a series in a year. Its row is locked until the document is committed."""

    __tablename__ = "invoice_series"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"), primary_key=True)
    series: Mapped[str] = mapped_column(primary_key=True)
    fiscal_year: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]
