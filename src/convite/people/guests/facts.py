"""What can have happened in an address book. All stand in the organization's stream."""

from uuid import UUID

from convite.core.log import Fact

PERSONAL = frozenset({"first_name", "last_name", "email", "phone", "company", "notes", "opt_outs"})


class GuestAdded(Fact, frozen=True, kw_only=True):
    """A guest was written into the address book."""

    action = "guest_added"
    object_type = "guest"


class GuestChanged(Fact, frozen=True, kw_only=True):
    """A guest's details changed."""

    action = "guest_changed"
    object_type = "guest"
    private_changes = PERSONAL


class GuestRemoved(Fact, frozen=True, kw_only=True):
    """A guest was taken out of the address book."""

    action = "guest_removed"
    object_type = "guest"


class GuestsMerged(Fact, frozen=True, kw_only=True):
    """Two guests were one person: one is gone, the other has what hung from them."""

    action = "guests_merged"
    object_type = "guest"
    private_changes = PERSONAL
    removed_id: UUID
    #: Lists on which the kept one stands now in the removed one's place.
    attendees: int
