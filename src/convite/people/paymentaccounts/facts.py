"""Facts of payment accounts, in the organization's stream."""

from convite.core.log import Fact


class AccountKept(Fact, frozen=True, kw_only=True):
    """Keys of a provider were checked and kept."""

    action = "payment_account_kept"
    object_type = "payment_account"
    provider: str
    mode: str


class AccountChanged(Fact, frozen=True, kw_only=True):
    """A provider was switched on or off."""

    action = "payment_account_changed"
    object_type = "payment_account"
    provider: str
    mode: str


class AccountRemoved(Fact, frozen=True, kw_only=True):
    """Keys of a provider were removed."""

    action = "payment_account_removed"
    object_type = "payment_account"
    provider: str
    mode: str
