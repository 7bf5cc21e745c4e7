"""The codes of share links, and what state one is in. Pure functions."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from convite.core.ids import fold_link, hash_of, link_code

LinkStatus = Literal["open", "used_up", "expired", "canceled"]


def share_code(key: bytes, link_id: UUID) -> str:
    """The code of a share link: 128 bits, derived, so that it can be shown again."""
    return link_code(key, f"share:{link_id}")


def share_hash(code: str) -> bytes:
    """The hash by which a share link is found.

    It isn't the hash that parties are found by, so the code opens no party's page and no door.
    """
    return hash_of(f"share:{fold_link(code)}")


def link_status(
    *,
    canceled_at: datetime | None,
    expires_at: datetime | None,
    places_left: int,
    moment: datetime,
) -> LinkStatus:
    """Whether a share link can be used, or why not."""
    if canceled_at is not None:
        return "canceled"
    if expires_at is not None and expires_at <= moment:
        return "expired"
    return "open" if places_left > 0 else "used_up"
