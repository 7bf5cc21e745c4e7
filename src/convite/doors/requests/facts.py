"""Facts of join requests, in the event's stream."""

from uuid import UUID

from convite.core.log import Fact

CHANNELS = ("events/{event_id}/invitations",)


class JoinRequested(Fact, frozen=True, kw_only=True):
    """Somebody asked to come."""

    action = "join_requested"
    object_type = "join_request"
    channels = CHANNELS
    private = frozenset({"name"})
    join_request_id: UUID
    user_id: UUID
    name: str
    places: int


class JoinRequestDecided(Fact, frozen=True, kw_only=True):
    """A request was accepted or declined; the requester is told when it can't be undone any more."""

    action = "join_request_decided"
    object_type = "join_request"
    channels = CHANNELS
    private = frozenset({"name"})
    join_request_id: UUID
    user_id: UUID
    name: str
    places: int
    status: str
    version: int


class JoinRequestReopened(Fact, frozen=True, kw_only=True):
    """A decision was undone before the requester was told of it."""

    action = "join_request_reopened"
    object_type = "join_request"
    channels = CHANNELS
    join_request_id: UUID
    user_id: UUID


class JoinRequestCanceled(Fact, frozen=True, kw_only=True):
    """The requester took the request back, or the party it became was canceled."""

    action = "join_request_canceled"
    object_type = "join_request"
    channels = CHANNELS
    private = frozenset({"name"})
    join_request_id: UUID
    user_id: UUID
    name: str
