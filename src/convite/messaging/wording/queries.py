"""What a host's words say to one guest: address, language, time zone, placeholders."""

from dataclasses import dataclass, replace
from datetime import time
from gettext import NullTranslations
from typing import Any
from uuid import UUID

import phonenumbers

from convite.core.config import settings
from convite.core.db import Tx
from convite.doors.invitations.models import Invitation
from convite.events.event.models import Event
from convite.events.event.schemas import settings_in_force
from convite.messaging.delivery.queries import occasion_of
from convite.messaging.delivery.rules import Occasion, language_of
from convite.people.guests.models import Guest


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody on an event's list who gets a message."""

    attendee_id: UUID
    guest: Guest
    invitation: Invitation | None
    #: What stands for the invitation's link to whoever may not see it; empty for the link itself.
    sample_link: str = ""


def without_link(person: Recipient) -> Recipient:
    """The same person, with a sample for the link of their invitation."""
    return replace(person, sample_link=f"{settings().address}/r/…")


def address_of(guest: Guest, channel: str) -> str:
    """The guest's address on the channel; empty if there is none."""
    return (guest.email if channel == "email" else guest.phone) or ""


async def values_for(
    tx: Tx, event: Event, person: Recipient, occasions: dict[Any, Occasion]
) -> tuple[str, NullTranslations, dict[str, str]]:
    """The guest's language with its translations, and the values of the placeholders.

    The event is formatted once per language and deadline, and kept in `occasions`.
    """
    invitation = person.invitation
    locale, words = language_of(person.guest, invitation.locale if invitation else None, event)
    key = locale, invitation.expires_at if invitation else None
    if key not in occasions:
        occasions[key] = await occasion_of(tx, event, locale, invitation)
    occasion = occasions[key]
    values = {
        "name": person.guest.name, "event": occasion.title, "when": occasion.when,
        "where": occasion.where, "answer_by": occasion.answer_by,
        "link": (person.sample_link or invitation.url) if invitation else "",
    }  # fmt: skip
    return locale, words, values


def zone_of(guest: Guest, event: Event) -> str:
    """The guest's time zone: that of their phone number if it has only one, else the event's."""
    from phonenumbers import timezone  # its tables load slowly, and only the worker needs them

    if guest.phone:
        zones = timezone.time_zones_for_number(phonenumbers.parse(guest.phone))
        if len(zones) == 1 and zones[0] != "Etc/Unknown":
            return str(zones[0])
    return event.timezone


def quiet_hours(event: Event) -> tuple[time, time] | None:
    """The times between which no reminders are sent."""
    known = settings_in_force(None, event.settings)
    if not known.quiet_from or not known.quiet_until:
        return None
    return time.fromisoformat(known.quiet_from), time.fromisoformat(known.quiet_until)
