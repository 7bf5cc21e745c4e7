"""Schemas of recovered orders."""

from typing import Annotated

from pydantic import Field

from convite.core.shapes import CleanText, Input, Output

Typed = Annotated[CleanText, Field(min_length=1, max_length=200)]


class RecoverBody(Input):
    """An order's number, and the e-mail or phone that it was ordered with."""

    reference: Annotated[CleanText, Field(min_length=1, max_length=40)]
    email: Typed | None = None
    phone: Typed | None = None


class Recovered(Output):
    """The same whether there is such an order or not."""

    status: str = "accepted"
