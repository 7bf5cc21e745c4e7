"""Schemas of invitations to an organization."""

from typing import Annotated

from pydantic import Field

from convite.core.shapes import CleanText, Input


class OrganizationAccept(Input):
    """The token of the link in a mailed invitation."""

    token: Annotated[CleanText, Field(min_length=1, max_length=100)]
