"""What the page of a ticket shows, and in which language."""

from functools import partial
from typing import Any

from convite.core.config import settings
from convite.core.dates import format_date
from convite.core.language import Locale, translator
from convite.core.qr import qr_inline
from convite.doors.heldtickets.policy import TicketAccess
from convite.doors.heldtickets.queries import held_ticket
from convite.doors.publicpages.policy import event_values
from convite.doors.transfers.policy import can_transfer
from convite.doors.transfers.rules import transfer_end
from convite.events.event.models import Event
from convite.events.event.schemas import settings_in_force
from convite.plan.seating.rules import seat_name


def until_text(event: Event, locale: Locale) -> str:
    """Until when a ticket can be passed on, in words; empty if nothing is known."""
    rule = settings_in_force(None, event.settings)
    end = transfer_end(rule.transfer_until, event.starts_at)
    return format_date(end, event.timezone, locale) if end else ""


def page_values(access: TicketAccess, key: str, locale: Locale) -> dict[str, Any]:
    """The values of the page's template; `key` is that of its link."""
    ticket, say = held_ticket(access.found), translator(locale).gettext
    return {
        **event_values(access.event, locale),
        "ticket": ticket,
        "code": qr_inline(ticket.qr, say("QR code for the entrance")) if ticket.qr else "",
        "house_rules": settings_in_force(None, access.event.settings).house_rules,
        "has_apple": settings().has_apple_wallet,
        "has_google": settings().has_google_wallet,
        "can_transfer": can_transfer(access),
        "until": until_text(access.event, locale),
        "problem": None,
        "typed": {},
        "is_renamed": False,
        "seat_name": partial(seat_name, say=say),
        "path": f"/t/{ticket.serial}?k={key}",
        "below": lambda name: f"/t/{ticket.serial}/{name}?k={key}&lang={locale}",
    }
