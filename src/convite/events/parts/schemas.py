"""Schemas of an event's parts."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, field_validator

from convite.core.language import Locale
from convite.core.shapes import CleanText, Input, Moment, Output, not_null, partial

PartTitle = Annotated[CleanText, Field(min_length=1, max_length=120)]


class PartTranslation(Input):
    """A part's texts in another language."""

    title: PartTitle


class PartFields(Input):
    """A part of an event. `for_all` invites every party for which nobody chose parts."""

    title: PartTitle
    starts_at: Moment
    ends_at: Moment | None = None
    venue_text: Annotated[CleanText, Field(max_length=500)] = ""
    capacity: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    for_all: bool = True
    position: Annotated[int, Field(ge=0, le=10_000)] = 0
    translations: dict[Locale, PartTranslation] = {}


class PartUpdate(partial(PartFields, "PartUpdateFields")):  # type: ignore[misc]
    """A partial part."""

    filled = field_validator(
        "title", "starts_at", "venue_text", "for_all", "position", "translations", mode="before"
    )(not_null)


class PartOut(Output):
    """A part of an event; `taken` is how many people come to it."""

    id: UUID
    event_id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime | None
    venue_text: str
    capacity: int | None
    taken: int
    for_all: bool
    position: int
    translations: dict[str, Any]
    version: int


class PartForGuest(Output):
    """A part as guests see it."""

    id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime | None
    venue_text: str
