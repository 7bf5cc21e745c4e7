"""Facts of log-ins at other providers, in the user's own stream."""

from convite.core.log import Fact


class IdentityLinked(Fact, frozen=True, kw_only=True):
    """A log-in at another provider opens the account from now on."""

    action = "identity_linked"
    object_type = "user"
    provider: str


class IdentityUnlinked(Fact, frozen=True, kw_only=True):
    """A log-in at another provider no longer opens the account."""

    action = "identity_unlinked"
    object_type = "user"
    provider: str
