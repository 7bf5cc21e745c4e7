"""Reads the form of a date poll's page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from fastapi.exceptions import RequestValidationError
from starlette.datastructures import FormData

from convite.core.bodies import bad_input, validated
from convite.core.ids import hash_of
from convite.core.problems import Invalid, Problem
from convite.doors.polls.schemas import LinkAnswer, PartyChoices


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What was chosen and typed, to be shown again."""

    #: By the ids of options.
    choices: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    email: str = ""


def typed_in(fields: FormData, options: Iterable[UUID]) -> Typed:
    """What a form says of these options, and who sends it."""
    chosen = {str(one): str(fields.get(f"option-{one}", "")) for one in options}
    return Typed(
        choices={key: choice for key, choice in chosen.items() if choice},
        name=str(fields.get("name", "")).strip(),
        email=str(fields.get("email", "")).strip(),
    )


def check_chosen(typed: Typed) -> None:
    """Rejects a form that says nothing.

    Raises:
        Invalid: it does.
    """
    if not typed.choices:
        raise Invalid("Choose an answer for at least one date.", name="no-choice")


def party_choices(typed: Typed) -> PartyChoices:
    """A party's answer.

    Raises:
        Invalid: nothing was chosen, or something that can't be.
    """
    check_chosen(typed)
    try:
        return validated(PartyChoices, {"choices": typed.choices})
    except RequestValidationError as error:
        raise bad_input(error) from None


def link_answer(typed: Typed) -> LinkAnswer:
    """The answer of somebody with the link.

    Raises:
        Invalid: nothing was chosen, there is no name, or something can't be read.
    """
    check_chosen(typed)
    values = {"choices": typed.choices, "name": typed.name, "email": typed.email or None}
    try:
        return validated(LinkAnswer, values)
    except RequestValidationError as error:
        raise bad_input(error) from None


def faults_of(problem: Problem | None, locale: str) -> dict[str, str]:
    """The sentence at each field of the form."""
    errors = problem.body(locale).get("errors", ()) if problem else ()
    return {str(error["pointer"]).strip("/"): str(error["detail"]) for error in errors}


def bearer_id(secret: str) -> UUID:
    """What a form is marked for: whoever has this secret."""
    return UUID(bytes=hash_of(secret)[:16])
