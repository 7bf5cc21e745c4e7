"""Tables of tenants and their members."""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned, one_of
from convite.core.machine import Transitions

OrganizationKind = Literal["personal", "business"]
OrganizationRole = Literal["owner", "admin", "manager", "client", "agent"]
#: The organization of what the server itself sends and logs before it is known for whom. No members.
SERVER = UUID("00000000-0000-7000-8000-000000000001")
MembershipStatus = Literal["invited", "active", "removed"]


class Organization(Keyed, Versioned, Base):
    """A tenant. Every user owns a personal one, so an individual host needs no set-up."""

    __tablename__ = "organizations"
    __table_args__ = (one_of("kind", OrganizationKind),)

    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="personal")
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    #: ISO 3166 alpha-2; used to parse local phone numbers.
    country: Mapped[str | None]
    currency: Mapped[str] = mapped_column(default="EUR")
    #: The language of its new events; their host's if null.
    locale: Mapped[str | None]
    #: Address and e-mail on invoices: see `ContactInfo`.
    contact_info: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    deleted_at: Mapped[datetime | None]


class OrganizationMember(Keyed, Versioned, Base):
    """A user's role in an organization."""

    __tablename__ = "organization_members"
    __table_args__ = (
        UniqueConstraint("organization_id", "user_id"),
        one_of("role", OrganizationRole),
        one_of("status", MembershipStatus),
        Index(
            "organization_members_invited",
            *("email_key", "organization_id"),
            unique=True,
            postgresql_where=text("status = 'invited'"),
        ),
    )

    TRANSITIONS: ClassVar[Transitions] = {
        "invited": frozenset({"active", "removed"}),
        "active": frozenset({"removed"}),
        "removed": frozenset({"active"}),
    }

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    #: Null until an invitation is accepted.
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    #: Where somebody without an account was invited, as typed and as it is compared.
    email: Mapped[str | None]
    email_key: Mapped[str | None]
    invited_by: Mapped[UUID | None]
    #: Until when the invitation can be accepted.
    expires_at: Mapped[datetime | None]
    role: Mapped[str]
    status: Mapped[str] = mapped_column(default="active")
