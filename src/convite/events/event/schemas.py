"""Schemas of events."""

import re
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from convite.core.clock import is_zone
from convite.core.field_texts import EMAIL
from convite.core.language import Locale
from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import (
    CleanText,
    Input,
    Moment,
    in_reach,
    not_null,
    partial,
    whole_schema,
)
from convite.events.event.models import Approval, EventStatus, SeatSelection, Visibility
from convite.events.sales.schemas import FeeBearer, PaymentSettings, SaleFields, SaleOut
from convite.people.identity.models import Gender
from convite.people.identity.schemas import NO_ZONE, Email, Zone
from convite.people.interests.schemas import InterestNames
from convite.people.organizations.schemas import Country, Currency

ALIASES = {
    "name": "title",
    "start_datetime": "starts_at",
    "end_datetime": "ends_at",
    "location": "venue_text",
    "gst_number": "tax_number",
    "gst_percent": "tax_percent",
}


def take_other_names(values: Any) -> Any:
    """Accepts field names used by clients of older systems."""
    if not isinstance(values, dict):
        return values
    taken = {ALIASES.get(name, name): value for name, value in values.items()}
    date = taken.pop("event_date", None) or taken.pop("date", None)
    start, duration = taken.pop("start_time", None), taken.pop("duration", None)
    if date and "starts_at" not in taken:
        taken["starts_at"] = from_wall(date, start, taken.get("timezone"))
    if (
        duration is not None
        and "ends_at" not in taken
        and isinstance(taken.get("starts_at"), datetime)
    ):
        taken["ends_at"] = taken["starts_at"] + timedelta(minutes=whole_minutes(duration))
    return taken


def whole_minutes(duration: Any) -> int:
    """A duration in minutes."""
    if not isinstance(duration, int) or not 0 < duration <= 60 * 24 * 60:
        english = "The duration must be a whole number of minutes."
        raise WrongValue(FieldText(name="event.duration", english=english))
    return duration


def from_wall(date: Any, start: Any, zone: Any) -> datetime:
    """Converts a local date and time to a moment; the zone must be valid."""
    try:
        moment = datetime.fromisoformat(
            f"{date}T{start or '00:00'}" if "T" not in str(date) else str(date)
        )
    except ValueError:
        english = "Write date and start_time as 2027-05-01 and 18:00."
        raise WrongValue(FieldText(name="event.wall-time", english=english)) from None
    if moment.tzinfo is None:
        if not is_zone(str(zone or "UTC")):
            raise WrongValue(NO_ZONE)
        moment = moment.replace(tzinfo=ZoneInfo(str(zone or "UTC")))
    return in_reach(moment)


#: Whom parties may bring along beyond those named on their invitation: nobody, as many as their
#: invitation has places for, or the same with a name for each.
PlusOneRule = Literal["none", "number", "named"]


Waitlist = Literal["automatic", "by_hand", "off"]

EMAILS: TypeAdapter[str] = TypeAdapter(Email)
WEB: TypeAdapter[HttpUrl] = TypeAdapter(HttpUrl)
#: A host's name, or an address in digits.
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")


def one_line(value: str) -> str:
    """Rejects line breaks, with which a name could pass for further headers of a mail."""
    if len(value.splitlines()) > 1:
        english = "A name has one line."
        raise WrongValue(FieldText(name="value.one-line-name", english=english))
    return value


def empty_or_email(value: str) -> str:
    """Rejects what is neither empty nor an address."""
    try:
        return EMAILS.validate_python(value) if value else ""
    except ValidationError:
        raise WrongValue(EMAIL) from None


def empty_or_web(value: str) -> str:
    """Rejects what is neither empty nor an address on the web."""
    try:
        return str(WEB.validate_python(value)) if value else ""
    except ValidationError:
        english = "Write a web address that begins with https://."
        raise WrongValue(FieldText(name="value.web", english=english)) from None


def site(value: str) -> str:
    """A site's scheme and host, as pages are embedded in: nothing that a policy could misread.

    Example:
        >>> site("https://Club.example/events?year=2027")
        'https://club.example'
    """
    parts = urlsplit(empty_or_web(value))
    host = parts.hostname or ""
    if not HOST.fullmatch(host):
        english = "Write the site's address, such as https://club.example."
        raise WrongValue(FieldText(name="value.site", english=english))
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}"


Site = Annotated[str, Field(max_length=200), AfterValidator(site)]


