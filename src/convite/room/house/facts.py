"""Facts about house seats."""

from convite.core.log import Fact


class HouseSeatsChanged(Fact, frozen=True, kw_only=True):
    """House seats were kept or released. Clients that show the map reload the seat states."""

    action = "list_changed"
    object_type = "event"
    channels = ("events/{event_id}/seats",)
    kind: str = "house_seats"
    count: int
    #: Who they are kept for; None if they were released.
    house: str | None
