"""Facts of push subscriptions, in their user's stream."""

from typing import Literal
from uuid import UUID

from convite.core.log import Fact

#: By the user, because the push service said so, or because newer ones took its place.
Ending = Literal["removed", "gone", "replaced"]


class PushSubscribed(Fact, frozen=True, kw_only=True):
    """A browser is told of notifications from now on."""

    action = "push_subscribed"
    object_type = "push_subscription"


class PushUnsubscribed(Fact, frozen=True, kw_only=True):
    """A browser is no longer told."""

    action = "push_unsubscribed"
    object_type = "push_subscription"
    why: Ending


class PushDue(Fact, frozen=True, kw_only=True):
    """A notification is to be pushed to a browser."""

    action = "push_due"
    object_type = "push_subscription"
    transient = True
    notification_id: UUID
    #: Failures so far.
    tries: int = 0
