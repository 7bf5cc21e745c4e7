"""Schemas of walls."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from convite.core.shapes import CleanText, Input, Output
from convite.doors.wall.models import PostStatus
from convite.doors.wall.rules import MAX_TEXT
from convite.events.files.schemas import PictureOut

#: Posts that are decided at once.
MAX_DECIDED = 200


class CommentCreate(Input):
    """A comment. `is_named` shows one's name to the others, whatever one's profile says."""

    text: Annotated[CleanText, Field(min_length=1, max_length=MAX_TEXT)]
    is_named: bool = False


class PostsChange(Input):
    """The same decision about several posts."""

    ids: Annotated[list[UUID], Field(min_length=1, max_length=MAX_DECIDED)]
    status: PostStatus


class PostOut(Output):
    """What somebody put on the wall."""

    id: UUID
    event_id: UUID
    #: Empty for somebody who doesn't show their name to whoever reads this.
    author: str
    #: Whether it is the team's, or the caller's own.
    by_team: bool
    is_own: bool
    status: PostStatus
    #: When somebody first said that it is wrong; only the team is told.
    reported_at: datetime | None
    created_at: datetime


class CommentOut(PostOut):
    """A comment."""

    text: str


class PhotoOut(PostOut):
    """A photo."""

    picture: PictureOut


class CommentsChanged(Output):
    """The comments that were changed, as they are now."""

    items: list[CommentOut]


class PhotosChanged(Output):
    """The photos that were changed, as they are now."""

    items: list[PhotoOut]
