"""Facts of waiting lists, in the event's stream."""

from datetime import datetime
from uuid import UUID

from convite.core.log import Fact

CHANNELS = ("events/{event_id}/invitations",)


class WaitlistJoined(Fact, frozen=True, kw_only=True):
    """Somebody waits for places."""

    action = "waitlist_joined"
    object_type = "waitlist_entry"
    channels = CHANNELS
    private = frozenset({"name"})
    waitlist_entry_id: UUID
    user_id: UUID
    name: str
    places: int


class WaitlistOffered(Fact, frozen=True, kw_only=True):
    """Places were offered for a time; `offer_reason` is written by a host who did it out of turn."""

    action = "waitlist_offered"
    object_type = "waitlist_entry"
    channels = CHANNELS
    private = frozenset({"name", "offer_reason"})
    waitlist_entry_id: UUID
    user_id: UUID
    name: str
    places: int
    expires_at: datetime
    offer_reason: str


class WaitlistConverted(Fact, frozen=True, kw_only=True):
    """An offer was taken."""

    action = "waitlist_converted"
    object_type = "waitlist_entry"
    channels = CHANNELS
    waitlist_entry_id: UUID
    user_id: UUID


class WaitlistExpired(Fact, frozen=True, kw_only=True):
    """An offer ran out; its places go to the next in line."""

    action = "waitlist_expired"
    object_type = "waitlist_entry"
    channels = CHANNELS
    waitlist_entry_id: UUID
    user_id: UUID


class GuestsLetIn(Fact, frozen=True, kw_only=True):
    """Guests of a party who waited for places came in by themselves."""

    action = "guests_let_in"
    object_type = "invitation"
    channels = CHANNELS
    invitation_id: UUID
    places: int


class WaitlistLeft(Fact, frozen=True, kw_only=True):
    """Somebody doesn't wait any more: they left the list, or a host took them off."""

    action = "waitlist_left"
    object_type = "waitlist_entry"
    channels = CHANNELS
    waitlist_entry_id: UUID
    user_id: UUID
