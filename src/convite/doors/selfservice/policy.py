"""Reads and checks the form with a guest's own details."""

from collections.abc import Mapping
from typing import Any, get_args

from fastapi.exceptions import RequestValidationError
from starlette.datastructures import FormData

from convite.core.bodies import bad_input, validated
from convite.core.language import Locale
from convite.core.problems import Problem
from convite.doors.selfservice.schemas import OwnDetails
from convite.people.guests.models import Channel

CHANNELS: tuple[str, ...] = get_args(Channel)


def typed_of(fields: FormData, key: str) -> dict[str, str]:
    """What was typed about one guest, by field; a box without a tick is empty."""
    names = ("email", "phone", "locale", *(f"by-{channel}" for channel in CHANNELS))
    values = {name: fields.get(f"{name}-{key}") for name in names}
    return {name: value.strip() if isinstance(value, str) else "" for name, value in values.items()}


def details_of(typed: Mapping[str, str]) -> OwnDetails:
    """The same as details; the boxes say by which channels they want messages.

    Raises:
        Problem: the e-mail isn't one, or a text is too long.
    """
    values: dict[str, Any] = {
        "email": typed["email"] or None,
        "phone": typed["phone"] or None,
        "locale": typed["locale"] if typed["locale"] in list(Locale) else None,
        "opt_outs": {channel: not typed[f"by-{channel}"] for channel in CHANNELS},
    }
    try:
        return validated(OwnDetails, values)
    except RequestValidationError as error:
        raise bad_input(error) from None


def faults_of(problem: Problem, locale: Locale, key: str) -> dict[str, str]:
    """The error messages of one guest's fields, by the name of the input."""
    errors = problem.body(locale).get("errors") or ()
    return {f"{str(one['pointer']).strip('/')}-{key}": str(one["detail"]) for one in errors}
