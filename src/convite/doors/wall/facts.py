"""Facts of an event's wall, in the event's stream. None tells what was written."""

from uuid import UUID

from convite.core.log import Fact

CHANNELS = ("events/{event_id}/invitations",)


class WallPosted(Fact, frozen=True, kw_only=True):
    """Somebody put a comment or a photo on the wall."""

    action = "wall_posted"
    object_type = "wall_post"
    channels = CHANNELS
    wall_post_id: UUID
    kind: str
    status: str


class WallPostMoved(Fact, frozen=True, kw_only=True):
    """The team showed, hid or deleted a post, or undid that."""

    action = "wall_post_moved"
    object_type = "wall_post"
    channels = CHANNELS
    wall_post_id: UUID
    kind: str
    status: str


class WallPostRemoved(Fact, frozen=True, kw_only=True):
    """A post was removed by its author."""

    action = "wall_post_removed"
    object_type = "wall_post"
    channels = CHANNELS
    wall_post_id: UUID
    kind: str


class WallPostReported(Fact, frozen=True, kw_only=True):
    """Somebody who sees a post says that it is wrong."""

    action = "wall_post_reported"
    object_type = "wall_post"
    channels = CHANNELS
    wall_post_id: UUID
    kind: str
