"""The table of capacity pools."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed
from convite.core.problems import on_constraint

on_constraint(
    "capacity_pools_capacity_check",
    "capacity-taken",
    "More guests are already coming than this capacity allows.",
)


class CapacityPool(Keyed, Base):
    """Places of an event, or of a type of its tickets. Never oversold.

    Capacity (null means unlimited), taken and held.
    """

    __tablename__ = "capacity_pools"
    __table_args__ = (
        CheckConstraint("taken >= 0 AND held >= 0", name="counts"),
        CheckConstraint("waiting >= 0", name="waiting"),
        Index("capacity_pools_waiting", "event_id", postgresql_where=text("waiting > 0")),
        CheckConstraint("capacity IS NULL OR taken + held <= capacity", name="capacity"),
        CheckConstraint("num_nonnulls(event_id, ticket_type_id) = 1", name="owner"),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID | None] = mapped_column(ForeignKey("events.id"), unique=True)
    ticket_type_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("ticket_types.id", ondelete="CASCADE"), unique=True
    )
    capacity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0, server_default="0")
    held: Mapped[int] = mapped_column(default=0, server_default="0")
    #: Entries that wait for places.
    waiting: Mapped[int] = mapped_column(default=0, server_default="0")
