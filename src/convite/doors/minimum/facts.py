"""Facts of minimum numbers of people, in the event's stream."""

from convite.core.log import Fact


class MinimumNear(Fact, frozen=True, kw_only=True):
    """In a day it is looked at whether enough people come, and some are missing."""

    action = "minimum_near"
    object_type = "event"
    needed: int
    coming: int


class MinimumReached(Fact, frozen=True, kw_only=True):
    """Enough people come: the event takes place."""

    action = "minimum_reached"
    object_type = "event"
    needed: int
    coming: int


class MinimumMissed(Fact, frozen=True, kw_only=True):
    """Too few people come: the event was canceled by itself."""

    action = "minimum_missed"
    object_type = "event"
    needed: int
    coming: int