class Faq(BaseModel):
    """A question that people have before they come, and its answer."""

    model_config = ConfigDict(extra="forbid")

    question: Annotated[CleanText, Field(min_length=1, max_length=200)]
    answer: Annotated[CleanText, Field(min_length=1, max_length=2000)]


Moderation = Literal["before", "after"]


class PageSettings(BaseModel):
    """What stands on the event's own page beside its details."""

    model_config = ConfigDict(extra="forbid")

    #: Whether it names those who come and let everybody see it.
    shows_people: bool = True
    faq: Annotated[list[Faq], Field(max_length=20)] = []
    #: A registry, a list of wishes or a collection, and what its link says.
    gift_url: Annotated[CleanText, Field(max_length=2000), AfterValidator(empty_or_web)] = ""
    gift_text: Annotated[CleanText, Field(max_length=200), AfterValidator(one_line)] = ""
    #: The sites that may show the page inside one of theirs.
    embed_on: Annotated[
        list[Annotated[str, Field(max_length=200), AfterValidator(site)]], Field(max_length=10)
    ] = []
    #: Whether whoever comes writes comments on the event's wall and puts photos there.
    comments: bool = False
    photos: bool = False
    #: Whether the team looks at what guests put there before or after the others see it.
    wall_moderation: Moderation = "before"

    @property
    def has_wall(self) -> bool:
        """Whether the host has turned a wall on."""
        return self.comments or self.photos


Pattern = Literal["petals", "dots", "waves", "stripes", "plain"]
TitleFont = Literal["serif", "sans"]


