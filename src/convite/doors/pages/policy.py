"""What a filled-in form says, as a reply; forms that can't be sent on are refused."""

from typing import Any
from uuid import UUID

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
    values = {
        "guests": [
            {
                "id": UUID(key),
                "status": submitted.statuses.get(key),
                "answers": submitted.answers.get(key),
            }
            for key in submitted.guests
        ],
        "plus_ones": [plus_one_fields(one) for one in submitted.plus_ones],
        "message": submitted.message,
    }
    return PartyAnswer.model_validate(values)


def plus_one_fields(one: NamedPlusOne) -> dict[str, Any]:
    """A plus-one as the reply names it."""
    return {"first_name": one.first_name, "last_name": one.last_name, "answers": one.answers}
