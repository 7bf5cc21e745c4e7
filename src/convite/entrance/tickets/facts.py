"""Facts of tickets, all in the event's stream."""

from uuid import UUID

from convite.core.log import Fact


class TicketReissued(Fact, frozen=True, kw_only=True):
    """A ticket was reissued; its former QR code is no longer valid."""

    action = "ticket_reissued"
    object_type = "attendee"
    channels = ("events/{event_id}/attendance", "invitations/{invitation_id}")
    ticket_id: UUID
    attendee_id: UUID
    invitation_id: UUID | None = None
    reissue: int


class TagBound(Fact, frozen=True, kw_only=True):
    """A tag was bound to somebody's ticket, or removed from it."""

    action = "tag_bound"
    object_type = "attendee"
    channels = ("events/{event_id}/attendance",)
    private = frozenset({"tag_uid"})
    ticket_id: UUID
    attendee_id: UUID
    tag_uid: str | None
