"""Tables of webhooks."""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    SmallInteger,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned, one_of
from convite.core.machine import Transitions

EndpointStatus = Literal["enabled", "disabled"]
#: Why it is disabled: by somebody, because the receiver said 410, because nothing got through for days.
DisabledReason = Literal["paused", "gone", "failing"]
DeliveryStatus = Literal["queued", "sending", "delivered", "failed"]


class WebhookEndpoint(Keyed, Versioned, Base):
    """An address that is told of facts."""

    __tablename__ = "webhook_endpoints"
    __table_args__ = (
        one_of("status", EndpointStatus),
        one_of("disabled_reason", DisabledReason),
        Index("webhook_endpoints_organization_index", "organization_id", "created_at", "id"),
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "enabled": frozenset({"disabled"}),
        "disabled": frozenset({"enabled"}),
    }

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    url: Mapped[str]
    description: Mapped[str] = mapped_column(default="", server_default="")
    #: Actions of the log.
    facts: Mapped[list[str]] = mapped_column(ARRAY(Text))
    status: Mapped[str] = mapped_column(default="enabled", server_default="enabled")
    disabled_reason: Mapped[str | None]
    #: Facts since then are sent.
    enabled_at: Mapped[datetime] = mapped_column(server_default=func.now())
    #: Encrypted; the one before signs too until it ends.
    secret: Mapped[bytes] = mapped_column(BYTEA)
    previous_secret: Mapped[bytes | None] = mapped_column(BYTEA)
    previous_until: Mapped[datetime | None]
    #: Since when nothing got through, and how many tries in a row.
    failing_since: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0, server_default="0")
    #: Nothing is sent before; a receiver that fails isn't hurried.
    rest_until: Mapped[datetime | None]
    last_delivered_at: Mapped[datetime | None]


class WebhookDelivery(Keyed, Base):
    """One fact for one endpoint; its id is the same for every try."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        UniqueConstraint("endpoint_id", "fact_id"),
        one_of("status", DeliveryStatus),
        Index(
            "webhook_deliveries_due",
            *("endpoint_id", "organization_id", "priority", "run_after", "id"),
            postgresql_where=text("status = 'queued'"),
        ),
        Index(
            "webhook_deliveries_sending",
            "lease_until",
            postgresql_where=text("status = 'sending'"),
        ),
        Index("webhook_deliveries_newest", "endpoint_id", "created_at", "id"),
        Index("webhook_deliveries_age", "created_at"),
        {"postgresql_with": {"autovacuum_vacuum_scale_factor": 0.01}},
    )

    organization_id: Mapped[UUID]
    endpoint_id: Mapped[UUID] = mapped_column(
        ForeignKey("webhook_endpoints.id", ondelete="CASCADE")
    )
    #: The row of the log; null for a test.
    fact_id: Mapped[UUID | None]
    type: Mapped[str]
    #: What is sent, byte for byte.
    payload: Mapped[str]
    status: Mapped[str] = mapped_column(default="queued", server_default="queued")
    priority: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    run_after: Mapped[datetime] = mapped_column(server_default=func.now())
    #: The last try.
    give_up_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    starts: Mapped[int] = mapped_column(default=0, server_default="0")
    worker: Mapped[UUID | None]
    lease_until: Mapped[datetime | None]
    error: Mapped[str | None]
    answer_status: Mapped[int | None]
    #: The beginning of the receiver's last answer.
    answer: Mapped[str] = mapped_column(default="", server_default="")
    #: The last tries: `at`, `seconds`, `status`, `error`.
    attempts: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    delivered_at: Mapped[datetime | None]


class WebhookCursor(Base):
    """How far a stream of the log was read for webhooks."""

    __tablename__ = "webhook_cursors"

    stream_id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID] = mapped_column(index=True)
    position: Mapped[int] = mapped_column(BigInteger)
