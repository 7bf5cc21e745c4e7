"""Invitations to a team. Pure functions."""

#: Most members of an event, including those who are invited.
MAX_MEMBERS = 500


def invitation_link(address: str, token: str) -> str:
    """The page on which an invitation is accepted; opening it alone accepts nothing."""
    return f"{address}/join/{token}"
