"""HTTP routes of the page of an event's wall: for accounts that come, and for parties by their link."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse

from convite.core.bodies import check_charset
from convite.core.budgets import spend
from convite.core.clock import now
from convite.core.dates import format_ago, format_date
from convite.core.db import ReadTx, Tx
from convite.core.ids import new_id
from convite.core.pages import PAGE_HEADERS, render
from convite.core.parts import purposes
from convite.core.problems import Gone, NotAllowed, NotFound, Problem
from convite.core.request import Public, Read, database_of, session_user
from convite.doors.eventpage.rules import initials
from convite.doors.pages.policy import fault_of, own_address
from convite.doors.publicpages.policy import (
    check_own,
    event_values,
    missing,
    nothing_here,
    own_path,
    to_login,
)
from convite.doors.rsvp.policy import Bearer, bearer
from convite.doors.wall.actions import (
    post_comment,
    post_photo,
    remove_others,
    remove_post,
    report_post,
)
from convite.doors.wall.models import Photo
from convite.doors.wall.queries import Visitor, party_visitor, post_seen
from convite.doors.wall.rules import MAX_TEXT, MOST_AT_ONCE, key_of
from convite.doors.wallpage.policy import (
    PAGE,
    BadPhoto,
    Door,
    account_door,
    check_used,
    comment_in,
    party_door,
    photos_in,
    post_in,
    present,
    sender_in,
)
from convite.doors.wallpage.queries import Shown, place_at, shown_wall
from convite.events.event.models import Event
from convite.events.event.schemas import settings_in_force
from convite.events.files.policy import answer_file

router = APIRouter(tags=["Pages"], include_in_schema=False)

MAX_FIELDS = 20
#: Files that a form is read with; more than the page takes, so that it can say so.
MOST_SENT = 100
#: Who may see a photo can end at any time.
PHOTO_HEADERS = {"cache-control": "private, max-age=60", "x-robots-tag": "noindex"}

Cursor = Annotated[str | None, Query(max_length=400)]


def page(
    request: Request,
    visitor: Visitor,
    shown: Shown,
    door: Door,
    *,
    problem: Problem | None = None,
    fields: FormData | None = None,
    refused: Sequence[BadPhoto] = (),
) -> Response:
    """Renders the wall; with a problem, what was typed."""
    event, at, locale = visitor.event, now(), door.locale
    posts = [*shown.comments, *shown.photos]
    typed = fields if fields is not None else {}
    sent = {name: str(typed.get(name, "")) for name in ("text", "author", "is_named")}
    values: dict[str, Any] = {
        **event_values(event, locale),
        "visitor": visitor,
        "shown": shown,
        "ago": {one.id: format_ago(one.created_at, at, locale) for one in posts},
        "moments": {one.id: format_date(one.created_at, event.timezone, locale) for one in posts},
        "path": door.path,
        "url": own_path(door.path, request),
        "home": door.home,
        "mark": door.mark,
        "key": new_id(),
        "problem": fault_of(problem, locale) if problem else None,
        "is_of_photos": "send_photos" in typed,
        "refused": [(one.name, fault_of(one.problem, locale)) for one in refused],
        "typed": sent,
        "initials": initials,
        "state": next((one for one in STATES if one in request.query_params), ""),
        "is_first": not {"comments", "photos"} & set(request.query_params),
        "most": {"text": MAX_TEXT, "photos": MOST_AT_ONCE},
    }
    status = problem.status if problem else 200
    return HTMLResponse(render("wall.html", locale, **values), status, headers=PAGE_HEADERS)


#: What the page says after a form was sent.
STATES = ("done", "waits", "removed", "reported")


async def sent(
    request: Request, door: Door, *, marked_for: tuple[UUID, UUID] | None = None
) -> Response:
    """What a form of the page asks for; what can't be done is shown with what was typed.

    Forms of accounts are marked for the account and the event.

    Raises:
        NotFound: the event has no wall any more.
        NotAllowed: they don't come any more.
    """
    check_charset(request)
    fields = await request.form(max_files=MOST_SENT, max_fields=MAX_FIELDS)
    refused: list[BadPhoto] = []
    try:
        if marked_for is not None:
            check_own(fields, PAGE, *marked_for)
        state = await act(request, door, fields, refused)
    except Problem as problem:
        if isinstance(problem, NotFound):
            raise
        async with database_of(request).read(door.principal) as tx:
            visitor = await door.enter(tx)
            shown = await shown_wall(tx, visitor, door.path, comments=None, photos=None)
        return page(request, visitor, shown, door, problem=problem, fields=fields, refused=refused)
    url = own_path(door.path, request)
    return RedirectResponse(f"{url}{'&' if '?' in url else '?'}{state}", 303, headers=PAGE_HEADERS)


@asynccontextmanager
async def began(request: Request, door: Door) -> AsyncIterator[Tx]:
    """A transaction of what a form does."""
    async with database_of(request).tx(door.principal) as tx:
        tx.trace.request_id = request.state.request_id
        yield tx


async def act(request: Request, door: Door, fields: FormData, refused: list[BadPhoto]) -> str:
    """Does what the pressed button asks for; returns what the page then says.

    Raises:
        Problem: it can't be done; of photos, `refused` says which.
    """
    for verb in ("remove", "report"):
        if verb in fields:
            return await look_at(request, door, verb, str(fields[verb]))
    if "send_photos" in fields:
        return await add_photos(request, door, fields, refused)
    sender = sender_in(fields)
    body = comment_in(fields, sender)
    key = key_of(sender.key, body.text.encode())
    async with began(request, door) as tx:
        visitor = await door.enter(tx)
        await spend(request, "wall-comment", visitor.counted_as)
        row = await post_comment(tx, visitor, body, key, attendee_id=sender.attendee_id)
    return "waits" if row.status == "waiting" else "done"


async def add_photos(
    request: Request, door: Door, fields: FormData, refused: list[BadPhoto]
) -> str:
    """Puts photos on the wall, each in a transaction of its own, so that a bad one costs no good one.

    Raises:
        Problem: some can't be used.
    """
    sender, state = sender_in(fields), "done"
    most = purposes()["wall_photo"].max_bytes
    for one in photos_in(fields):
        content = await one.read(most + 1)
        try:
            async with began(request, door) as tx:
                visitor = await door.enter(tx)
                await spend(request, "wall-photo", visitor.counted_as)
                row = await post_photo(
                    *(tx, visitor, content, key_of(sender.key, content)),
                    is_named=sender.is_named,
                    attendee_id=sender.attendee_id,
                )
                state = "waits" if row.status == "waiting" else state
        except NotFound:
            raise
        except Problem as problem:
            refused.append(BadPhoto(name=one.filename or "", problem=problem))
    check_used(refused)
    return state


async def look_at(request: Request, door: Door, verb: str, value: str) -> str:
    """Removes one's own post, or reports another's; a missing post counts as done.

    Raises:
        Invalid: the button names no post.
        NotAllowed: it would remove somebody else's.
    """
    model, key = post_in(verb, value)
    async with began(request, door) as tx:
        visitor = await door.enter(tx)
        row = await post_seen(tx, model, visitor, key)
        if verb == "remove":
            if row is not None and visitor.owns(row[0]):
                await remove_post(tx, visitor, row[0])
            elif row is not None:
                await remove_others(tx, visitor, model, key)
            return "removed"
        if row is None:
            return "reported"
        await spend(request, "wall-report", visitor.counted_as)
        await report_post(tx, visitor, model, key)
    return "reported"


async def photo_answer(tx: ReadTx, visitor: Visitor, photo_id: UUID, width: int | None) -> Response:
    """A photo that the visitor sees.

    Raises:
        NotFound: they don't.
    """
    row = await post_seen(tx, Photo, visitor, photo_id)
    if row is None or not visitor.is_on:
        raise NotFound
    return await answer_file(row[4], width, PHOTO_HEADERS)


@router.get("/e/{slug}/wall", dependencies=[Public])
async def account_wall(
    slug: str, request: Request, tx: Read, comments: Cursor = None, photos: Cursor = None
) -> Response:
    """The wall, for accounts that come. Others are told how to come."""
    user_id = await session_user(request)
    if user_id is None:
        return to_login(f"/e/{slug}/{PAGE}", request)
    try:
        place = await place_at(tx, slug, user_id)
        door = account_door(request, slug, user_id, place.event)
        if place.visitor is None and settings_in_force(None, place.event.settings).page.has_wall:
            return only_for_those_who_come(place.event, door)
        visitor = present(place.visitor)
    except (NotFound, NotAllowed):
        return await missing(request, slug)
    shown = await shown_wall(tx, visitor, door.path, comments=comments, photos=photos)
    return page(request, visitor, shown, door)


def only_for_those_who_come(event: Event, door: Door) -> Response:
    """The page for an account that doesn't come."""
    values = {**event_values(event, door.locale), "home": door.home, "path": door.path}
    text = render("nowall.html", door.locale, **values)
    return HTMLResponse(text, 403, headers=PAGE_HEADERS)


