"""Schemas of gates."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, field_validator

from convite.core.shapes import CleanText, Input, Output, not_null, partial

MAX_ZONES = 200


class GateFields(Input):
    """A gate. `zones` are ids of the plan's zones whose guests use it."""

    name: Annotated[CleanText, Field(min_length=1, max_length=60)]
    position: Annotated[int, Field(ge=0, le=10_000)] = 0
    zones: Annotated[
        list[Annotated[CleanText, Field(min_length=1, max_length=100)]],
        Field(max_length=MAX_ZONES),
    ] = []

    @field_validator("zones")
    @classmethod
    def each_once(cls, value: list[str]) -> list[str]:
        """Removes duplicate zones."""
        return list(dict.fromkeys(value))


class GateUpdate(partial(GateFields, "GateUpdateFields")):  # type: ignore[misc]
    """A partial gate."""

    filled = field_validator("name", "position", "zones", mode="before")(not_null)


class GateOut(Output):
    """A gate."""

    id: UUID
    name: str
    position: int
    zones: list[str]
    version: int
