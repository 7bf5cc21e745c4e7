"""Schemas of a host's words."""

from typing import Annotated

from pydantic import AfterValidator, Field

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input
from convite.messaging.wording.rules import unknown_placeholders


def on_one_line(value: str) -> str:
    """Rejects line breaks, with which a subject could pass for further headers."""
    if len(value.splitlines()) > 1:
        english = "A subject has one line. Put the rest into the text."
        raise WrongValue(FieldText(name="value.one-line", english=english))
    return value


def with_known_placeholders(value: str) -> str:
    """Rejects placeholders that have no value."""
    unknown = unknown_placeholders(value)
    if unknown:
        names = ", ".join(unknown)
        english = f"The text has an unknown placeholder: {names}."
        raise WrongValue(
            FieldText(name="value.placeholder", english=english, values={"names": names})
        )
    return value


class HostWords(Input):
    """A subject and a text with placeholders.

    Those are `{{name}}`, `{{event}}`, `{{when}}`, `{{where}}`, `{{link}}`, `{{answer_by}}`.
    """

    subject: Annotated[
        CleanText,
        Field(max_length=200),
        AfterValidator(on_one_line),
        AfterValidator(with_known_placeholders),
    ] = ""
    body: Annotated[CleanText, Field(max_length=4000), AfterValidator(with_known_placeholders)] = ""
