"""How an event deals with those who wait. Pure functions."""

from convite.events.event.models import Event
from convite.events.event.schemas import Waitlist, settings_in_force


def waitlist_mode(event: Event) -> Waitlist:
    """Whether freed places are offered by themselves, by the host, or nobody can wait."""
    own = settings_in_force(None, event.settings).waitlist
    return own or ("automatic" if event.approval == "open" else "by_hand")
