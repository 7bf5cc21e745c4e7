"""Facts of the address book, all in the organization's stream."""

from uuid import UUID

from convite.core.log import Fact

PERSONAL = frozenset(
    {
        *("first_name", "last_name", "email", "phone", "company", "notes", "opt_outs"),
        *("address", "contacts", "tags", "is_child", "blocked_email"),
    }
)


class GuestAdded(Fact, frozen=True, kw_only=True):
    """A guest was added to the address book."""

    action = "guest_added"
    object_type = "guest"


class GuestChanged(Fact, frozen=True, kw_only=True):
    """A guest's details changed."""

    action = "guest_changed"
    object_type = "guest"
    private_changes = PERSONAL


class GuestRemoved(Fact, frozen=True, kw_only=True):
    """A guest was removed from the address book."""

    action = "guest_removed"
    object_type = "guest"


class GuestsMerged(Fact, frozen=True, kw_only=True):
    """Two guests were merged: one was removed, and its data moved to the other."""

    action = "guests_merged"
    object_type = "guest"
    private_changes = PERSONAL
    removed_id: UUID
    #: Lists on which the kept guest replaced the removed one.
    attendees: int


class GuestsUnmerged(Fact, frozen=True, kw_only=True):
    """The merge of two guests was undone: the removed one is back, with what moved."""

    action = "guests_unmerged"
    object_type = "guest"
    private_changes = PERSONAL
    removed_id: UUID
