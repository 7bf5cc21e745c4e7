"""What can have happened in an address book. All stand in the organization's stream."""

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
