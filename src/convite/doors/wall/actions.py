"""Writes of walls."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, update

from convite.core.database import Database
from convite.core.db import Principal, Tx
from convite.core.ids import new_id
from convite.core.log import SYSTEM, Actor, record, record_many
from convite.core.machine import move_many
from convite.core.parts import purposes
from convite.core.problems import Conflict, FieldText, NotAllowed, NotFound, invalid
from convite.doors.wall.facts import WallPosted, WallPostMoved, WallPostRemoved, WallPostReported
from convite.doors.wall.models import Comment, Photo, Post, PostStatus, kind_of
from convite.doors.wall.queries import (
    EXPIRED,
    UNUSED,
    PostT,
    Visitor,
    by_key,
    count_posts,
    lock_posts,
    lock_wall,
)
from convite.doors.wall.rules import MOST_COMMENTS, MOST_PHOTOS
from convite.doors.wall.schemas import CommentCreate
from convite.events.event.models import Event
from convite.events.files.actions import add_picture, remove_files
from convite.events.takedown.rules import taken_down


def check_open(visitor: Visitor, *, is_on: bool) -> None:
    """Rejects a post on a wall that the host has closed.

    Raises:
        Conflict: the host has turned this off.
        Gone: the event was taken down.
    """
    if visitor.event.taken_down_at is not None:
        raise taken_down()
    if not is_on:
        raise Conflict("The host has turned this off.", name="wall-off")


def author_in(visitor: Visitor, attendee_id: UUID | None) -> UUID | None:
    """As whom a visitor writes: the one they chose, else the first; nobody of the list for the team.

    Raises:
        Invalid: they chose somebody who isn't of their party, or doesn't come.
    """
    if visitor.is_team:
        return None
    known = [one.attendee_id for one in visitor.authors]
    if attendee_id is None:
        return known[0]
    if attendee_id not in known:
        english = "Choose somebody of your party who comes."
        raise invalid("author", FieldText(name="wall.author", english=english))
    return attendee_id


def first_status(visitor: Visitor) -> PostStatus:
    """Whether a new post is shown at once; the team's own always are."""
    is_shown = visitor.is_team or visitor.rule.wall_moderation == "after"
    return "shown" if is_shown else "waiting"


async def post_comment(
    tx: Tx,
    visitor: Visitor,
    body: CommentCreate,
    key: UUID,
    *,
    attendee_id: UUID | None = None,
) -> Comment:
    """Writes a comment; the second time with the same key it is the one that there is.

    Raises:
        Conflict: comments are off, or the event has too many.
        Gone: the event was taken down.
        Invalid: the chosen author can't write.
    """
    check_open(visitor, is_on=visitor.rule.comments)
    author = author_in(visitor, attendee_id)
    await lock_wall(tx, visitor.event.id)
    known = await by_key(tx, Comment, visitor.event.id, key)
    if known is not None:
        return known
    if await count_posts(tx, Comment, visitor.event.id) >= MOST_COMMENTS:
        english = f"This event has {MOST_COMMENTS} comments already, and takes no more."
        raise Conflict(english, name="too-many-comments").with_text(most=MOST_COMMENTS)
    row = Comment(
        id=new_id(),
        organization_id=visitor.event.organization_id,
        event_id=visitor.event.id,
        attendee_id=author,
        user_id=visitor.user_id,
        is_named=names_author(visitor, is_named=body.is_named),
        post_key=key,
        status=first_status(visitor),
        text=body.text,
    )
    return await posted(tx, visitor, row)


async def post_photo(
    tx: Tx,
    visitor: Visitor,
    content: bytes,
    key: UUID,
    *,
    is_named: bool = False,
    attendee_id: UUID | None = None,
) -> Photo:
    """Puts a photo on the wall, upright and without what its file told; else as `post_comment`.

    Raises:
        Invalid: the picture can't be used, or the chosen author can't write.
        Conflict: photos are off, or the event has too many.
        Gone: the event was taken down.
    """
    check_open(visitor, is_on=visitor.rule.photos)
    author, event = author_in(visitor, attendee_id), visitor.event
    # before the slow work, which a form that is sent twice does once
    known = await by_key(tx, Photo, event.id, key)
    if known is not None:
        return known
    await check_photos(tx, event)
    purpose = purposes()["wall_photo"]
    file = await add_picture(tx, visitor.actor, event, purpose, "photo.webp", content)
    await lock_wall(tx, event.id)
    known = await by_key(tx, Photo, event.id, key)
    if known is not None:
        await remove_files(tx, visitor.actor, [file.id])
        return known
    await check_photos(tx, event)
    row = Photo(
        id=new_id(),
        organization_id=event.organization_id,
        event_id=event.id,
        attendee_id=author,
        user_id=visitor.user_id,
        is_named=names_author(visitor, is_named=is_named),
        post_key=key,
        status=first_status(visitor),
        file_id=file.id,
    )
    return await posted(tx, visitor, row)


