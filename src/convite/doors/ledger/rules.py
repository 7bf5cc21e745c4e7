"""Which accounts money moves between. Pure functions; what is added to `balance` is ours."""

from collections.abc import Mapping
from typing import Literal

from convite.core.money import share

#: `held` is money that isn't an order's: too much, too little, or too late.
Account = Literal[
    "balance", "sales", "tax", "platform_fee", "provider_fee", "disputed", "held",
]  # fmt: skip
#: Amounts by account; they sum to zero.
Entries = dict[Account, int]


def parts_of(amount: int, *, total: int, tax: int, platform_fee: int) -> Mapping[Account, int]:
    """What of an order's money is sales, tax and the platform's fee, by largest remainder."""
    sales, taxed, fee = share(amount, [total - tax - platform_fee, tax, platform_fee])
    return {"sales": sales, "tax": taxed, "platform_fee": fee}


def sold(total: int, tax: int, platform_fee: int) -> Entries:
    """An order was paid in full."""
    parts = parts_of(total, total=total, tax=tax, platform_fee=platform_fee)
    return {"balance": total, **{account: -part for account, part in parts.items()}}


def returned(before: int, amount: int, *, total: int, tax: int, platform_fee: int) -> Entries:
    """A refund of an order, after `before` was refunded: parts always add up to the whole order's."""
    old = parts_of(before, total=total, tax=tax, platform_fee=platform_fee)
    new = parts_of(before + amount, total=total, tax=tax, platform_fee=platform_fee)
    return {"balance": -amount, **{account: new[account] - old[account] for account in new}}


def moved(amount: int, source: Account, target: Account) -> Entries:
    """Money moves from one account to another."""
    return {target: amount, source: -amount}


def opposite(entries: Mapping[Account, int]) -> Entries:
    """The entries that reverse these."""
    return {account: -amount for account, amount in entries.items()}
