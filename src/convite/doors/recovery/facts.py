"""Facts of links to orders that were asked for, in the event's stream."""

from uuid import UUID

from convite.core.log import Fact


class OrderLinkRequested(Fact, frozen=True, kw_only=True):
    """Somebody asked for an order's link; the reaction to this fact mails it to the buyer."""

    action = "order_link_requested"
    object_type = "order"
    order_id: UUID
