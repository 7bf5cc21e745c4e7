"""Schemas of answers to disputes."""

from typing import Annotated

from pydantic import Field

from convite.core.shapes import CleanText, Input


class EvidenceBody(Input):
    """What speaks against a dispute, in the team's words. It can be handed in only once."""

    text: Annotated[CleanText, Field(min_length=1, max_length=1500)]
