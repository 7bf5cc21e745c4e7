"""Which line of an order is whose. Pure functions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from convite.core.search import email_key
from convite.doors.orders.models import Order, OrderLine


@dataclass(frozen=True, kw_only=True)
class Admitted:
    """Somebody whom a line admits: their name and e-mail, or none of both if nobody was named yet."""

    line: OrderLine
    name: str
    email: str | None
    #: Whether it is the buyer's own ticket.
    is_buyer: bool

    @property
    def key(self) -> str | None:
        """By which the address book knows them."""
        return email_key(self.email) if self.email else None


def people_of(order: Order, lines: Sequence[OrderLine], addons: Collection[UUID]) -> list[Admitted]:
    """Whom an order admits, a line each; lines of `addons`, which are ticket types, admit nobody.

    The buyer has the line with their e-mail, else the first one without a name.
    """
    admitting = [line for line in lines if line.ticket_type_id not in addons]
    own = next((line for line in admitting if is_own(order, line)), None)
    if own is None:
        own = next((line for line in admitting if not line.name and not line.email), None)
    return [
        Admitted(
            line=line,
            name=line.name or (order.buyer_name if line is own else ""),
            email=order.buyer_email if line is own else line.email,
            is_buyer=line is own,
        )
        for line in admitting
    ]


def is_own(order: Order, line: OrderLine) -> bool:
    """Whether a line has the buyer's e-mail."""
    return bool(line.email and order.email_key and email_key(line.email) == order.email_key)
