"""What a filled-in form says, as a reply; forms that can't be sent on are refused."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Request
from fastapi.exceptions import RequestValidationError

from convite.core.bodies import bad_input, validated
from convite.core.db import Principal
from convite.core.language import Locale, pick
from convite.core.problems import Invalid, Problem
from convite.core.shapes import FIRST_YEAR, LAST_YEAR
from convite.doors.invitations.policy import InvitationAccess
from convite.doors.pages.rules import NamedPlusOne, Submitted, form_problem
from convite.doors.replies.schemas import PartyAnswer
from convite.doors.rsvp.schemas import RsvpOut


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


def asks_for_files(rsvp: RsvpOut) -> bool:
    """Whether there is a question that is answered with a file."""
    return any(question.kind == "file" for question in rsvp.questions)


def principal_of(access: InvitationAccess) -> Principal:
    """The tenant of the party's event."""
    return Principal(
        organization_id=access.event.event.organization_id, invitation_id=access.invitation.id
    )


def fault_of(problem: Problem, locale: Locale) -> str:
    """The sentence of a problem at a field."""
    errors = problem.body(locale).get("errors") or [{"detail": problem.detail_in(locale)}]
    return str(errors[0]["detail"])


def check_files(faults: Mapping[str, str]) -> None:
    """Rejects a form of which a file can't be used; each field says why.

    Raises:
        Invalid: there is such a file.
    """
    if faults:
        text = "One of the files can't be used. See the note at its field."
        raise Invalid(text, name="file-refused")


def language(request: Request, access: InvitationAccess) -> Locale:
    """The page's language: requested, else the invitation's, the browser's or the event's."""
    requested = request.query_params.get("lang")
    accepted = request.headers.get("accept-language", "")
    return pick(accepted, requested, access.invitation.locale, fallback=access.event.event.locale)


def own_address(request: Request, access: InvitationAccess, state: str = "") -> str:
    """The party's page, in the language that was asked for."""
    parameters = {state: ""} if state else {}
    requested = request.query_params.get("lang")
    if requested:
        parameters["lang"] = language(request, access)
    query = urlencode(parameters).replace("=&", "&").removesuffix("=")
    return f"/r/{access.invitation.code}{'?' if query else ''}{query}"
