"""Facts of passes in wallets, in the event's stream."""

from uuid import UUID

from convite.core.log import Fact


class PassRegistered(Fact, frozen=True, kw_only=True):
    """A phone put a ticket into its wallet, or has a new address for word of changes."""

    action = "pass_registered"
    object_type = "ticket"
    ticket_id: UUID
    reissue: int


class PassUnregistered(Fact, frozen=True, kw_only=True):
    """A phone removed a ticket from its wallet."""

    action = "pass_unregistered"
    object_type = "ticket"
    ticket_id: UUID
    reissue: int
