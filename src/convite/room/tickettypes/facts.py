"""Facts of ticket types, all in the event's stream."""

from uuid import UUID

from convite.core.log import Fact

OPERATIONS = ("events/{event_id}/operations",)


class TicketTypeAdded(Fact, frozen=True, kw_only=True):
    """A type of tickets was added."""

    action = "ticket_type_added"
    object_type = "ticket_type"
    channels = OPERATIONS
    ticket_type_id: UUID
    type_name: str


class TicketTypeChanged(Fact, frozen=True, kw_only=True):
    """A type's price, quota or another detail changed."""

    action = "ticket_type_changed"
    object_type = "ticket_type"
    channels = OPERATIONS
    ticket_type_id: UUID
    type_name: str
    version: int


class TicketTypeRemoved(Fact, frozen=True, kw_only=True):
    """A type that nobody had ordered was removed."""

    action = "ticket_type_removed"
    object_type = "ticket_type"
    channels = OPERATIONS
    ticket_type_id: UUID
    type_name: str
