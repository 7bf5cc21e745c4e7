"""Schemas of tickets."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Output
from convite.entrance.tickets.rules import TicketStatus, folded_tag


def tag_text(uid: str) -> str:
    """Normalizes a tag's number.

    Raises:
        ValueError: nothing is left of it.
    """
    folded = folded_tag(uid)
    if len(folded) < 4:
        english = "A tag has at least four letters or digits; scan it again."
        raise WrongValue(FieldText(name="value.tag", english=english))
    return folded


class TicketOut(Output):
    """A ticket. `qr` is shown to its owner and to editors of guests."""

    id: UUID
    serial: str
    event_id: UUID
    attendee_id: UUID
    order_id: UUID | None = None
    name: str
    seat_number: str | None
    #: `used` after check-in.
    status: TicketStatus
    reissue: int
    tag_uid: str | None = None
    qr: str | None = None
    #: The address of its page, which is a key to it; shown where `qr` is.
    url: str | None = None


class TicketsOut(Output):
    """The tickets of a party."""

    items: list[TicketOut]


class TagBody(Input):
    """A tag's number as the reader gives it; null removes the tag."""

    tag_uid: Annotated[CleanText, Field(max_length=100), AfterValidator(tag_text)] | None
