"""Reads the form of the page on which somebody asks to join."""

from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.datastructures import FormData

from convite.core.bodies import bad_input, validated
from convite.core.problems import Gone
from convite.doors.joinpage.queries import Joining
from convite.doors.pages.rules import PageQuestion, answers_in, values_of
from convite.doors.requests.schemas import JoinRequestCreate
from convite.doors.waitlist.models import WaitlistEntry


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
