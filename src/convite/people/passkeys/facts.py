"""Facts of passkeys, in the user's own stream."""

from uuid import UUID

from convite.core.log import Fact
from convite.people.passkeys.rules import Ending


class PasskeyAdded(Fact, frozen=True, kw_only=True):
    """A passkey opens the account from now on."""

    action = "passkey_added"
    object_type = "user"
    passkey_id: UUID


class PasskeyRenamed(Fact, frozen=True, kw_only=True):
    """A passkey has another name."""

    action = "passkey_renamed"
    object_type = "user"
    private_changes = frozenset({"name"})
    passkey_id: UUID


class PasskeyRemoved(Fact, frozen=True, kw_only=True):
    """A passkey no longer opens the account."""

    action = "passkey_removed"
    object_type = "user"
    passkey_id: UUID
    why: Ending
