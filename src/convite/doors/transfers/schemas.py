"""Schemas of transfers."""

from typing import Annotated, Literal

from pydantic import Field

from convite.core.shapes import CleanText, Input, Output
from convite.people.identity.schemas import Email

TransferStatus = Literal["transferred", "renamed"]


class TransferBody(Input):
    """Who comes instead. With the holder's own e-mail only the name on the ticket changes."""

    name: Annotated[CleanText, Field(min_length=1, max_length=200)]
    email: Email


class TransferOut(Output):
    """What became of a ticket. Says nothing of the new holder but what was sent."""

    status: TransferStatus
    name: str
    email: str
