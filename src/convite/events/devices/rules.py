"""A device's key, pairing link and status. Pure functions."""

import secrets
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from convite.core.qr import qr_of

Standing = Literal["never", "live", "away", "expired", "revoked"]

#: A device seen within this time counts as online; last seen is updated every 30 seconds.
LIVE = timedelta(seconds=75)


def fresh_key() -> str:
    """A device's key: 256 random bits with a two-letter prefix."""
    return f"dk_{secrets.token_urlsafe(32)}"


def pairing_link(address: str, event_id: UUID, key: str) -> str:
    """The pairing link. The key is in the fragment, which browsers don't send."""
    return f"{address}/door/{event_id}#device={key}"


def picture_of(link: str) -> str:
    """The link as a QR code: a data URL of an SVG."""
    return qr_of(link).svg_data_uri(scale=4, border=4, dark="#000", light="#fff")


def standing(
    moment: datetime,
    *,
    seen: datetime | None,
    expires: datetime | None,
    revoked: datetime | None,
) -> Standing:
    """A device's status at a given time."""
    if revoked is not None:
        return "revoked"
    if expires is not None and expires <= moment:
        return "expired"
    if seen is None:
        return "never"
    return "live" if moment - seen <= LIVE else "away"
