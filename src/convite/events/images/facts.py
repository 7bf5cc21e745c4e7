"""Facts of events' pictures, all in the event's stream."""

from uuid import UUID

from convite.core.log import Fact


class ImageAdded(Fact, frozen=True, kw_only=True):
    """An event got a picture."""

    action = "event_image_added"
    object_type = "event_image"
    file_id: UUID
    kind: str


class ImageMoved(Fact, frozen=True, kw_only=True):
    """A picture of an event got another position."""

    action = "event_image_moved"
    object_type = "event_image"
    kind: str


class ImageRemoved(Fact, frozen=True, kw_only=True):
    """A picture of an event was removed."""

    action = "event_image_removed"
    object_type = "event_image"
    file_id: UUID
    kind: str