@router.post("/e/{slug}/wall", dependencies=[Public])
async def account_posts(slug: str, request: Request) -> Response:
    """What an account's form on the wall asks for."""
    user_id = await session_user(request)
    if user_id is None:
        return to_login(f"/e/{slug}/{PAGE}", request)
    try:
        async with database_of(request).read() as tx:
            place = await place_at(tx, slug, user_id)
            present(place.visitor)
        door = account_door(request, slug, user_id, place.event)
        return await sent(request, door, marked_for=(user_id, place.event.id))
    except NotFound:
        return await missing(request, slug)


@router.get("/e/{slug}/wall/photos/{photo_id}", dependencies=[Public])
async def account_photo(
    slug: str,
    photo_id: UUID,
    request: Request,
    tx: Read,
    width: Annotated[int | None, Query(ge=1, le=10_000)] = None,
) -> Response:
    """A photo of the wall, for accounts that come."""
    user_id = await session_user(request)
    if user_id is None:
        raise NotFound
    visitor = (await place_at(tx, slug, user_id)).visitor
    if visitor is None:
        raise NotFound
    return await photo_answer(tx, visitor, photo_id, width)


@router.get("/r/{code}/wall")
async def party_wall(
    code: str, request: Request, tx: Read, comments: Cursor = None, photos: Cursor = None
) -> Response:
    """The wall, for a party that comes; another is led to its invitation."""
    try:
        access = await bearer(request, code, tx)
        door = party_door(request, access)
        visitor = await door.enter(tx)
    except (NotFound, Gone):
        return nothing_here(request)
    except NotAllowed:
        return RedirectResponse(own_address(request, access), 303, headers=PAGE_HEADERS)
    shown = await shown_wall(tx, visitor, door.path, comments=comments, photos=photos)
    return page(request, visitor, shown, door)


@router.post("/r/{code}/wall")
async def party_posts(code: str, request: Request) -> Response:
    """What a party's form on the wall asks for."""
    try:
        async with database_of(request).read() as tx:
            access = await bearer(request, code, tx)
            door = party_door(request, access)
            await door.enter(tx)
        return await sent(request, door)
    except (NotFound, Gone):
        return nothing_here(request)
    except NotAllowed:
        return RedirectResponse(own_address(request, access), 303, headers=PAGE_HEADERS)


@router.get("/r/{code}/wall/photos/{photo_id}")
async def party_photo(
    photo_id: UUID,
    request: Request,
    access: Bearer,
    tx: Read,
    width: Annotated[int | None, Query(ge=1, le=10_000)] = None,
) -> Response:
    """A photo of the wall, for a party that comes."""
    event = access.event
    visitor = await party_visitor(tx, event.event, event.actor, access.invitation)
    if visitor is None:
        raise NotFound
    return await photo_answer(tx, visitor, photo_id, width)


party_wall.right = "own_invitation"  # type: ignore[attr-defined]
party_posts.right = "own_invitation"  # type: ignore[attr-defined]
