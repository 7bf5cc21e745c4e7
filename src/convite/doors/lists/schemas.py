"""Filters, orders and saved views of an event's guest list."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Query
from pydantic import ConfigDict, Field, field_validator

from convite.core.shapes import CleanText, Input, Moment, Output, not_null, partial
from convite.room.attendees.models import Attendance, Delivery, Door

#: Replies that a list can be filtered by, in the words of each API.
FilterStatus = Literal[
    "pending", "going", "declined", "waitlisted", "canceled", "invited", "confirmed", "accepted",
]  # fmt: skip
#: How far what was sent to them came; `not_reached`: not sent, bounced or failed.
FilterDelivery = Literal[Delivery, "not_reached"]
#: A column to sort by, with a minus for the reverse order.
Sort = Literal[
    "name", "party", "status", "side", "seat", "attendance", "replied", "added", "company", "email",
    "-name", "-party", "-status", "-side", "-seat", "-attendance", "-replied", "-added", "-company",
    "-email",
]  # fmt: skip

#: Words of one line.
Line = Annotated[str | None, Query(max_length=200)]


@dataclass(frozen=True, kw_only=True)
class ListFilters:
    """Which people a list shows; every filter that is set must apply. Removed people only by status."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    #: Words that each must stand in the name, e-mail, phone or company.
    q: Line = None
    status: FilterStatus | None = None
    attendance: Attendance | None = None
    door: Door | None = None
    side: Annotated[str | None, Query(max_length=100)] = None
    delivery: FilterDelivery | None = None
    tag: Annotated[str | None, Query(max_length=60)] = None
    added_by: UUID | None = None
    #: The members of one party.
    invitation_id: UUID | None = None
    has_email: bool | None = None
    has_phone: bool | None = None
    #: Whether a letter could reach them: a street, or a town with its postal code.
    has_address: bool | None = None
    #: People with a seat; or those without who are coming or haven't replied.
    has_seat: bool | None = None
    #: Whether they have replied.
    has_answer: bool | None = None
    #: Those who replied at that time or later.
    answered_since: Moment | None = None
    is_child: bool | None = None
    #: Those invited to this part of the event.
    part: UUID | None = None
    #: Those with this answer for `part`, or for any part.
    part_status: FilterStatus | None = None
    #: Those who came to this part of the event, whether or not they left again.
    came: UUID | None = None
    #: Those who answered this question, or answered it with `answer`.
    question_id: UUID | None = None
    answer: Line = None


#: What a view shows beside its filters.
MAX_COLUMNS = 130


class ViewQuery(Input):
    """Filters, order and columns of a view."""

    filters: ListFilters = ListFilters()
    sort: Sort = "name"
    #: Ids of columns in their order; empty means the usual ones. A question's column is its id.
    columns: Annotated[
        list[Annotated[CleanText, Field(min_length=1, max_length=60)]],
        Field(max_length=MAX_COLUMNS),
    ] = []


class ViewFields(Input):
    """A named view; a shared one is seen by the whole team."""

    name: Annotated[CleanText, Field(min_length=1, max_length=60)]
    query: ViewQuery = ViewQuery()
    is_shared: bool = False


class ViewUpdate(partial(ViewFields, "ViewUpdateFields")):  # type: ignore[misc]
    """A partial view."""

    filled = field_validator("name", "query", "is_shared", mode="before")(not_null)


class ViewOut(Output):
    """A saved view."""

    id: UUID
    name: str
    #: As saved: only the filters that are set.
    query: dict[str, Any]
    is_shared: bool
    #: Whether the caller saved it, and may change it.
    is_own: bool
    version: int
