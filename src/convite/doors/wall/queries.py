"""Queries of walls: who sees one, and what is on it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from convite.core.db import ReadTx, Tx, locked
from convite.core.log import Actor
from convite.core.paging import Page, PageQuery, page
from convite.doors.admission.queries import is_in_team, known_guest
from convite.doors.invitations.models import Invitation
from convite.doors.profiles.rules import shown_fields
from convite.doors.wall.models import Comment, Photo, PostStatus
from convite.doors.wall.schemas import CommentOut, PhotoOut, PostOut
from convite.events.event.models import Event
from convite.events.event.schemas import PageSettings, settings_in_force
from convite.events.files.models import File
from convite.events.files.schemas import picture_out
from convite.people.blocks.queries import hidden_from
from convite.people.guests.models import Guest
from convite.people.guests.rules import full_name
from convite.people.identity.models import Profile, User
from convite.people.identity.queries import profile_of
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import attendee_on, party_of

PostT = TypeVar("PostT", Comment, Photo)
OutT = TypeVar("OutT", bound=PostOut)
#: Makes what a visitor sees of a row of `posts`.
Shape: TypeAlias = Callable[[Any, "Visitor"], OutT]

#: What others see of a profile whose owner shows where they go.
NAMED = frozenset({"name", "attendance"})


@dataclass(frozen=True, kw_only=True)
class Author:
    """Somebody on the event's list who comes, and can write on its wall."""

    attendee_id: UUID
    name: str


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who opens the wall of an event: the team, somebody who comes, or their party by its link."""

    event: Event
    actor: Actor
    is_team: bool = False
    #: Whether they decide what is shown.
    can_decide: bool = False
    #: The account; None by link.
    user_id: UUID | None = None
    #: The party; None with an account.
    invitation_id: UUID | None = None
    #: As whom they can write; nobody for the team.
    authors: Sequence[Author] = ()
    #: Whether their profile lets everybody see where they go.
    shows_name: bool = True
    #: Accounts that they blocked, or that blocked them.
    hidden: frozenset[UUID] = field(default_factory=frozenset)

    @property
    def rule(self) -> PageSettings:
        """What the host chose for the wall."""
        return settings_in_force(None, self.event.settings).page

    @property
    def is_on(self) -> bool:
        """Whether the event has a wall."""
        return self.rule.has_wall

    def owns(self, post: Comment | Photo) -> bool:
        """Whether a post is of their account, or of somebody of their party; `own` in SQL."""
        by_account = post.user_id is not None and post.user_id == self.user_id
        return by_account or post.attendee_id in {one.attendee_id for one in self.authors}

    @property
    def counted_as(self) -> str:
        """By what their posts are counted: the event, and the account or the party."""
        return f"{self.event.id}:{self.user_id or self.invitation_id}"


def team_visitor(event: Event, actor: Actor, user_id: UUID, *, can_decide: bool = True) -> Visitor:
    """One of the event's team, from whom nothing on the wall is hidden."""
    return Visitor(event=event, actor=actor, is_team=True, user_id=user_id, can_decide=can_decide)


async def account_visitor(tx: ReadTx, event: Event, actor: Actor, user: User) -> Visitor | None:
    """An account that comes to an event, or is in its team; None for anybody else."""
    hidden = await hidden_from(tx, [user.id])
    if await is_in_team(tx, event, user):
        return Visitor(event=event, actor=actor, is_team=True, user_id=user.id, hidden=hidden)
    if is_closed(event, hidden):
        return None
    guest = await known_guest(tx, event, user)
    attendee = await attendee_on(tx, event.id, guest.id) if guest else None
    if attendee is None or attendee.status != "going":
        return None
    profile = await profile_of(tx, user.id)
    return Visitor(
        event=event,
        actor=actor,
        user_id=user.id,
        authors=[Author(attendee_id=attendee.id, name=user.name)],
        shows_name=shown_fields(profile.visible, "everyone") >= NAMED,
        hidden=hidden,
    )


