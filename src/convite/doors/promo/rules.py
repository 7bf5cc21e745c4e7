"""How promo codes are compared, and when they can be used. Pure functions."""

import unicodedata
from datetime import datetime
from typing import Literal, Protocol

#: Letters that look like others in Latin script, as people paste or type them from another keyboard.
LOOK_ALIKES = str.maketrans("АВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTYXABEZHIKMNOPTYX")

#: Why a code can't be used now.
PromoFault = Literal["unknown", "soon", "over", "used_up"]


class Promo(Protocol):
    """What of a promo code decides whether it can be used."""

    @property
    def is_active(self) -> bool:
        """Whether the organizer lets it be used."""

    @property
    def starts_at(self) -> datetime | None:
        """From when."""

    @property
    def ends_at(self) -> datetime | None:
        """Until when."""

    @property
    def quota(self) -> int | None:
        """How often."""

    @property
    def used(self) -> int:
        """How often it was used."""


def code_key(code: str) -> str:
    """A code as it is compared: without case, spaces and dashes, and with Latin letters for look-alikes.

    Example:
        >>> code_key(" early-bird 20 ") == code_key("EАRLYBIRD20")
        True
    """
    folded = unicodedata.normalize("NFKC", code).upper().translate(LOOK_ALIKES)
    return "".join(letter for letter in folded if letter.isalnum())


def fault_of(promo: Promo | None, moment: datetime, before: int | None = None) -> PromoFault | None:
    """Why a code can't be used at a moment; `before` is how often it was used until now."""
    if promo is None or not promo.is_active:
        return "unknown"
    if promo.starts_at is not None and moment < promo.starts_at:
        return "soon"
    if promo.ends_at is not None and moment >= promo.ends_at:
        return "over"
    used = promo.used if before is None else before
    return "used_up" if promo.quota is not None and used >= promo.quota else None
