"""The tables of an organization's address book."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned, one_of
from convite.core.problems import on_constraint
from convite.people.guests.rules import full_name

on_constraint(
    "guests_email_key_living",
    "duplicate-email",
    "Another guest already has this e-mail. Leave it empty if this guest is contacted through them.",
)

#: How a guest can be reached.
Channel = Literal["email", "sms", "whatsapp"]
ContactKind = Literal["phone", "email", "whatsapp"]


class Guest(Keyed, Versioned, Base):
    """A person in the address book. A shared phone is fine, a shared e-mail isn't."""

    __tablename__ = "guests"
    __table_args__ = (
        Index("guests_email_key_index", "email_key", postgresql_where=text("deleted_at IS NULL")),
        Index("guests_user_id_index", "user_id", postgresql_where=text("user_id IS NOT NULL")),
        Index(
            "guests_email_key_living",
            "organization_id",
            "email_key",
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index("guests_phone_index", "organization_id", "phone"),
        Index(
            "guests_phone_end_index",
            text("right(phone, 8)"),
            postgresql_where=text("deleted_at IS NULL AND phone IS NOT NULL"),
        ),
        Index("guests_sort_key_index", "organization_id", "sort_key", "id"),
        Index("guests_added_index", "organization_id", "created_at", "id"),
        Index("guests_company_index", "organization_id", "company", "sort_key", "id"),
        Index(
            "guests_email_index",
            "organization_id",
            text("coalesce(email_key, '')"),
            "sort_key",
            "id",
        ),
        Index("guests_trigrams_index", "trigrams", postgresql_using="gin"),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    first_name: Mapped[str]
    last_name: Mapped[str] = mapped_column(default="", server_default="")
    email: Mapped[str | None]
    email_key: Mapped[str | None]
    phone: Mapped[str | None]
    company: Mapped[str] = mapped_column(default="", server_default="")
    notes: Mapped[str] = mapped_column(default="", server_default="")
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
    #: `lines`, `postal_code`, `city`, `region`, `country`; only what is known.
    address: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    is_child: Mapped[bool] = mapped_column(default=False, server_default="false")
    locale: Mapped[str | None]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    reached_through: Mapped[UUID | None] = mapped_column(ForeignKey("guests.id"))
    opt_outs: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    #: `address`, `kind`, `text` and `at`: why an e-mail address of theirs takes no mail.
    blocked_email: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    #: False for a companion not yet named.
    is_listed: Mapped[bool] = mapped_column(default=True, server_default="true")
    import_id: Mapped[UUID | None]
    #: Last name first, folded; lists are sorted by it.
    sort_key: Mapped[str]
    #: Name, e-mail, phone and company, folded; used for search.
    search_key: Mapped[str] = mapped_column(deferred=True)
    trigrams: Mapped[list[str]] = mapped_column(
        ARRAY(Text), default=list, server_default="{}", deferred=True
    )
    deleted_at: Mapped[datetime | None]
    #: Somebody who stays on past lists without a name.
    erased_at: Mapped[datetime | None]

    @property
    def name(self) -> str:
        """First and last name."""
        return full_name(self.first_name, self.last_name)

    @property
    def email_fault(self) -> dict[str, Any] | None:
        """Why their present e-mail takes no mail; None if it does, as far as is known."""
        blocked = self.blocked_email
        if blocked is None or blocked["address"].lower() != (self.email or "").lower():
            return None
        return blocked


class GuestContact(Keyed, Base):
    """A further number or address of a guest; the preferred ones are on the guest."""

    __tablename__ = "guest_contacts"
    __table_args__ = (
        one_of("kind", ContactKind),
        Index("guest_contacts_value_key", "guest_id", "kind", "value", unique=True),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    guest_id: Mapped[UUID] = mapped_column(ForeignKey("guests.id"))
    kind: Mapped[str]
    value: Mapped[str]
    is_preferred: Mapped[bool] = mapped_column(default=False, server_default="false")
    #: False for what an import couldn't read: kept as written until somebody corrects it.
    is_readable: Mapped[bool] = mapped_column(default=True, server_default="true")
