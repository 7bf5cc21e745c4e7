"""Facts of erased people."""

from convite.core.log import Fact


class GuestErased(Fact, frozen=True, kw_only=True):
    """A person was erased from the address book; whom it was can't be told from this."""

    action = "guest_erased"
    object_type = "guest"
    #: Lists of events to come that they were taken off.
    removed: int
    #: Lists on which they stay without a name.
    kept: int
