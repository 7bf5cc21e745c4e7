"""What is handed in against a dispute. Pure functions."""

from convite.doors.orders.models import Order
from convite.events.event.models import Event


def evidence_of(text: str, order: Order, event: Event) -> dict[str, str]:
    """The team's words, and what the order says of itself, by the names that providers have for it."""
    known = {
        "uncategorized_text": text,
        "customer_name": order.buyer_name,
        "customer_email_address": order.buyer_email or "",
        "product_description": f"Tickets for {event.title}, order {order.reference}",
        "service_date": f"{event.starts_at:%Y-%m-%d}" if event.starts_at else "",
    }
    return {name: value for name, value in known.items() if value}
