"""What a filled-in form says, as a reply; forms that can't be sent on are refused."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi.exceptions import RequestValidationError

from convite.core.bodies import bad_input, validated
from convite.core.shapes import FIRST_YEAR, LAST_YEAR
from convite.doors.pages.rules import NamedPlusOne, Submitted, form_problem
from convite.doors.replies.schemas import PartyAnswer


def party_answer(submitted: Submitted) -> PartyAnswer:
    """The party's reply from the form.

    Raises:
        Invalid: nothing was chosen, or a text is too long or can't be stored.
    """
    problem = form_problem(submitted)
    if problem is not None:
        raise problem
    values: dict[str, Any] = {
        "guests": [
            {
                "id": UUID(key),
                "status": submitted.statuses.get(key),
                "parts": part_fields(submitted.parts.get(key)),
                "answers": submitted.answers.get(key),
                **name_fields(submitted.names.get(key)),
            }
            for key in submitted.guests
        ],
        "plus_ones": [
            plus_one_fields(one) | {"parts": part_fields(submitted.parts_of_plus_ones)}
            for one in submitted.plus_ones
        ],
        "answers": submitted.party_answers or None,
        "message": submitted.message,
    }
    if submitted.seen is not None:
        values["last_responded_at"] = moment_of(submitted.seen)
    try:
        return validated(PartyAnswer, values)
    except RequestValidationError as error:
        raise bad_input(error) from None


def part_fields(parts: Mapping[str, str] | None) -> list[dict[str, str]] | None:
    """Answers for parts of the event as the reply names them; None without any."""
    if not parts:
        return None
    return [{"part_id": key, "status": status} for key, status in parts.items()]


def name_fields(name: tuple[str, str] | None) -> dict[str, str]:
    """The name that a plus-one is given, as the reply has it."""
    return {} if name is None else {"first_name": name[0], "last_name": name[1]}


def plus_one_fields(one: NamedPlusOne) -> dict[str, Any]:
    """A plus-one as the reply names it."""
    return {"first_name": one.first_name, "last_name": one.last_name, "answers": one.answers}


def moment_of(text: str) -> datetime | None:
    """The time in a hidden field; None if it is empty or was tampered with."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo and FIRST_YEAR <= moment.year <= LAST_YEAR else None
