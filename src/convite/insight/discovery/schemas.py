"""Schemas of finding public events."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import AfterValidator, BaseModel

from convite.core.shapes import CleanText, Output
from convite.events.event.models import Approval
from convite.insight.discovery.rules import (
    FARTHEST_KM,
    Order,
    ReasonKind,
    known_date,
    known_place,
    known_price,
)
from convite.people.interests.schemas import MOST, InterestName

Words = Annotated[CleanText, Query(max_length=200)]
Place = Annotated[str, Query(max_length=60), AfterValidator(known_place)]
DayOrMoment = Annotated[str, AfterValidator(known_date)]


@dataclass(frozen=True, kw_only=True)
class DiscoverQuery:
    """What is searched for.

    `from` and `to` are days as they are at the event, or times with an offset. `near` without a `radius`
    means 50 km around.
    """

    #: Slugs or ids; an event has one of them at least.
    interest: Annotated[list[InterestName] | None, Query(max_length=MOST)] = None
    mood: Words | None = None
    #: `latitude,longitude`
    near: Place | None = None
    #: In kilometers.
    radius: Annotated[float | None, Query(gt=0, le=FARTHEST_KM, allow_inf_nan=False)] = None
    since: Annotated[DayOrMoment | None, Query(alias="from", max_length=40)] = None
    until: Annotated[DayOrMoment | None, Query(alias="to", max_length=40)] = None
    #: `free`, `paid`, or two amounts in minor units such as `0-2500`.
    price: Annotated[str | None, Query(max_length=30), AfterValidator(known_price)] = None
    q: Words | None = None
    online: bool | None = None
    sort: Order = "start"


class Host(BaseModel):
    """Who hosts an event; the name is empty if the account is gone."""

    id: UUID
    name: str


class InterestTag(BaseModel):
    """What an event is about, in the reader's language."""

    id: UUID
    slug: str
    name: str


class PublicEventItem(Output):
    """An event that anybody may find."""

    id: UUID
    slug: str
    #: The address of its page.
    url: str
    title: str
    starts_at: datetime
    ends_at: datetime | None
    timezone: str
    venue_text: str
    #: From `near`; null without it, or if the event has no position.
    distance_km: float | None
    mood: str
    interests: list[InterestTag]
    host: Host
    going_count: int
    capacity: int | None
    #: Places that nobody has or holds; null if it has no limit.
    places_left: int | None
    approval: Approval
    #: Whether it can be followed online.
    online: bool
    #: The accent of its page, an OKLCH hue in degrees.
    accent_hue: int
    cover: None = None


class Reason(BaseModel):
    """Why an event is recommended, and how that is said to the reader."""

    kind: ReasonKind
    text: str


class RecommendedEvent(PublicEventItem):
    """An event that is recommended to the caller."""

    reason: Reason
