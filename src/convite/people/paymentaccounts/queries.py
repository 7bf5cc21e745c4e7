"""Queries of payment accounts, and their keys."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from sqlalchemy import select

from convite.core.db import ReadTx
from convite.core.sealing import CannotUnseal, sealed, unsealed
from convite.gateways.payments import PaymentKeys
from convite.people.paymentaccounts.models import PaymentAccount

#: What the server key is used for here.
PURPOSE = "payment-keys"


async def accounts_of(tx: ReadTx, organization_id: UUID) -> Sequence[PaymentAccount]:
    """An organization's accounts: one for each provider and mode at the most."""
    found = await tx.execute(
        select(PaymentAccount)
        .where(PaymentAccount.organization_id == organization_id)
        .order_by(PaymentAccount.provider, PaymentAccount.mode)
    )
    return found.scalars().all()


async def account_by_id(tx: ReadTx, account_id: UUID) -> PaymentAccount | None:
    """One account."""
    found = await tx.execute(select(PaymentAccount).where(PaymentAccount.id == account_id))
    return found.scalar_one_or_none()


def keys_of(account: PaymentAccount) -> PaymentKeys:
    """An account's keys.

    Raises:
        CannotUnseal: they were kept with another server key.
    """
    kept = msgspec.json.decode(unsealed(PURPOSE, account.keys))
    return PaymentKeys(
        mode="live" if account.mode == "live" else "test",
        account=account.account,
        secrets=kept["secrets"],
        webhook_secrets=kept["webhook_secrets"],
    )


def readable_keys(account: PaymentAccount) -> PaymentKeys | None:
    """An account's keys; None if they were kept with another server key."""
    try:
        return keys_of(account)
    except CannotUnseal:
        return None


def sealed_keys(keys: PaymentKeys) -> bytes:
    """Keys as they are stored."""
    kept = {"secrets": dict(keys.secrets), "webhook_secrets": list(keys.webhook_secrets)}
    return sealed(PURPOSE, msgspec.json.encode(kept))
