"""Facts of transfers, in the organization's stream."""

from uuid import UUID

from convite.core.log import Fact


class StatementLoaded(Fact, frozen=True, kw_only=True):
    """A bank statement was loaded."""

    action = "statement_loaded"
    object_type = "organization"
    transactions: int


class TransferFound(Fact, frozen=True, kw_only=True):
    """The order that a transfer pays is known."""

    action = "transfer_found"
    object_type = "bank_transaction"
    order_id: UUID


class TransferMatched(Fact, frozen=True, kw_only=True):
    """A transfer was counted as the payment of its order."""

    action = "transfer_matched"
    object_type = "bank_transaction"
    order_id: UUID


class TransferIgnored(Fact, frozen=True, kw_only=True):
    """A transfer pays no order."""

    action = "transfer_ignored"
    object_type = "bank_transaction"
