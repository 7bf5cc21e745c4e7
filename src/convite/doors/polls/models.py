"""The tables of date polls."""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import BYTEA, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.config import settings
from convite.core.db import Base, Keyed, Versioned, one_of
from convite.core.ids import link_code
from convite.core.machine import Transitions
from convite.core.problems import Invalid, on_constraint

on_constraint("date_polls_event_id_key", "poll-exists", "This event has a date poll already.")
on_constraint(
    "date_poll_options_ends_check", "ends-before-start", "The end is before the start.", Invalid
)

#: Open, over by its deadline with nothing chosen, or closed with a date.
PollStatus = Literal["open", "ended", "closed"]
Choice = Literal["yes", "if_need_be", "no"]

MAX_OPTIONS = 20
MIN_OPTIONS = 2
MAX_ANSWERS = 2_000
MAX_NAME = 80


class DatePoll(Keyed, Versioned, Base):
    """The poll of an event. Its version grows with the host's changes, not with answers."""

    __tablename__ = "date_polls"
    __table_args__ = (
        UniqueConstraint("event_id"),
        UniqueConstraint("code_hash"),
        one_of("status", PollStatus),
        Index("date_polls_due", "closes_at", postgresql_where=text("status = 'open'")),
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "open": frozenset({"ended", "closed"}),
        "ended": frozenset({"open", "closed"}),
        "closed": frozenset({"open"}),
    }

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    code_hash: Mapped[bytes] = mapped_column(BYTEA)
    status: Mapped[str] = mapped_column(default="open", server_default="open")
    #: Whether those who answer see each other's names, and not only how many can come.
    names_shown: Mapped[bool] = mapped_column(default=False, server_default="false")
    #: When it ends by itself.
    closes_at: Mapped[datetime | None]

    @property
    def code(self) -> str:
        """The code in its link."""
        return poll_code(self.id)

    @property
    def url(self) -> str:
        """The page on which anybody with the link answers."""
        return f"{settings().address}/p/{self.code}"


def poll_code(poll_id: UUID) -> str:
    """The code in a poll's link: 128 bits."""
    return link_code(settings().secret, f"date-poll:{poll_id}")


class DatePollOption(Keyed, Base):
    """A time at which the event could be."""

    __tablename__ = "date_poll_options"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name="ends"),
        Index("date_poll_options_list", "poll_id", "starts_at", "id"),
        Index(
            "date_poll_options_chosen", "poll_id", unique=True, postgresql_where=text("is_chosen")
        ),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    poll_id: Mapped[UUID] = mapped_column(ForeignKey("date_polls.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    #: Whether the poll was closed with it.
    is_chosen: Mapped[bool] = mapped_column(default=False, server_default="false")


class DatePollAnswer(Keyed, Base):
    """When a party, or somebody with the link, can come."""

    __tablename__ = "date_poll_answers"
    __table_args__ = (
        CheckConstraint("(invitation_id IS NULL) <> (secret_hash IS NULL)", name="who"),
        Index(
            "date_poll_answers_party",
            "poll_id",
            "invitation_id",
            unique=True,
            postgresql_where=text("invitation_id IS NOT NULL"),
        ),
        Index(
            "date_poll_answers_secret",
            "poll_id",
            "secret_hash",
            unique=True,
            postgresql_where=text("secret_hash IS NOT NULL"),
        ),
        Index(
            "date_poll_answers_invitation_index",
            "invitation_id",
            postgresql_where=text("invitation_id IS NOT NULL"),
        ),
        Index(
            "date_poll_answers_user_index",
            "user_id",
            postgresql_where=text("user_id IS NOT NULL"),
        ),
        Index("date_poll_answers_list", "poll_id", "created_at", "id"),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    poll_id: Mapped[UUID] = mapped_column(ForeignKey("date_polls.id", ondelete="CASCADE"))
    invitation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("invitations.id", ondelete="CASCADE")
    )
    #: SHA-256 of the secret of somebody without an invitation.
    secret_hash: Mapped[bytes | None] = mapped_column(BYTEA)
    #: The account with which somebody without an invitation was logged in.
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str]
    #: Where somebody without an invitation is told of the date, if they want.
    email: Mapped[str | None]
    locale: Mapped[str]
    #: By the ids of options.
    choices: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
