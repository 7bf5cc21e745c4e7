"""A promo code."""

from tests.examples import Example

EXAMPLE = Example(
    path="/api/events/{event_id}/promo-codes",
    parameter="promo_code_id",
    body=lambda name: {"code": name, "percent": 10},
)
