"""How an event deals with those who wait, and whom it is for. Pure functions."""

from datetime import datetime, timedelta

from convite.core.clock import now
from convite.core.problems import NotAllowed, Problem
from convite.doors.profiles.rules import age_on
from convite.events.event.models import Event
from convite.events.event.schemas import Waitlist, settings_in_force
from convite.people.identity.models import Profile

#: An offer lasts so long at least, however soon the event is.
SHORTEST = timedelta(minutes=15)


def waitlist_mode(event: Event) -> Waitlist:
    """Whether freed places are offered by themselves, by the host, or nobody can wait."""
    own = settings_in_force(None, event.settings).waitlist
    return own or ("automatic" if event.approval == "open" else "by_hand")


def lets_guests_in(event: Event) -> bool:
    """Whether invited guests who said yes to a full event get freed places by themselves.

    Unlike strangers they were chosen already, so they do unless the host said otherwise. At an event with
    parts they move up part by part (`room.attendees`).
    """
    own = settings_in_force(None, event.settings).waitlist
    end = event.ends_at or event.starts_at
    is_over = end is not None and end <= now()
    return own in (None, "automatic") and event.is_open and not event.has_parts and not is_over


def needs_picture(event: Event) -> bool:
    """Whether whoever asks to come needs a picture in their profile."""
    own = settings_in_force(None, event.settings).needs_picture
    return event.approval == "request" if own is None else own


def profile_refusal(event: Event, profile: Profile) -> Problem | None:
    """Why somebody with this profile can't ask to come: it lacks something, or the event isn't for them.

    Where an event is for some genders, whoever says none can't come.
    """
    if needs_picture(event) and not profile.pictures:
        text = "The host asks for a picture of you. Add one to your profile, then ask again."
        return NotAllowed(text, name="profile-incomplete", field="pictures").with_text("picture")
    if event.allowed_genders:
        if profile.gender is None:
            text = "The host asks for your gender. Add it to your profile, then ask again."
            return NotAllowed(text, name="profile-incomplete", field="gender").with_text("gender")
        if profile.gender not in event.allowed_genders:
            return NotAllowed(
                "The host has opened this event to others.", name="not-allowed"
            ).with_text("gender")
    return age_refusal(event, profile)


def age_refusal(event: Event, profile: Profile) -> Problem | None:
    """Why somebody of this age can't come; None if they can, or the event is for all ages."""
    rule = settings_in_force(None, event.settings)
    if (rule.min_age is None and rule.max_age is None) or event.starts_local is None:
        return None
    if profile.birth_date is None:
        text = "The host asks for your age. Add your birth date to your profile, then ask again."
        return NotAllowed(text, name="profile-incomplete", field="birth_date").with_text("age")
    age = age_on(event.starts_local.date(), profile.birth_date)
    if rule.min_age is not None and age < rule.min_age:
        text = f"This event is for people of {rule.min_age} and older."
        return NotAllowed(text, name="not-allowed").with_text("young", age=rule.min_age)
    if rule.max_age is not None and age > rule.max_age:
        text = f"This event is for people up to the age of {rule.max_age}."
        return NotAllowed(text, name="not-allowed").with_text("old", age=rule.max_age)
    return None


def offer_lasts(moment: datetime, starts_at: datetime | None, most: timedelta) -> timedelta:
    """How long an offer made at this moment lasts: less when the event is soon.

    A quarter of the time until the event, so that four in a row can still be asked; between a quarter of
    an hour and `most`.

    Example:
        >>> from datetime import UTC
        >>> noon = datetime(2030, 5, 1, 12, tzinfo=UTC)
        >>> str(offer_lasts(noon, noon + timedelta(hours=4), timedelta(hours=12)))
        '1:00:00'
    """
    if starts_at is None:
        return most
    return max(min(SHORTEST, most), min(most, (starts_at - moment) / 4))
