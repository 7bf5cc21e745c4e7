"""Until when tickets can be passed on. Pure functions."""

from datetime import datetime


def transfer_end(until: datetime | None, starts_at: datetime | None) -> datetime | None:
    """The last moment at which a ticket can be passed on; None for one that isn't known yet.

    The host's date never reaches beyond the start of the event.
    """
    known = [moment for moment in (until, starts_at) if moment is not None]
    return min(known) if known else None
