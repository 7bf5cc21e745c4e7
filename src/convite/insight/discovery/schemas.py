"""Schemas of finding public events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import AfterValidator, BaseModel

from convite.core.clock import now
from convite.core.config import settings
from convite.core.shapes import CleanText, Output
from convite.doors.eventpage.rules import page_address, picture_address
from convite.doors.orders.rules import Terms, shown_price
from convite.events.event.models import Approval
from convite.events.event.rules import text_in
from convite.events.files.models import File
from convite.events.files.schemas import PictureOut, picture_out
from convite.insight.discovery.rules import (
    FARTHEST_KM,
    Order,
    ReasonKind,
    km_of,
    known_date,
    known_place,
    known_price,
)
from convite.people.interests.models import Interest
from convite.people.interests.schemas import MOST, InterestName
from convite.room.tickettypes.rules import price_at

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
    #: What its cheapest ticket costs now, in minor units; null if it sells none.
    price: int | None
    currency: str | None
    #: The accent of its page, an OKLCH hue in degrees.
    accent_hue: int
    #: The first cover, if it has one.
    cover: PictureOut | None


class Reason(BaseModel):
    """Why an event is recommended, and how that is said to the reader."""

    kind: ReasonKind
    text: str


class RecommendedEvent(PublicEventItem):
    """An event that is recommended to the caller."""

    reason: Reason


def item_of(row: Any, figures: Any, known: Mapping[UUID, Interest], locale: str) -> PublicEventItem:
    """An event of the list; `figures` is None if it was taken away meanwhile."""
    tags = [known[key] for key in row["interests"] if key in known]
    return PublicEventItem(
        id=row["event_id"],
        slug=row["slug"],
        url=page_address(settings().address, row["slug"]),
        title=row["translations"].get(locale, {}).get("title") or row["title"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        timezone=row["timezone"],
        venue_text=row["venue_text"],
        distance_km=None if row["chord"] is None else round(km_of(row["chord"]), 2),
        mood=row["mood"],
        interests=[
            InterestTag(id=one.id, slug=one.slug, name=text_in(one, "name", locale))
            for one in tags
            if one.is_active
        ],
        host=Host(id=row["host_user_id"], name=(figures and figures["host_name"]) or ""),
        going_count=figures["going_count"] if figures else 0,
        capacity=row["capacity"],
        places_left=figures["places_left"] if figures else row["capacity"],
        approval=row["approval"],
        online=row["is_online"],
        price=None,
        currency=None,
        accent_hue=row["hue"],
        cover=cover_of(figures, row["slug"]) if figures else None,
    )


def priced(item: PublicEventItem, offers: Sequence[Any]) -> PublicEventItem:
    """The event with the price of its cheapest ticket, as its own page shows it."""
    if not offers:
        return item
    moment, fee = now(), settings().platform_fee_percent
    prices = []
    for row in offers:
        sold = Offer(row["price"], row["price_steps"])
        terms = Terms(tax_included=True, fee_percent=fee, fee_bearer=row["fee_bearer"])
        prices.append(shown_price(price_at(sold, moment, row["before"]), terms))
    return item.model_copy(update={"price": min(prices), "currency": offers[0]["currency"]})


@dataclass(frozen=True, slots=True)
class Offer:
    """A price of tickets with its steps, as `price_at` reads it."""

    price: int
    price_steps: Sequence[Mapping[str, Any]]


def cover_of(figures: Any, slug: str) -> PictureOut | None:
    """The first cover of an event, as its page serves it."""
    if figures["cover_id"] is None:
        return None
    file = File(
        id=figures["cover_id"], width=figures["cover_width"], height=figures["cover_height"]
    )
    file.variants = figures["cover_variants"]
    return picture_out(file, picture_address(slug, file.id))
