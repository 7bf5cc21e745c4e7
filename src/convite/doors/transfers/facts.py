"""Facts of transfers, in the event's stream."""

from uuid import UUID

from convite.core.log import Fact


class TicketTransferred(Fact, frozen=True, kw_only=True):
    """A ticket was passed on to somebody else; the former holder's code is no longer valid."""

    action = "ticket_transferred"
    object_type = "attendee"
    channels = ("events/{event_id}/attendance", "events/{event_id}/invitations")
    ticket_id: UUID
    attendee_id: UUID
    #: The guests who held it before, and who hold it now.
    former_guest_id: UUID
    guest_id: UUID
    #: The party that the attendee left, and the one of the new holder.
    former_invitation_id: UUID | None
    invitation_id: UUID
    reissue: int
