"""Facts of notifications, in their user's stream."""

from uuid import UUID

from convite.core.log import Fact

CHANNELS = ("users/{user_id}",)


class NotificationCreated(Fact, frozen=True, kw_only=True):
    """A user has a new notification."""

    action = "notification_created"
    object_type = "notification"
    channels = CHANNELS
    transient = True
    user_id: UUID
    notification_id: UUID


class NotificationChoicesChanged(Fact, frozen=True, kw_only=True):
    """A user chose how they are told of something."""

    action = "notification_choices_changed"
    object_type = "user"


class NotificationsRead(Fact, frozen=True, kw_only=True):
    """A user's notifications, one or several, were read."""

    action = "notifications_read"
    object_type = "user"
    channels = CHANNELS
    transient = True
    user_id: UUID
