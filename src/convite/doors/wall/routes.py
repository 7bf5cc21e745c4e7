"""HTTP routes of an event's wall."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from convite.core.bodies import read_upload
from convite.core.budgets import spend
from convite.core.db import ReadTx, Tx
from convite.core.idempotency import KeyedRoute
from convite.core.ids import new_id
from convite.core.paging import Page, PageQuery, Paging
from convite.core.parts import purposes
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.doors.wall import actions
from convite.doors.wall.models import Comment, Photo, PostStatus
from convite.doors.wall.policy import OnWall, Removes
from convite.doors.wall.queries import (
    OutT,
    PostT,
    Shape,
    Visitor,
    comment_out,
    photo_out,
    post_seen,
    posts_of,
    queue_page,
    team_visitor,
    wall_page,
)
from convite.doors.wall.schemas import (
    CommentCreate,
    CommentOut,
    CommentsChanged,
    PhotoOut,
    PhotosChanged,
    PostsChange,
)
from convite.events.event.policy import EventAccess, event_access
from convite.events.files.policy import answer_file

router = APIRouter(prefix="/api/events/{event_id}", tags=["Wall"], route_class=KeyedRoute)

Decides = Annotated[EventAccess, Depends(event_access("edit_guests"))]
#: Who may see a photo can end at any time.
PRIVATE = {"cache-control": "private, max-age=60"}
PHOTO_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "is_named": {"enum": ["true", "false"]},
                    },
                }
            }
        },
    }
}


async def listed(
    tx: ReadTx,
    model: type[PostT],
    visitor: Visitor,
    query: PageQuery,
    shape: Shape[OutT],
    *,
    status: PostStatus | None,
    reported: bool | None,
) -> Page[OutT]:
    """What the visitor sees: the team everything that it asks for, others what is shown to them."""
    if not visitor.is_team:
        return await wall_page(tx, model, visitor, query, shape)
    return await queue_page(tx, model, visitor, query, shape, status=status, is_reported=reported)


async def removed(tx: Tx, model: type[PostT], visitor: Visitor, key: UUID) -> None:
    """Removes a post: one's own for good, another's so that the team can undo it for a day.

    Raises:
        NotFound: there is no such post, or the caller may only read it.
    """
    row = await post_seen(tx, model, visitor, key)
    if row is None:
        raise NotFound
    if row[0].user_id == visitor.user_id:
        await actions.remove_post(tx, visitor, row[0])
    else:
        await actions.remove_others(tx, visitor, model, key)


@router.get("/comments")
async def list_comments(
    visitor: OnWall,
    tx: Read,
    query: Paging,
    status: PostStatus | None = None,
    reported: bool | None = None,
) -> Page[CommentOut]:
    """The wall's comments, the newest first. The filters are the team's; others see what is shown."""
    return await listed(tx, Comment, visitor, query, comment_out, status=status, reported=reported)


@router.post("/comments", status_code=201)
async def write_comment(
    request: Request, visitor: OnWall, tx: Write, body: CommentCreate
) -> CommentOut:
    """Writes a comment, as the team or as an account that comes. A guest's may wait for the team."""
    await spend(request, "wall-comment", visitor.counted_as)
    row = await actions.post_comment(tx, visitor, body, new_id())
    return comment_out((await posts_of(tx, Comment, visitor, [row.id]))[0], visitor)


@router.patch("/comments")
async def change_comments(access: Decides, tx: Write, body: PostsChange) -> CommentsChanged:
    """Shows, hides or deletes comments, or undoes that. What was deleted is removed after a day."""
    event, visitor = access.event, team_visitor(access.event, access.actor, access.user_id)
    ids = await actions.move_posts(tx, access.actor, event, Comment, body.ids, body.status)
    rows = await posts_of(tx, Comment, visitor, ids)
    return CommentsChanged(items=[comment_out(row, visitor) for row in rows])


@router.delete("/comments/{comment_id}", status_code=204)
async def remove_comment(comment_id: UUID, visitor: Removes, tx: Write) -> None:
    """Removes one's own comment; the team removes any, which it can undo for a day."""
    await removed(tx, Comment, visitor, comment_id)


@router.post("/comments/{comment_id}/report", status_code=204)
async def report_comment(comment_id: UUID, request: Request, visitor: OnWall, tx: Write) -> None:
    """Tells the event's team that a comment is wrong."""
    await spend(request, "wall-report", visitor.counted_as)
    await actions.report_post(tx, visitor, Comment, await seen_id(tx, Comment, visitor, comment_id))


@router.get("/photos")
async def list_photos(
    visitor: OnWall,
    tx: Read,
    query: Paging,
    status: PostStatus | None = None,
    reported: bool | None = None,
) -> Page[PhotoOut]:
    """The wall's photos, the newest first. The filters are the team's; others see what is shown."""
    return await listed(tx, Photo, visitor, query, photo_out, status=status, reported=reported)


@router.post("/photos", status_code=201, openapi_extra=PHOTO_FORM)
async def add_photo(request: Request, visitor: OnWall, tx: Write) -> PhotoOut:
    """Puts a photo on the wall (PNG, JPEG, WebP, often HEIC; re-encoded). It may wait for the team."""
    await spend(request, "wall-photo", visitor.counted_as)
    most = purposes()["wall_photo"].max_bytes
    file = await read_upload(request, {"is_named": ["true", "false"]}, most=most + 1)
    is_named = file.fields.get("is_named") == "true"
    row = await actions.post_photo(tx, visitor, file.content, new_id(), is_named=is_named)
    return photo_out((await posts_of(tx, Photo, visitor, [row.id]))[0], visitor)


@router.patch("/photos")
async def change_photos(access: Decides, tx: Write, body: PostsChange) -> PhotosChanged:
    """Shows, hides or deletes photos, or undoes that. What was deleted is removed after a day."""
    event, visitor = access.event, team_visitor(access.event, access.actor, access.user_id)
    ids = await actions.move_posts(tx, access.actor, event, Photo, body.ids, body.status)
    rows = await posts_of(tx, Photo, visitor, ids)
    return PhotosChanged(items=[photo_out(row, visitor) for row in rows])


@router.delete("/photos/{photo_id}", status_code=204)
async def remove_photo(photo_id: UUID, visitor: Removes, tx: Write) -> None:
    """Removes one's own photo; the team removes any, which it can undo for a day."""
    await removed(tx, Photo, visitor, photo_id)


@router.post("/photos/{photo_id}/report", status_code=204)
async def report_photo(photo_id: UUID, request: Request, visitor: OnWall, tx: Write) -> None:
    """Tells the event's team that a photo is wrong."""
    await spend(request, "wall-report", visitor.counted_as)
    await actions.report_post(tx, visitor, Photo, await seen_id(tx, Photo, visitor, photo_id))


@router.get("/photos/{photo_id}/picture", response_class=Response)
async def photo_picture(
    photo_id: UUID,
    visitor: OnWall,
    tx: Read,
    width: Annotated[int | None, Query(ge=1, le=10_000)] = None,
) -> Response:
    """A photo itself, in the smallest stored size that is at least `width` pixels wide."""
    row = await post_seen(tx, Photo, visitor, photo_id)
    if row is None:
        raise NotFound
    return await answer_file(row[4], width, PRIVATE)


async def seen_id(tx: ReadTx, model: type[PostT], visitor: Visitor, key: UUID) -> UUID:
    """The id of a post that the visitor sees.

    Raises:
        NotFound: they don't.
    """
    if await post_seen(tx, model, visitor, key) is None:
        raise NotFound
    return key
