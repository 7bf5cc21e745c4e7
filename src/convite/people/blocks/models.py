"""The table of blocks."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Timed
from convite.core.problems import Invalid, on_constraint

on_constraint("blocks_oneself_check", "block-oneself", "You can't block yourself.", Invalid)


class Block(Timed, Base):
    """Somebody whom a user doesn't want to see. Only the user's own are visible to them."""

    __tablename__ = "blocks"
    __table_args__ = (CheckConstraint("user_id <> blocked_user_id", name="oneself"),)

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    blocked_user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
