"""What a ticket shows to its holder. Pure functions."""

from dataclasses import dataclass
from uuid import UUID

from convite.entrance.tickets.rules import TicketStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldTicket:
    """A ticket as its holder sees it, in whatever form."""

    id: UUID
    serial: str
    reissue: int
    name: str
    seat_number: str | None
    status: TicketStatus
    #: The text of its QR code; None once it is revoked.
    qr: str | None
    #: The address of its page, which is the holder's key to it.
    url: str
    #: The name of its type, such as "Balcony"; empty where the event has none.
    type_name: str = ""
