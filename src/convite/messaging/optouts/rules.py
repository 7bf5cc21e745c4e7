"""Links by which guests end messages. Pure functions."""

from uuid import UUID

from convite.core.ids import named_by, token_naming

PURPOSE = "optout"


def optout_token(key: bytes, organization_id: UUID, guest_id: UUID) -> str:
    """Names a guest, signed."""
    return token_naming(key, PURPOSE, organization_id, guest_id)


def read_token(key: bytes, token: str) -> tuple[UUID, UUID] | None:
    """The organization and guest that a token names; None if it isn't ours."""
    return named_by(key, PURPOSE, token)


def optout_link(address: str, token: str) -> str:
    """The page that asks, and takes the one click of mail programs."""
    return f"{address}/u/{token}"
