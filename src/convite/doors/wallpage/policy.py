"""The two ways to the page of an event's wall, and what its forms say."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import FormData, UploadFile

from convite.core.bodies import bad_input, id_field, validated
from convite.core.db import Principal, ReadTx
from convite.core.language import Locale
from convite.core.problems import FieldText, Invalid, NotAllowed, NotFound, Problem, invalid
from convite.core.request import page_language
from convite.doors.pages.policy import language, own_address, principal_of
from convite.doors.publicpages.policy import mark_of, own_path
from convite.doors.rsvp.policy import BearerInvitation
from convite.doors.wall.models import Comment, Photo
from convite.doors.wall.queries import Visitor, party_visitor
from convite.doors.wall.rules import MOST_AT_ONCE
from convite.doors.wall.schemas import CommentCreate
from convite.doors.wallpage.queries import place_at
from convite.events.event.models import Event

#: Its name below the event's or the party's address, and what its forms are marked with.
PAGE = "wall"
Enter: TypeAlias = Callable[[ReadTx], Awaitable[Visitor]]

#: A form that lacks what the page put into it.
OLD_FORM = FieldText(name="wall.form", english="This form is out of date. Open the page again.")


@dataclass(frozen=True, kw_only=True)
class Sender:
    """What both forms say besides the post: a key of the form, as whom, and whether by name."""

    key: UUID
    attendee_id: UUID | None
    is_named: bool


@dataclass(frozen=True, kw_only=True)
class BadPhoto:
    """A photo that can't be used, by its name, and why."""

    name: str
    problem: Problem


def sender_in(fields: FormData) -> Sender:
    """Who sends a form.

    Raises:
        Invalid: it lacks its key, or names nobody's id.
    """
    author = fields.get("author")
    return Sender(
        key=id_field(fields.get("key"), "key", OLD_FORM),
        attendee_id=id_field(author, "author", OLD_FORM) if author else None,
        is_named="is_named" in fields,
    )


MODELS: dict[str, Any] = {"comment": Comment, "photo": Photo}


def post_in(verb: str, value: str) -> tuple[Any, UUID]:
    """The post that a button names, as `comment:` or `photo:` and its id.

    Raises:
        Invalid: it names none.
    """
    kind, _, text = value.partition(":")
    model = MODELS.get(kind)
    if model is None:
        raise invalid(verb, OLD_FORM)
    return model, id_field(text, verb, OLD_FORM)


def comment_in(fields: FormData, sender: Sender) -> CommentCreate:
    """The comment that was typed.

    Raises:
        Invalid: it is empty, too long, or can't be stored.
    """
    # browsers send line breaks as two characters, which count as one while it is typed
    text = str(fields.get("text", "")).replace("\r\n", "\n")
    try:
        return validated(CommentCreate, {"text": text, "is_named": sender.is_named})
    except RequestValidationError as error:
        raise bad_input(error) from None


def photos_in(fields: FormData) -> Sequence[UploadFile]:
    """The photos that were chosen.

    Raises:
        Invalid: none, or too many.
    """
    found = [
        one for one in fields.getlist("photos") if isinstance(one, UploadFile) and one.filename
    ]
    if not found:
        text = FieldText(name="wall.no-photo", english="Choose at least one photo.")
        raise invalid("photos", text)
    if len(found) > MOST_AT_ONCE:
        raise invalid(
            "photos",
            FieldText(
                name="wall.many-photos",
                english=f"Send at most {MOST_AT_ONCE} photos at once.",
                values={"most": MOST_AT_ONCE},
            ),
        )
    return found


def check_used(refused: Sequence[BadPhoto]) -> None:
    """Rejects a form of which some photos can't be used; the others are on the wall.

    Raises:
        Invalid: there are such.
    """
    if refused:
        raise Invalid("Some photos can't be used. See the notes below.", name="photo-refused")


@dataclass(frozen=True, kw_only=True)
class Door:
    """One of the two ways to a wall: where its page is, and how its forms are read."""

    path: str
    locale: Locale
    #: Where the page leads back to.
    home: str
    mark: str
    #: Whose transactions are opened, in which the visitor is found anew.
    principal: Principal
    enter: Enter


def present(visitor: Visitor | None) -> Visitor:
    """Somebody who comes, or the team, at an event that has a wall.

    Raises:
        NotFound: the event has none.
        NotAllowed: they don't come.
    """
    if visitor is None:
        raise NotAllowed("Only those who come to this event see this page.", name="not-coming")
    if not visitor.is_on:
        raise NotFound
    return visitor


def account_door(request: Request, slug: str, user_id: UUID, event: Event) -> Door:
    """The way of an account."""

    async def enter(tx: ReadTx) -> Visitor:
        return present((await place_at(tx, slug, user_id)).visitor)

    return Door(
        path=f"/e/{slug}/{PAGE}",
        locale=page_language(request, fallback=event.locale),
        home=own_path(f"/e/{slug}", request),
        mark=mark_of(PAGE, user_id, event.id),
        principal=Principal(user_id=user_id),
        enter=enter,
    )


def party_door(request: Request, access: BearerInvitation) -> Door:
    """The way of a party, whose link is its key."""

    async def enter(tx: ReadTx) -> Visitor:
        event = access.event
        return present(await party_visitor(tx, event.event, event.actor, access.invitation))

    return Door(
        path=f"/r/{access.invitation.code}/{PAGE}",
        locale=language(request, access),
        home=own_address(request, access),
        mark="",
        principal=principal_of(access),
        enter=enter,
    )
