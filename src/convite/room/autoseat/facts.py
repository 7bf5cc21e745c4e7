"""Facts about seating wishes."""

from uuid import UUID

from convite.core.log import Fact


class WishesChanged(Fact, frozen=True, kw_only=True):
    """A wish was added or removed."""

    action = "seating_wishes_changed"
    object_type = "seating_wish"
    kind: str
    invitation_id: UUID
    other_invitation_id: UUID
