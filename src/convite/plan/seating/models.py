"""Tables of plans and seats."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned, one_of
from convite.core.ids import new_id
from convite.core.problems import on_constraint

on_constraint(
    "seats_event_id_seat_number_key",
    "seat-number-taken",
    "The event already has a seat with this number.",
)
on_constraint(
    "seats_event_id_guid_key", "seat-guid-taken", "Another seat in the plan already has this guid."
)
on_constraint(
    "seats_attendee", "already-seated", "This guest already has another seat. Free it first."
)


def new_guid() -> str:
    """Generates a guid for a seat that has none."""
    return str(new_id())


#: Status of a seat on the map.
SeatState = Literal["free", "held", "assigned", "blocked"]
#: Status of a seat after it was freed.
FreedState = Literal["free", "blocked"]
CategoryKind = Literal["regular", "vip", "reserved"]


class SeatingPlan(Keyed, Versioned, Base):
    """An event's plan: the geometry around the seats."""

    __tablename__ = "seating_plans"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"), unique=True)
    name: Mapped[str] = mapped_column(default="Plan")
    #: Everything but the seats: size, background, zones, rows, tables, areas.
    drawing: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")


class PlanCategory(Keyed, Base):
    """A category of seats on a plan. Only organizers can pick `reserved` seats."""

    __tablename__ = "plan_categories"
    __table_args__ = (
        UniqueConstraint("plan_id", "name"),
        one_of("kind", CategoryKind),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("seating_plans.id"))
    name: Mapped[str]
    color: Mapped[str]
    pattern: Mapped[str] = mapped_column(default="plain", server_default="plain")
    kind: Mapped[str] = mapped_column(default="regular", server_default="regular")


class Seat(Keyed, Base):
    """One seat, with at most one holder and at most one attendee.

    It is free if it has no attendee, isn't blocked, and has no active hold. Columns that a hold
    changes aren't indexed, so that taking a hold is a HOT update in place (the fillfactor leaves
    room for it).
    """

    __tablename__ = "seats"
    __table_args__ = (
        # checked at the end of a statement, so that one statement can reorder seats or swap labels
        UniqueConstraint("event_id", "seat_number", deferrable=True, initially="IMMEDIATE"),
        UniqueConstraint("event_id", "place", deferrable=True, initially="IMMEDIATE"),
        UniqueConstraint("event_id", "guid", deferrable=True, initially="IMMEDIATE"),
        Index(
            "seats_attendee",
            "attendee_id",
            unique=True,
            postgresql_where=text("attendee_id IS NOT NULL"),
        ),
        CheckConstraint("(reservation_id IS NULL) = (held_until IS NULL)", name="hold"),
        CheckConstraint("(reservation_id IS NULL) = (held_by IS NULL)", name="holder"),
        CheckConstraint("attendee_id IS NULL OR reservation_id IS NULL", name="one_claim"),
        CheckConstraint("attendee_id IS NULL OR NOT blocked", name="blocked"),
        CheckConstraint("house_until IS NULL OR house IS NOT NULL", name="house"),
        Index("seats_house_due", "house_until", postgresql_where=text("house_until IS NOT NULL")),
        {"postgresql_with": {"fillfactor": 70}},
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("seating_plans.id"))
    #: Identifies the seat in drawings. Survives changes of the label.
    guid: Mapped[str] = mapped_column(default=new_guid)
    #: Index in the plan's fixed order, from 0.
    place: Mapped[int]
    #: Full label, unique within the event: `A12`, `Table-5 Seat-3`.
    seat_number: Mapped[str]
    table_number: Mapped[str | None]
    row: Mapped[str | None]
    #: Id of its row or table in the drawing.
    line: Mapped[str | None]
    #: The label within its row: `12` of `A12`.
    number: Mapped[str | None]
    category: Mapped[str] = mapped_column(default="regular", server_default="regular")
    x: Mapped[float]
    y: Mapped[float]
    accessible: Mapped[bool] = mapped_column(default=False, server_default="false")
    #: For someone accompanying a guest on an accessible seat.
    companion: Mapped[bool] = mapped_column(default=False, server_default="false")
    blocked: Mapped[bool] = mapped_column(default=False, server_default="false")
    blocked_reason: Mapped[str | None]
    #: Who the host keeps it for, and until when. Guests can't pick it; the team assigns it.
    house: Mapped[str | None]
    house_until: Mapped[datetime | None]
    #: Extra fields from a drawing program (radius, start_direction, uuid), kept for export.
    drawn: Mapped[dict[str, Any] | None]
    attendee_id: Mapped[UUID | None] = mapped_column(ForeignKey("attendees.id"))
    reservation_id: Mapped[UUID | None]

    #: The user or invitation that holds it.
    held_by: Mapped[UUID | None]
    held_until: Mapped[datetime | None]