class EventSettings(BaseModel):
    """Event settings beyond the event's columns."""

    model_config = ConfigDict(extra="forbid")

    #: Most seats one invitation can hold at once.
    seats_per_holder: int = Field(default=12, ge=1, le=100)
    #: What happens when a guest's choice would leave a single seat between two taken ones.
    orphan_rule: Literal["off", "warn", "refuse"] = "warn"
    #: Whether a guest can extend a hold once.
    hold_extension: bool = True
    #: Whether guests see other guests' names on the seat map.
    guests_see_names: bool = False
    #: The page's accent, an OKLCH hue in degrees.
    accent_hue: int = Field(default=350, ge=0, le=360)
    #: What covers the top of its pages where no picture does.
    pattern: Pattern = "petals"
    #: The typeface of its titles.
    title_font: TitleFont = "serif"
    #: Quiet hours ("HH:MM", local time) without reminders; off if either is empty.
    quiet_from: str = Field(default="", pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")
    quiet_until: str = Field(default="", pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")
    #: Contact shown to guests after the deadline.
    contact: str = Field(default="", max_length=200)
    #: Who mails to guests come from, and where answers go; the host if they are empty.
    mail_from_name: Annotated[CleanText, Field(max_length=100), AfterValidator(one_line)] = ""
    reply_to: Annotated[CleanText, Field(max_length=254), AfterValidator(empty_or_email)] = ""
    plus_ones: PlusOneRule = "named"
    #: Whether whoever asks to join needs a picture in their profile. By default where the host accepts
    #: each.
    needs_picture: bool | None = None
    #: How old whoever asks to join must be on the day of the event, and may be; in years.
    min_age: int | None = Field(default=None, ge=0, le=120)
    max_age: int | None = Field(default=None, ge=0, le=120)
    #: Most places that one request to join can be for.
    places_per_request: int = Field(default=4, ge=1, le=50)
    #: Whether freed places are offered to those who wait: by itself, by the host, or nobody can wait. By
    #: default by itself at open events, else by the host.
    waitlist: Waitlist | None = None
    #: Whether smaller parties are offered places that are too few for those before them.
    waitlist_passes_over: bool = True
    #: How long an offer lasts at the most; less when the event is soon.
    offer_minutes: int = Field(default=720, ge=5, le=10_080)
    #: Whether guests are only told the date: their invitation follows, and nobody can reply before.
    save_the_date: bool = False
    #: Until when guests can bring somebody along; until they can no longer reply if it is null.
    plus_ones_until: Moment | None = None
    #: With fewer people than this the event is canceled by itself, and people are told.
    min_people: int | None = Field(default=None, ge=1, le=1_000_000)
    #: When that is looked at; a day before the start if it is null, or the start is before it.
    min_people_by: Moment | None = None
    fee_bearer: FeeBearer = "organizer"
    #: Until then buyers who cancel get all back, whatever the policy: after a change of date, say.
    full_refund_until: Moment | None = None
    payment: PaymentSettings = PaymentSettings()
    #: Whether whoever has a ticket can pass it on to somebody else, and until when: until the start if it
    #: is null.
    tickets_transferable: bool = True
    transfer_until: Moment | None = None
    #: What holders of tickets are to know, as their tickets say it.
    house_rules: Annotated[CleanText, Field(max_length=2000)] = ""
    page: PageSettings = PageSettings()


#: Settings as sent; unset ones are omitted and have their defaults.
SettingsKept = Annotated[dict[str, Any], WithJsonSchema(whole_schema(EventSettings))]


def settings_in_force(
    organization: dict[str, Any] | None, event: dict[str, Any] | None
) -> EventSettings:
    """The settings in force: the event's, else the organization's, else the default."""
    known = EventSettings.model_fields
    merged = {
        name: value
        for source in (organization or {}, event or {})
        for name, value in source.items()
        if name in known
    }
    return EventSettings(**merged)


class EventFields(SaleFields):
    """An event's details."""

    title: Annotated[CleanText, Field(min_length=1, max_length=200)]
    description: Annotated[CleanText, Field(max_length=10_000)] = ""
    #: The language for guests who haven't chosen one; by default the host's.
    locale: Locale | None = None
    mood: Annotated[CleanText, Field(max_length=200)] = ""
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    timezone: Zone = "UTC"
    venue_text: Annotated[CleanText, Field(max_length=500)] = ""
    #: Where it is, in degrees: both or neither.
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    #: What it is about: ids or slugs of interests.
    interests: InterestNames = []
    country: Country | None = None
    online_url: HttpUrl | None = None
    visibility: Visibility = "private"
    approval: Approval = "invite_only"
    capacity: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    allow_plus_one: bool = False
    allowed_genders: list[Gender] = []
    rsvp_deadline: Moment | None = None
    currency: Currency = "EUR"
    seat_selection: SeatSelection = "guest"
    hold_seconds: Annotated[int, Field(ge=60, le=1800)] = 300
    settings: EventSettings = EventSettings()

    @model_validator(mode="before")
    @classmethod
    def other_names(cls, values: Any) -> Any:
        """Accepts the older names as well."""
        return take_other_names(values)


class EventCreate(EventFields):
    """A new event, as a draft."""

    organization_id: UUID | None = None


class EventUpdate(partial(EventFields, "EventUpdateFields")):  # type: ignore[misc]
    """A partial event. `archived` puts it away, or back on the list, whatever its status."""

    archived: bool = False

    @model_validator(mode="before")
    @classmethod
    def other_names(cls, values: Any) -> Any:
        """Accepts the older names as well."""
        return take_other_names(values)

    filled = field_validator(
        "title", "timezone", "seat_selection", "hold_seconds", "settings", "archived", mode="before"
    )(not_null)


class Cancel(Input):
    """The reason for canceling, shown to guests."""

    reason: Annotated[CleanText, Field(max_length=1000)] = ""


class Duplicate(Input):
    """The copy's title and date; what isn't sent is as in the original."""

    title: Annotated[CleanText, Field(min_length=1, max_length=200)] | None = None
    starts_at: Moment | None = None


class EventOut(SaleOut):
    """An event, with the caller's permissions."""

    id: UUID
    organization_id: UUID
    host_user_id: UUID
    title: str
    slug: str
    description: str
    locale: Locale
    mood: str
    starts_at: datetime | None
    ends_at: datetime | None
    timezone: str
    venue_text: str
    latitude: float | None
    longitude: float | None
    #: The ids of what it is about.
    interests: list[UUID]
    country: str | None
    online_url: str | None
    status: EventStatus
    visibility: Visibility
    approval: str
    capacity: int | None
    allow_plus_one: bool
    allowed_genders: list[str]
    rsvp_deadline: datetime | None
    currency: str
    seat_selection: SeatSelection
    hold_seconds: int
    settings: SettingsKept
    cancel_reason: str | None
    archived_at: datetime | None
    deleted_at: datetime | None
    #: When a platform admin took it down, and why; nobody but its team sees it since.
    taken_down_at: datetime | None
    takedown_reason: str | None
    created_at: datetime
    updated_at: datetime
    version: int
    #: Whether it consists of parts, to which people are invited and answer one by one.
    has_parts: bool
    going_count: int = 0
    requests_count: int = 0
    can: dict[str, bool] = {}
