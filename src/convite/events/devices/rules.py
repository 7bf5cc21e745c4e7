"""The key of a device, its pairing link, and how a device stands. Pure."""

import secrets
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from convite.core.qr import qr_of

Standing = Literal["never", "live", "away", "expired", "revoked"]

#: Heard of within this time, a device counts as live: it is noted each thirty seconds.
LIVE = timedelta(seconds=75)


def fresh_key() -> str:
    """A device's key: 256 random bits, and two letters that say what it is."""
    return f"dk_{secrets.token_urlsafe(32)}"


def pairing_link(address: str, event_id: UUID, key: str) -> str:
    """The link that makes a phone the device. The key is the fragment, which no browser sends."""
    return f"{address}/door/{event_id}#device={key}"


def picture_of(link: str) -> str:
    """The link as a QR, as the data address of an SVG."""
    return qr_of(link).svg_data_uri(scale=4, border=4, dark="#000", light="#fff")


def standing(
    moment: datetime,
    *,
    seen: datetime | None,
    expires: datetime | None,
    revoked: datetime | None,
) -> Standing:
    """How a device stands at a moment."""
    if revoked is not None:
        return "revoked"
    if expires is not None and expires <= moment:
        return "expired"
    if seen is None:
        return "never"
    return "live" if moment - seen <= LIVE else "away"
