"""The table of message templates."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned, one_of
from convite.people.guests.models import Channel

#: What WhatsApp's account says of a template.
ProviderStatus = Literal["pending", "approved", "rejected", "paused", "disabled"]
Category = Literal["utility", "marketing"]


class MessageTemplate(Keyed, Versioned, Base):
    """A text with placeholders, in one language."""

    __tablename__ = "message_templates"
    __table_args__ = (
        one_of("channel", Channel),
        one_of("category", Category),
        one_of("provider_status", ProviderStatus),
        Index("message_templates_organization_index", "organization_id", "created_at", "id"),
        # WhatsApp's account is the server's: no two organizations have the same template there
        Index(
            "message_templates_provider",
            *("provider_name", "locale"),
            unique=True,
            postgresql_where=text("provider_name IS NOT NULL"),
        ),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    name: Mapped[str]
    channel: Mapped[str]
    #: As WhatsApp writes it for its templates, e.g. `en` or `es_MX`.
    locale: Mapped[str]
    subject: Mapped[str] = mapped_column(default="", server_default="")
    body: Mapped[str]
    #: Placeholder → what stands for it unless the message says otherwise.
    variables: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    #: Whether two buttons below a WhatsApp template answer the invitation.
    has_buttons: Mapped[bool] = mapped_column(default=False, server_default="false")
    #: What it is to WhatsApp, which charges by it.
    category: Mapped[str] = mapped_column(default="utility", server_default="utility")
    #: Its name, id, status, and the reason for the status in WhatsApp's account.
    provider_name: Mapped[str | None]
    provider_id: Mapped[str | None]
    provider_status: Mapped[str | None]
    provider_reason: Mapped[str | None]
    provider_changed_at: Mapped[datetime | None]
