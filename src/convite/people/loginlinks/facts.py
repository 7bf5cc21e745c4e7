"""Facts of links that are mailed to log in, in the user's own stream."""

from uuid import UUID

from convite.core.log import Fact
from convite.people.loginlinks.rules import LinkKind


class LoginLinkRequested(Fact, frozen=True, kw_only=True):
    """Somebody asked for a link to an account's address."""

    action = "login_link_requested"
    object_type = "user"
    challenge_id: UUID
    #: What was asked for; an address that was never confirmed is mailed a password reset in any case.
    asked_for: LinkKind


class PasswordReset(Fact, frozen=True, kw_only=True):
    """A password was set by a mailed link."""

    action = "password_reset"
    object_type = "user"
