"""The table of erased people."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed


class Erasure(Keyed, Base):
    """One erased person, with the ids by which their traces are found."""

    __tablename__ = "erasures"
    __table_args__ = (
        Index("erasures_unfinished", "created_at", postgresql_where=text("finished_at IS NULL")),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"), index=True)
    #: The user or API key that erased them.
    erased_by: Mapped[UUID | None]
    #: The guest, and those who were merged into them.
    guests: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    attendees: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    #: The invitations that only they were on.
    parties: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    #: The invitations that others are on as well.
    shared: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    #: The events whose list they were on.
    events: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    #: What they answered with, where it may be the id of an attachment.
    files: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    #: Their name, e-mails and phones as patterns, until nothing of them is left.
    words: Mapped[list[str]] = mapped_column(ARRAY(Text))
    #: The words of their names, as patterns, by which texts of their parties are searched; as long.
    names: Mapped[list[str]] = mapped_column(ARRAY(Text))
    #: Keyed hashes of their e-mails and phones; an import skips rows that have one.
    hashes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    finished_at: Mapped[datetime | None]
