"""The table of invitations."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.config import settings
from convite.core.db import Base, Keyed, Versioned, one_of
from convite.core.ids import hash_of, link_code, new_id, typed_code
from convite.core.problems import on_constraint

on_constraint(
    "invitations_party_key_living",
    "party-exists",
    "The event already has a party with this key.",
)

InvitationStatus = Literal["pending", "accepted", "declined", "partial", "attended"]
InvitationKind = Literal["group", "direct", "share_link"]


class Invitation(Keyed, Versioned, Base):
    """One party's invitation. Its status is derived from its guests.

    The codes aren't stored in plain text. They are looked up by hash, and derived as a keyed MAC of
    the invitation's id and reissue counter, so that they can be printed again.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        Index(
            "invitations_party_key_living",
            "event_id",
            "party_key",
            unique=True,
            postgresql_where=text("canceled_at IS NULL"),
        ),
        one_of("status", InvitationStatus),
        one_of("kind", InvitationKind),
        CheckConstraint("max_guests BETWEEN 1 AND 1000", name="max_guests"),
        Index("invitations_sort_key_index", "event_id", "sort_key", "id"),
        Index(
            "invitations_replaced_by_index",
            "replaced_by",
            postgresql_where=text("replaced_by IS NOT NULL"),
        ),
        Index(
            "invitations_shared_by_index",
            "shared_by",
            postgresql_where=text("shared_by IS NOT NULL"),
        ),
        Index(
            "invitations_invites_index",
            *("event_id", "created_at", "id"),
            postgresql_where=text("kind <> 'group' AND shared_by IS NULL"),
        ),
        {"postgresql_with": {"fillfactor": 85}},
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    kind: Mapped[str] = mapped_column(default="group", server_default="group")
    label: Mapped[str]
    sort_key: Mapped[str]
    created_by: Mapped[UUID | None]
    code_hash: Mapped[bytes] = mapped_column(BYTEA, unique=True)
    short_hash: Mapped[bytes] = mapped_column(BYTEA, unique=True)
    reissue: Mapped[int] = mapped_column(default=0, server_default="0")
    message: Mapped[str] = mapped_column(default="", server_default="")
    #: The party's message to the host.
    reply: Mapped[str] = mapped_column(default="", server_default="")
    locale: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="pending", server_default="pending")
    #: Named guests and plus-ones; for a share link, how many people can come by it.
    max_guests: Mapped[int]
    party_key: Mapped[str | None]
    import_id: Mapped[UUID | None]
    sent_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    responded_at: Mapped[datetime | None]
    #: The reply deadline; overrides the event's.
    expires_at: Mapped[datetime | None]
    canceled_at: Mapped[datetime | None]
    #: The party that everybody of this one was moved to; its link opens that one.
    replaced_by: Mapped[UUID | None] = mapped_column(ForeignKey("invitations.id"))
    #: The share link that the party came by.
    shared_by: Mapped[UUID | None] = mapped_column(ForeignKey("invitations.id"))

    @property
    def code(self) -> str:
        """The code in the link: 128 bits."""
        return code_of(self.id, self.reissue)

    @property
    def short_code(self) -> str:
        """The code for typing: 49 bits."""
        return typed_code(settings().secret, f"{self.id}:{self.reissue}")

    @property
    def url(self) -> str:
        """The RSVP page's URL."""
        return rsvp_url(self.code)


#: What tells parties from share links, which nobody is invited by name with: see `doors/invites`.
IS_PARTY = Invitation.kind != "share_link"


class InvitationPart(Keyed, Base):
    """A part of the event that the host chose for a party.

    A party without any is invited to all parts that are for all.
    """

    __tablename__ = "invitation_parts"
    __table_args__ = (
        UniqueConstraint("invitation_id", "part_id", name="invitation_parts_once"),
        Index("invitation_parts_part_index", "part_id"),
    )

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitations.id", ondelete="CASCADE"))
    part_id: Mapped[UUID] = mapped_column(ForeignKey("event_parts.id", ondelete="CASCADE"))


def parts_of_party(invitation: Invitation, part_ids: Iterable[UUID]) -> list[InvitationPart]:
    """The rows of the parts that a party is invited to."""
    return [
        InvitationPart(
            id=new_id(),
            organization_id=invitation.organization_id,
            event_id=invitation.event_id,
            invitation_id=invitation.id,
            part_id=key,
        )
        for key in part_ids
    ]


def code_of(invitation_id: UUID, reissue: int) -> str:
    """The code in an invitation's link."""
    return link_code(settings().secret, f"{invitation_id}:{reissue}")


def rsvp_url(code: str) -> str:
    """The URL of the RSVP page of a code."""
    return f"{settings().address}/r/{code}"


def code_hashes(invitation_id: UUID, reissue: int) -> tuple[bytes, bytes]:
    """The hashes by which the link code and the typed code are looked up."""
    typed = typed_code(settings().secret, f"{invitation_id}:{reissue}")
    return hash_of(code_of(invitation_id, reissue)), hash_of(typed)