async def party_visitor(
    tx: ReadTx, event: Event, actor: Actor, invitation: Invitation
) -> Visitor | None:
    """A party of which somebody comes; None before it has said so."""
    people = [one for one in await party_of(tx, invitation.id) if one.attendee.status == "going"]
    if not people or invitation.canceled_at is not None:
        return None
    accounts = [one.guest.user_id for one in people if one.guest.user_id is not None]
    hidden = await hidden_from(tx, accounts)
    if is_closed(event, hidden):
        return None
    return Visitor(
        event=event,
        actor=actor,
        invitation_id=invitation.id,
        authors=[Author(attendee_id=one.attendee.id, name=one.guest.name) for one in people],
        hidden=hidden,
    )


def is_closed(event: Event, hidden: Collection[UUID]) -> bool:
    """Whether a guest doesn't see the wall: it was taken down, or they and the host blocked each other."""
    return event.taken_down_at is not None or event.host_user_id in hidden


def own(model: type[PostT], visitor: Visitor) -> ColumnElement[bool]:
    """The visitor's posts: of their account, or of those of their party who come."""
    if visitor.user_id is not None:
        return model.user_id == visitor.user_id
    return model.attendee_id.in_([one.attendee_id for one in visitor.authors])


def posts(model: type[Any]) -> Select[Any]:
    """Posts with whom they are by, and the file of a photo."""
    columns: list[Any] = [model, Guest, User.name.label("account"), Profile.visible]
    statement: Select[Any] = (
        select(*columns, *([File] if model is Photo else []))
        .select_from(model)
        .outerjoin(Attendee, Attendee.id == model.attendee_id)
        .outerjoin(Guest, Guest.id == Attendee.guest_id)
        .outerjoin(User, User.id == model.user_id)
        .outerjoin(Profile, Profile.user_id == model.user_id)
    )
    return statement.join(File, File.id == Photo.file_id) if model is Photo else statement


def seen_by(model: type[PostT], visitor: Visitor) -> ColumnElement[bool]:
    """What a visitor sees on the wall: what is shown, and what of theirs waits; not of those hidden."""
    of_event = model.event_id == visitor.event.id
    seen = or_(model.status == "shown", and_(own(model, visitor), model.status == "waiting"))
    if not visitor.hidden:
        return and_(of_event, seen)
    account = func.coalesce(model.user_id, Guest.user_id)
    return and_(of_event, seen, or_(account.is_(None), account.not_in(visitor.hidden)))


def author_of(row: Any, visitor: Visitor) -> str:
    """By whom a post is, as its reader may know; empty if it isn't shown to them."""
    post, guest = row[0], row[1]
    if post.user_id is None:
        return full_name(guest.first_name, guest.last_name) if guest else ""
    is_known = visitor.is_team or post.user_id == visitor.user_id or post.is_named
    if is_known or shown_fields(row.visible or {}, "everyone") >= NAMED:
        return str(row.account or "")
    return ""


def told(row: Any, visitor: Visitor) -> dict[str, Any]:
    """What comments and photos have in common."""
    post = row[0]
    return {
        "id": post.id,
        "event_id": post.event_id,
        "author": author_of(row, visitor),
        "by_team": post.attendee_id is None,
        "is_own": visitor.owns(post),
        "status": post.status,
        "reported_at": post.reported_at if visitor.is_team else None,
        "created_at": post.created_at,
    }


def comment_out(row: Any, visitor: Visitor) -> CommentOut:
    """A comment as a visitor sees it."""
    return CommentOut(**told(row, visitor), text=row[0].text)


def photo_out(row: Any, visitor: Visitor, address: str | None = None) -> PhotoOut:
    """A photo as a visitor sees it; its picture is below `address`, by default where accounts read it."""
    photo, file = row[0], row[4]
    below = address or f"/api/events/{photo.event_id}/photos"
    end = "" if address else "/picture"
    return PhotoOut(**told(row, visitor), picture=picture_out(file, f"{below}/{photo.id}{end}"))


