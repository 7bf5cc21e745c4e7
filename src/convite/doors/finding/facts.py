"""Facts of links that were asked for, in the event's stream."""

from typing import Literal
from uuid import UUID

from convite.core.log import Fact


class InvitationLinkRequested(Fact, frozen=True, kw_only=True):
    """Somebody asked for a guest's link; the reaction to this fact sends it to the guest."""

    action = "invitation_link_requested"
    object_type = "invitation"
    invitation_id: UUID
    guest_id: UUID
    #: By what the guest was found, and where the link goes.
    channel: Literal["email", "sms"]
