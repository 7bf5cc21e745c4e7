"""Reads the form of a share link's page."""

from urllib.parse import quote
from uuid import UUID

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import FormData

from convite.core.bodies import bad_input, validated
from convite.core.config import settings
from convite.core.problems import NotAllowed
from convite.doors.invites.schemas import InviteAccept
from convite.doors.joinpage.rules import is_own_form


def check_own(fields: FormData, user_id: UUID, link_id: UUID) -> None:
    """Rejects a form that another site made.

    Raises:
        NotAllowed: it hasn't the mark of the account and the link.
    """
    if not is_own_form(str(fields.get("mark", "")), settings().secret, user_id, link_id):
        raise NotAllowed(
            "This form is out of date. Check what you typed and send it again.", name="old-form"
        )


def places_in(fields: FormData) -> int:
    """For how many people the form was sent.

    Raises:
        Invalid: it isn't a number of places.
    """
    try:
        return validated(InviteAccept, {"places": str(fields.get("places", "")) or 1}).places
    except RequestValidationError as error:
        raise bad_input(error) from None


def own_path(code: str, request: Request) -> str:
    """The page's address, in the language that was asked for."""
    language = request.query_params.get("lang")
    return f"/j/{quote(code, safe='')}{'?lang=' + quote(language) if language else ''}"


def login_path(code: str, request: Request) -> str:
    """Where somebody without a session logs in, and is led back from."""
    return f"/login/code?next={quote(own_path(code, request), safe='')}"
