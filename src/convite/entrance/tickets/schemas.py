"""Schemas of tickets."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from convite.core.shapes import CleanText, Input, Output
from convite.entrance.tickets.rules import folded_tag


def tag_text(uid: str) -> str:
    """A tag's number, folded.

    Raises:
        ValueError: nothing is left of it.
    """
    folded = folded_tag(uid)
    if len(folded) < 4:
        raise ValueError("a tag has at least four letters or digits; scan it again")
    return folded


class TicketOut(Output):
    """A ticket. `qr` is the text for the door, shown to its owner and to who edits the guests."""

    id: UUID
    serial: str
    event_id: UUID
    attendee_id: UUID
    order_id: UUID | None = None
    name: str
    seat_number: str | None
    #: `used` once they came.
    status: Literal["valid", "used", "revoked"]
    reissue: int
    tag_uid: str | None = None
    qr: str | None = None


class TicketsOut(Output):
    """A party's tickets."""

    items: list[TicketOut]


class TagBody(Input):
    """The number of a tag, as the reader gives it; null takes it off."""

    tag_uid: Annotated[CleanText, Field(max_length=100), AfterValidator(tag_text)] | None
