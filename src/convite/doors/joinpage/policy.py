"""Reads the form of the page on which somebody asks to join."""

from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import FormData

from convite.core.bodies import bad_input, validated
from convite.core.config import settings
from convite.core.problems import Gone, NotAllowed
from convite.doors.joinpage.queries import Joining
from convite.doors.joinpage.rules import is_own_form
from convite.doors.pages.rules import PageQuestion, answers_in, values_of
from convite.doors.requests.schemas import JoinRequestCreate
from convite.doors.waitlist.models import WaitlistEntry


def check_own(fields: FormData, joining: Joining) -> None:
    """Rejects a form that another site made.

    Raises:
        NotAllowed: it hasn't the mark of the account and the event.
    """
    sent = str(fields.get("mark", ""))
    if not is_own_form(sent, settings().secret, joining.user.id, joining.event.id):
        raise NotAllowed(
            "This form is out of date. Check what you typed and send it again.", name="old-form"
        )


def request_in(fields: FormData, joining: Joining) -> JoinRequestCreate:
    """The request that was typed.

    Raises:
        Invalid: a value can't be used.
    """
    values = values_of((name, str(value)) for name, value in fields.multi_items())
    questions = [PageQuestion(id=str(one.id), kind=one.kind) for one in joining.questions]
    body: dict[str, Any] = {
        "message": str(fields.get("message", "")),
        "places": str(fields.get("places", "")) or 1,
        "answers": answers_in(values, "party", questions),
    }
    try:
        return validated(JoinRequestCreate, body)
    except RequestValidationError as error:
        raise bad_input(error) from None


def offered(joining: Joining) -> WaitlistEntry:
    """The entry to which places are offered.

    Raises:
        Gone: they waited, but the offer has run out meanwhile.
    """
    if joining.entry is None:
        raise Gone("This offer has run out.", name="offer-over")
    return joining.entry


def own_path(slug: str, request: Request) -> str:
    """The page's address, in the language that was asked for."""
    language = request.query_params.get("lang")
    return f"/e/{slug}/join{'?lang=' + quote(language) if language else ''}"


def login_path(slug: str, request: Request) -> str:
    """Where somebody without a session logs in, and is led back from."""
    return f"/login/code?next={quote(own_path(slug, request), safe='')}"
