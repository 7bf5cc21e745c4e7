"""Facts of API keys, all in the organization's stream."""

from convite.core.log import Fact


class ApiKeyCreated(Fact, frozen=True, kw_only=True):
    """A key was created."""

    action = "api_key_created"
    object_type = "api_key"
    prefix: str
    scopes: list[str]


class ApiKeyRevoked(Fact, frozen=True, kw_only=True):
    """A key was revoked."""

    action = "api_key_revoked"
    object_type = "api_key"
    prefix: str
