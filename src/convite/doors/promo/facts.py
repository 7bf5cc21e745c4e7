"""Facts of promo codes, all in the event's stream."""

from uuid import UUID

from convite.core.log import Fact

OPERATIONS = ("events/{event_id}/operations",)


class PromoCodeAdded(Fact, frozen=True, kw_only=True):
    """A promo code was added."""

    action = "promo_code_added"
    object_type = "promo_code"
    channels = OPERATIONS
    promo_code_id: UUID
    code: str


class PromoCodeChanged(Fact, frozen=True, kw_only=True):
    """A promo code's value, quota or another detail changed."""

    action = "promo_code_changed"
    object_type = "promo_code"
    channels = OPERATIONS
    promo_code_id: UUID
    code: str
    version: int


class PromoCodeRemoved(Fact, frozen=True, kw_only=True):
    """A promo code that no order used was removed."""

    action = "promo_code_removed"
    object_type = "promo_code"
    channels = OPERATIONS
    promo_code_id: UUID
    code: str
