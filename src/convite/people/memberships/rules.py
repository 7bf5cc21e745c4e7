"""Invitations to an organization. Pure functions."""


def invitation_link(address: str, token: str) -> str:
    """The page on which an invitation is accepted; opening it alone accepts nothing."""
    return f"{address}/join-organization/{token}"
