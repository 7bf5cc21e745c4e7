"""The table of seating wishes."""

from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of
from convite.core.problems import on_constraint

on_constraint(
    "seating_wishes_event_id_invitation_id_other_invitation_id_key",
    "wish-known",
    "There's already a seating preference for these two parties. Remove it first.",
)

WishKind = Literal["together", "apart"]


class SeatingWish(Keyed, Base):
    """Two parties that want to sit close together, or never at the same table.

    The smaller invitation id comes first.
    """

    __tablename__ = "seating_wishes"
    __table_args__ = (
        UniqueConstraint("event_id", "invitation_id", "other_invitation_id"),
        one_of("kind", WishKind),
        CheckConstraint("invitation_id < other_invitation_id", name="order"),
        Index("seating_wishes_other_index", "other_invitation_id"),
    )

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    kind: Mapped[str]
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitations.id", ondelete="CASCADE"))
    other_invitation_id: Mapped[UUID] = mapped_column(
        ForeignKey("invitations.id", ondelete="CASCADE")
    )