async def wall_page(
    tx: ReadTx,
    model: type[PostT],
    visitor: Visitor,
    query: PageQuery,
    shape: Shape[OutT],
) -> Page[OutT]:
    """A page of what a visitor sees, the newest first. Index: comments_list, wall_photos_list."""
    statement = posts(model).where(seen_by(model, visitor))
    by = [model.created_at, model.id]
    return await page(tx, statement, query, by, lambda row: shape(row, visitor), descending=True)


async def queue_page(
    tx: ReadTx,
    model: type[PostT],
    visitor: Visitor,
    query: PageQuery,
    shape: Shape[OutT],
    *,
    status: PostStatus | None,
    is_reported: bool | None,
) -> Page[OutT]:
    """A page of everything on the wall for its team, the newest first. Index: comments_queue."""
    statement = posts(model).where(model.event_id == visitor.event.id)
    if status is not None:
        statement = statement.where(model.status == status)
    else:
        statement = statement.where(model.status != "deleted")
    if is_reported is not None:
        known = model.reported_at.is_not(None) if is_reported else model.reported_at.is_(None)
        statement = statement.where(known)
    by = [model.created_at, model.id]
    return await page(tx, statement, query, by, lambda row: shape(row, visitor), descending=True)


async def post_seen(tx: ReadTx, model: type[PostT], visitor: Visitor, key: UUID) -> Any:
    """One post with whom it is by, if the visitor sees it, or the team asks; or None."""
    seen = model.event_id == visitor.event.id if visitor.is_team else seen_by(model, visitor)
    return (await tx.execute(posts(model).where(seen, model.id == key))).first()


async def posts_of(
    tx: ReadTx, model: type[PostT], visitor: Visitor, ids: Sequence[UUID]
) -> list[Any]:
    """These posts of the event with whom they are by, in the order of the ids."""
    statement = posts(model).where(model.event_id == visitor.event.id, model.id.in_(ids))
    found = {row[0].id: row for row in await tx.execute(statement)}
    return [found[key] for key in dict.fromkeys(ids) if key in found]


async def by_key(tx: ReadTx, model: type[PostT], event_id: UUID, key: UUID) -> PostT | None:
    """What a form has posted already. Index: comments_once, wall_photos_once."""
    statement = select(model).where(model.event_id == event_id, model.post_key == key)
    found: PostT | None = (await tx.execute(statement)).scalar_one_or_none()
    return found


async def count_posts(tx: ReadTx, model: type[PostT], event_id: UUID) -> int:
    """How many posts of a kind an event has, whatever their status."""
    statement = select(func.count()).select_from(model).where(model.event_id == event_id)
    return int((await tx.execute(statement)).scalar_one())


async def lock_wall(tx: Tx, event_id: UUID) -> None:
    """Keeps others from posting on the wall until the transaction ends, and nobody from replying."""
    await tx.ensure_entered()
    await tx.driver.execute(LOCK, str(event_id))


LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('wall:' || $1, 0))"


async def lock_posts(
    tx: Tx, model: type[PostT], event_id: UUID, ids: Sequence[UUID]
) -> dict[UUID, PostT]:
    """Those of an event's posts that exist, locked in order of id."""
    statement = (
        select(model).where(model.event_id == event_id, model.id.in_(ids)).order_by(model.id)
    )
    found = await tx.execute(locked(statement).execution_options(populate_existing=True))
    return {row.id: row for row in found.scalars()}


#: Deleted by the team a day ago or earlier.
EXPIRED = """
WITH gone AS (
  DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE status = 'deleted'
    AND updated_at < now() - interval '1 day' LIMIT 1000) RETURNING id)
SELECT count(*) FROM gone
"""
#: Files of photos that are gone: deleted, or of erased people and closed accounts.
UNUSED = """
SELECT f.organization_id, array_agg(f.id) AS ids FROM files f
WHERE f.purpose = 'wall_photo' AND NOT EXISTS (SELECT 1 FROM wall_photos p WHERE p.file_id = f.id)
GROUP BY f.organization_id LIMIT 100
"""
