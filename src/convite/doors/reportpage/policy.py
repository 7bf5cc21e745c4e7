"""Reads the form of the page on which an event is reported."""

from fastapi.exceptions import RequestValidationError
from starlette.datastructures import FormData

from convite.core.bodies import bad_input, validated
from convite.doors.reports.schemas import ReportCreate


def report_in(fields: FormData) -> ReportCreate:
    """What was typed.

    Raises:
        Invalid: a value can't be used.
    """
    sent = {name: str(fields[name]) for name in ("reason", "text") if fields.get(name)}
    try:
        return validated(ReportCreate, sent)
    except RequestValidationError as error:
        raise bad_input(error) from None
