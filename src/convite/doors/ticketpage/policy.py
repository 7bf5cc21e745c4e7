"""What the page of a ticket shows, and in which language."""

from functools import partial
from typing import Any

from fastapi import Request

from convite.core.language import Locale, pick, translator
from convite.core.qr import qr_inline
from convite.doors.heldtickets.policy import TicketAccess
from convite.doors.heldtickets.queries import held_ticket
from convite.doors.publicpages.policy import event_values
from convite.events.event.schemas import settings_in_force
from convite.plan.seating.rules import seat_name


def language_of(request: Request, access: TicketAccess) -> Locale:
    """The page's language: requested, else the holder's, the browser's or the event's."""
    requested = request.query_params.get("lang")
    accepted = request.headers.get("accept-language", "")
    return pick(accepted, requested, access.found.guest.locale, fallback=access.event.locale)


def page_values(access: TicketAccess, key: str, locale: Locale) -> dict[str, Any]:
    """The values of the page's template; `key` is that of its link."""
    ticket, say = held_ticket(access.found), translator(locale).gettext
    return {
        **event_values(access.event, locale),
        "ticket": ticket,
        "code": qr_inline(ticket.qr, say("QR code for the entrance")) if ticket.qr else "",
        "house_rules": settings_in_force(None, access.event.settings).house_rules,
        "seat_name": partial(seat_name, say=say),
        "path": f"/t/{ticket.serial}?k={key}",
        "below": lambda name: f"/t/{ticket.serial}/{name}?k={key}&lang={locale}",
    }
