"""The table of events' pictures."""

from typing import Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of
from convite.core.problems import on_constraint

#: A cover, or one of the gallery.
ImageKind = Literal["cover", "gallery"]

on_constraint(
    "event_images_file_id_key",
    "image-twice",
    "The event already has this picture.",
    field="file_id",
)


class EventImage(Keyed, Base):
    """A picture of an event; the positions of each kind count from 0."""

    __tablename__ = "event_images"
    __table_args__ = (
        one_of("kind", ImageKind),
        Index("event_images_event_id_index", "event_id", "kind", "position"),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    file_id: Mapped[UUID] = mapped_column(ForeignKey("files.id"), unique=True)
    kind: Mapped[str]
    position: Mapped[int]
