"""Reads the form of a share link's page."""

from fastapi.exceptions import RequestValidationError
from starlette.datastructures import FormData

from convite.core.bodies import bad_input, validated
from convite.doors.invites.schemas import InviteAccept


def places_in(fields: FormData) -> int:
    """For how many people the form was sent.

    Raises:
        Invalid: it isn't a number of places.
    """
    try:
        return validated(InviteAccept, {"places": str(fields.get("places", "")) or 1}).places
    except RequestValidationError as error:
        raise bad_input(error) from None
