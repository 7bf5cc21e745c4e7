"""The table of gates."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned
from convite.core.problems import on_constraint

on_constraint(
    "gates_name_key", "gate-taken", "This event already has a gate with that name.", field="name"
)


class Gate(Keyed, Versioned, Base):
    """One entrance."""

    __tablename__ = "gates"
    __table_args__ = (Index("gates_name_key", "event_id", text("lower(name)"), unique=True),)

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    #: Ids of the plan's zones whose guests use this gate; empty means everyone.
    zones: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
