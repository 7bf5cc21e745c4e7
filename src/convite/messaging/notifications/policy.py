"""Whose notifications: the caller's own."""

from convite.core.access import Token
from convite.core.db import Principal


def own(token: Token) -> Principal:
    """The caller in their own organization, where their notifications are."""
    return Principal(organization_id=token.organization_id, user_id=token.user_id)
