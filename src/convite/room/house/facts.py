"""Facts of house seats."""

from convite.core.log import Fact


class HouseSeatsChanged(Fact, frozen=True, kw_only=True):
    """Seats were kept back or given free: whoever draws the map reads its states again."""

    action = "list_changed"
    object_type = "event"
    channels = ("events/{event_id}/seats",)
    kind: str = "house_seats"
    count: int
    #: For whom; None when they were given free.
    house: str | None
