"""Facts of blocks, in the stream of whoever blocks."""

from uuid import UUID

from convite.core.log import Fact


class PersonBlocked(Fact, frozen=True, kw_only=True):
    """A user blocked somebody."""

    action = "person_blocked"
    object_type = "user"
    blocked_user_id: UUID


class PersonUnblocked(Fact, frozen=True, kw_only=True):
    """A user lifted a block."""

    action = "person_unblocked"
    object_type = "user"
    blocked_user_id: UUID
