"""Schemas of plus-ones."""

from typing import Annotated, Any

from pydantic import Field, model_validator

from convite.core.shapes import CleanText, Input
from convite.doors.invitations.schemas import PartAnswers

Name = Annotated[CleanText, Field(max_length=200)]


class PlusOne(Input):
    """Somebody who is brought along. Without a name, if the event allows that."""

    first_name: Name = ""
    last_name: Name = ""
    answers: dict[str, Any] = {}
    parts: PartAnswers | None = None

    @model_validator(mode="after")
    def only_name_is_the_first(self) -> "PlusOne":
        """Of whom only the last name is known, it is the name."""
        if not self.first_name:
            self.first_name, self.last_name = self.last_name, ""
        return self

    @property
    def is_named(self) -> bool:
        """Whether it is known who comes."""
        return bool(self.first_name)
