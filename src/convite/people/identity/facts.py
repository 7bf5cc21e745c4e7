"""Facts of accounts, all in the user's own stream."""

from uuid import UUID

from convite.core.log import Fact


class UserRegistered(Fact, frozen=True, kw_only=True):
    """An account was created."""

    action = "user_registered"
    object_type = "user"
    role: str


class UserChanged(Fact, frozen=True, kw_only=True):
    """An account was changed."""

    action = "user_changed"
    object_type = "user"
    private_changes = frozenset({"name", "email", "phone"})


class UserDeleted(Fact, frozen=True, kw_only=True):
    """An account was deleted."""

    action = "user_deleted"
    object_type = "user"


class LoggedIn(Fact, frozen=True, kw_only=True):
    """Somebody logged in."""

    action = "logged_in"
    object_type = "user"
    session_id: UUID


class LoggedOut(Fact, frozen=True, kw_only=True):
    """A session ended: by log-out, by a copied token, or because the account changed."""

    action = "logged_out"
    object_type = "user"
    session_id: UUID
    reason: str
