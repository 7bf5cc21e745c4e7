"""Schemas of what phones say about passes, in Apple's names."""

from typing import Annotated

from pydantic import Field

from convite.core.shapes import Input, Output

Line = Annotated[str, Field(max_length=2000)]


class PushToken(Input):
    """Where a phone is told of changes: a token in hexadecimal."""

    pushToken: Annotated[str, Field(pattern=r"^[0-9A-Fa-f]{8,200}$")]  # noqa: N815  (Apple's name)


class PhoneLog(Input):
    """What went wrong on a phone."""

    logs: Annotated[list[Line], Field(max_length=100)] = []


class ChangedPasses(Output):
    """The passes of a phone that changed, and the mark to ask with the next time."""

    serialNumbers: list[str]  # noqa: N815  (Apple's name)
    lastUpdated: str  # noqa: N815  (Apple's name)
