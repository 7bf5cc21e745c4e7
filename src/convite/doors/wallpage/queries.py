"""Queries of the page of an event's wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convite.core.db import Principal, ReadTx
from convite.core.log import Actor
from convite.core.paging import PageQuery
from convite.core.problems import NotFound
from convite.doors.wall.models import Comment, Photo
from convite.doors.wall.queries import (
    Visitor,
    account_visitor,
    comment_out,
    photo_out,
    wall_page,
)
from convite.doors.wall.schemas import CommentOut, PhotoOut
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id, public_place_at
from convite.people.blocks.queries import hidden_people
from convite.people.identity.queries import user_by_id

#: Of one page.
MOST_SHOWN = 30


@dataclass(frozen=True, kw_only=True)
class Place:
    """An event with a page, and who of the readers it is; None if they don't come."""

    event: Event
    visitor: Visitor | None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the page shows of the wall."""

    comments: Sequence[CommentOut]
    photos: Sequence[PhotoOut]
    #: Where the older ones begin; None if there are none.
    older_comments: str | None
    older_photos: str | None


async def place_at(tx: ReadTx, slug: str, user_id: UUID) -> Place:
    """The event at this address, and what an account is to it.

    Raises:
        NotFound: there is no event at it that anybody may open, or they and its host blocked each other.
    """
    await tx.enter(Principal(user_id=user_id))
    place = await public_place_at(tx, slug)
    if place is None:
        raise NotFound
    hidden = await hidden_people(tx)
    await tx.enter(Principal(organization_id=place.organization_id, user_id=user_id))
    event, user = await event_by_id(tx, place.event_id), await user_by_id(tx, user_id)
    if event is None or user is None or event.host_user_id in hidden:
        raise NotFound
    actor = Actor(kind="user", id=user.id)
    return Place(event=event, visitor=await account_visitor(tx, event, actor, user))


async def shown_wall(
    tx: ReadTx, visitor: Visitor, path: str, *, comments: str | None, photos: str | None
) -> Shown:
    """One page of the wall's comments and photos, each from its own cursor.

    Raises:
        Invalid: a cursor isn't one.
    """

    def photo(row: Any, reader: Visitor) -> PhotoOut:
        return photo_out(row, reader, f"{path}/photos")

    said = await wall_page(
        tx, Comment, visitor, PageQuery(limit=MOST_SHOWN, cursor=comments), comment_out
    )
    seen = await wall_page(tx, Photo, visitor, PageQuery(limit=MOST_SHOWN, cursor=photos), photo)
    return Shown(
        comments=said.items,
        photos=seen.items,
        older_comments=said.next_cursor,
        older_photos=seen.next_cursor,
    )
