"""An event's settings: one typed model; default ← organization ← event, one resolver."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class EventSettings(BaseModel):
    """What an organizer may set beyond the event's columns."""

    model_config = ConfigDict(extra="forbid")

    #: Seats one invitation may hold at once.
    seats_per_holder: int = Field(default=12, ge=1, le=100)
    #: What happens when a guest's choice would leave a single seat between two taken ones.
    orphan_rule: Literal["off", "warn", "refuse"] = "warn"
    #: Whether a guest may have a hold's time once more.
    hold_extension: bool = True
    #: Whether guests see other guests' names on the seat map.
    guests_see_names: bool = False
    #: The page's accent, an OKLCH hue in degrees.
    accent_hue: int = Field(default=350, ge=0, le=360)
    #: Between these times of their own day nobody is reminded ("HH:MM"); off where one is empty.
    quiet_from: str = Field(default="", pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")
    quiet_until: str = Field(default="", pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")
    #: Whom to ask, shown to guests after the deadline.
    contact: str = Field(default="", max_length=200)


def resolve(organization: dict[str, Any] | None, event: dict[str, Any] | None) -> EventSettings:
    """The settings in force: the event's, else the organization's, else the default."""
    known = EventSettings.model_fields
    merged = {
        name: value
        for source in (organization or {}, event or {})
        for name, value in source.items()
        if name in known
    }
    return EventSettings(**merged)
