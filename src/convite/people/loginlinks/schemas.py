"""Schemas of links that are mailed to log in."""

from typing import Annotated

from pydantic import Field

from convite.core.shapes import Input
from convite.people.identity.schemas import Email, Password

LinkToken = Annotated[str, Field(max_length=100)]


class LinkRequest(Input):
    """The address of an account."""

    email: Email


class PasswordReset(Input):
    """The token of a mailed link, and the password to set."""

    token: LinkToken
    password: Password


class MagicLink(Input):
    """The token of a mailed link."""

    token: LinkToken
