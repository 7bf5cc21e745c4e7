"""Schemas of proofs."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from convite.core.shapes import Input, Output


class EmailProof(Input):
    """The token of a mailed link."""

    token: Annotated[str, Field(max_length=100)]


class EmailProved(Output):
    """An address that is now its account's own."""

    email: str
    email_verified_at: datetime