async def check_photos(tx: Tx, event: Event) -> None:
    """Rejects one more photo than an event may have.

    Raises:
        Conflict: it has as many.
    """
    if await count_posts(tx, Photo, event.id) >= MOST_PHOTOS:
        english = f"This event has {MOST_PHOTOS} photos already, and takes no more."
        raise Conflict(english, name="too-many-photos").with_text(most=MOST_PHOTOS)


def names_author(visitor: Visitor, *, is_named: bool) -> bool:
    """Whether a post shows its author's name: the team's and those by link always do."""
    return is_named or visitor.is_team or visitor.user_id is None


async def posted(tx: Tx, visitor: Visitor, row: PostT) -> PostT:
    """Adds a post, and records it."""
    tx.add(row)
    await tx.flush()
    await tx.refresh(row)
    fact = WallPosted.of(row, kind=kind_of(type(row)))
    await record(tx, visitor.actor, fact)
    return row


async def move_posts(
    tx: Tx,
    actor: Actor,
    event: Event,
    model: type[PostT],
    ids: Sequence[UUID],
    status: PostStatus,
) -> list[UUID]:
    """Shows, hides or deletes posts of an event, or undoes that; what was reported is looked at by it.

    Unknown ones are left out. Returns those that there are, also if they were so before.
    """
    rows = await lock_posts(tx, model, event.id, ids)
    before = {key: row.status for key, row in rows.items()}
    moved = await move_many(tx, model, list(rows), status)
    await tx.execute(
        update(model)
        .where(model.id.in_(list(rows)), model.reported_at.is_not(None))
        .values(reported_at=None)
        .execution_options(synchronize_session=False)
    )
    rows = await lock_posts(tx, model, event.id, list(rows))  # as they are now
    kind = kind_of(model)
    # those that stay as they are, too: what was reported has been looked at
    facts = [
        WallPostMoved.of(
            row,
            kind=kind,
            changes={"status": (before[key], status)} if key in moved else {},
        )
        for key, row in rows.items()
    ]
    await record_many(tx, actor, facts)
    return list(rows)


async def remove_post(tx: Tx, visitor: Visitor, post: Post) -> None:
    """Removes a post of the visitor's own for good, with its file."""
    await record(tx, visitor.actor, WallPostRemoved.of(post, kind=kind_of(type(post))))
    await tx.delete(post)
    await tx.flush()
    if isinstance(post, Photo):
        await remove_files(tx, visitor.actor, [post.file_id])


async def remove_others(tx: Tx, visitor: Visitor, model: type[PostT], key: UUID) -> None:
    """Deletes somebody else's post, which the team can undo for a day.

    Raises:
        NotAllowed: the visitor doesn't decide what is shown.
    """
    if not visitor.can_decide:
        raise NotAllowed("You can only remove what is yours.", name="not-yours")
    await move_posts(tx, visitor.actor, visitor.event, model, [key], "deleted")


async def report_post(tx: Tx, visitor: Visitor, model: type[PostT], key: UUID) -> None:
    """Tells the team that a post is wrong; once somebody has, another report adds nothing.

    Raises:
        NotFound: it is gone.
    """
    row = (await lock_posts(tx, model, visitor.event.id, [key])).get(key)
    if row is None:
        raise NotFound
    if row.reported_at is None:
        await tx.execute(
            update(model)
            .where(model.id == key)
            .values(reported_at=func.now())
            .execution_options(synchronize_session=False)
        )
        await record(tx, visitor.actor, WallPostReported.of(row, kind=kind_of(model)))


async def remove_deleted(system: Database) -> None:
    """Removes what the team deleted a day ago, and files of photos that are gone."""
    for table in ("comments", "wall_photos"):
        while await system.pool.fetchval(EXPIRED.format(table=table)):
            pass
    while rows := await system.pool.fetch(UNUSED):
        for row in rows:
            async with system.tx(Principal(organization_id=row["organization_id"])) as tx:
                await remove_files(tx, SYSTEM, row["ids"])
