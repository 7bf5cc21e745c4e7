"""Facts of changes that are to be told, in the event's stream."""

from datetime import datetime
from typing import Any

from convite.core.log import Fact


class ChangeNoticed(Fact, frozen=True, kw_only=True):
    """Time or place of a published event changed; those who come are told when it can't be undone."""

    action = "change_noticed"
    object_type = "event"
    transient = True
    #: The changed fields as they were, as JSON has them.
    before: dict[str, Any]


class ChangeSettled(Fact, frozen=True, kw_only=True):
    """Changes up to a moment were told, or came to nothing."""

    action = "change_settled"
    object_type = "event"
    transient = True
    until: datetime
