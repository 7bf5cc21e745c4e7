"""Schemas of towns."""

from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import Output
from convite.people.towns.rules import LEAST_LETTERS, key_of


def long_enough(text: str) -> str:
    """Rejects what is too short to look for."""
    if len(key_of(text)) < LEAST_LETTERS:
        english = f"Write at least {LEAST_LETTERS} letters of the town."
        raise WrongValue(
            FieldText(name="value.town-short", english=english, values={"least": LEAST_LETTERS})
        )
    return text


TownName = Annotated[str, Query(max_length=100), AfterValidator(long_enough)]


class TownOut(Output):
    """A town."""

    name: str
    #: The state, for towns in the United States.
    region: str | None
    #: ISO 3166-1, two letters.
    country: str
    latitude: float
    longitude: float


class TownsOut(Output):
    """The towns that fit a name best."""

    items: list[TownOut]
