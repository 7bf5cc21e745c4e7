"""Schemas of house seats."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Moment, Output

MAX_SEATS = 5000


class HouseSeats(Input):
    """Which seats are kept for whom, and until when. Without `house` they are released."""

    seat_ids: Annotated[list[UUID], Field(min_length=1, max_length=MAX_SEATS)]
    house: Annotated[CleanText, Field(min_length=1, max_length=60)] | None = None
    house_until: Moment | None = None

    @model_validator(mode="after")
    def check_until_has_house(self) -> "HouseSeats":
        """Refuses a time without a name."""
        if self.house_until is not None and self.house is None:
            english = "Say in `house` for whom they are kept."
            raise WrongValue(FieldText(name="house.name", english=english))
        return self


class HouseChanged(Output):
    """How many seats changed."""

    changed: int
