"""The tables of merges: what each changed and moved, kept so that it can be undone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed


class Merge(Keyed, Base):
    """One merge of one or many pairs of guests; that of a task has the task's id."""

    __tablename__ = "merges"
    __table_args__ = (Index("merges_created_at_index", "created_at"),)

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    undone_at: Mapped[datetime | None]


class MergedPair(Keyed, Base):
    """One pair that was merged."""

    __tablename__ = "merged_pairs"
    __table_args__ = (
        Index("merged_pairs_place_key", "merge_id", "place", unique=True),
        Index("merged_pairs_keep_index", "keep"),
    )

    organization_id: Mapped[UUID]
    merge_id: Mapped[UUID] = mapped_column(ForeignKey("merges.id", ondelete="CASCADE"))
    #: Its place among the pairs that were asked for; they are undone from the last to the first.
    place: Mapped[int]
    #: The two guests.
    keep: Mapped[UUID]
    remove: Mapped[UUID]
    #: Details of the kept guest, each before and after.
    changed: Mapped[dict[str, Any]] = mapped_column(JSONB)
    #: What the tables of `core.parts` say about what they moved, by table.
    moved: Mapped[dict[str, Any]] = mapped_column(JSONB)
    #: Attendees of the removed guest who were taken off the list of an event that both were on.
    taken_off: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), default=list, server_default="{}")
    undone_at: Mapped[datetime | None]
    #: Details that the undo left as they are, since somebody had changed them.
    changed_since: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
