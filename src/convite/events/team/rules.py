"""Invitations to a team. Pure functions."""

from datetime import timedelta
from uuid import UUID

from convite.core.ids import link_code

#: How long an invitation can be accepted.
INVITATION_LASTS = timedelta(days=7)
#: How soon it is sent again, and how often in a day.
COOL_DOWN = timedelta(minutes=1)
MAX_A_DAY = 10
#: Most members of an event, including those who are invited.
MAX_MEMBERS = 500


def invitation_token(key: bytes, challenge_id: UUID) -> str:
    """The token of a link: 128 bits that only the server can compute again, so it isn't stored."""
    return link_code(key, f"member:{challenge_id}")


def invitation_link(address: str, token: str) -> str:
    """The page on which an invitation is accepted; opening it alone accepts nothing."""
    return f"{address}/join/{token}"
