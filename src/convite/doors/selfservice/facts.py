"""Facts of what guests change of themselves, in the event's stream."""

from uuid import UUID

from convite.core.log import Fact


class GuestEmailReplaced(Fact, frozen=True, kw_only=True):
    """A party's link was used to replace a guest's e-mail; the reaction tells the former one."""

    action = "guest_email_replaced"
    object_type = "invitation"
    channels = ()
    private = frozenset({"former"})
    invitation_id: UUID
    guest_id: UUID
    former: str
