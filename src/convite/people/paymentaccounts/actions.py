"""Writes of payment accounts. Keys are checked with their provider before they are kept."""

from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict, FieldText, Problem, Unavailable, invalid
from convite.core.shapes import patch
from convite.gateways.channels import Delayed, Fault
from convite.gateways.payment_registry import PAYMENT_PROVIDERS
from convite.gateways.payments import KeyCheck, PaymentKeys
from convite.people.paymentaccounts.facts import AccountChanged, AccountKept, AccountRemoved
from convite.people.paymentaccounts.models import PaymentAccount
from convite.people.paymentaccounts.queries import accounts_of, sealed_keys
from convite.people.paymentaccounts.schemas import AccountKeys


def about(row: PaymentAccount) -> dict[str, object]:
    """The fields that every fact of an account has."""
    return {
        "organization_id": row.organization_id,
        "object_id": row.id,
        "provider": row.provider,
        "mode": row.mode,
    }


async def checked(body: AccountKeys) -> KeyCheck:
    """Asks the provider whose keys these are; no transaction is open meanwhile.

    Raises:
        Invalid: a key is missing, the provider doesn't know them, or they are of the other mode.
        Unavailable: the provider can't be reached.
    """
    provider = PAYMENT_PROVIDERS[body.provider]
    for name in provider.secret_names:
        if not body.secrets.get(name):
            english = "Enter all of the provider's keys."
            raise invalid(f"secrets/{name}", FieldText(name="payment.key-missing", english=english))
    keys = PaymentKeys(mode=body.mode, secrets=body.secrets, webhook_secrets=body.webhook_secrets)
    try:
        found = await provider.check_keys(keys)
    except Fault as fault:
        raise not_known(fault) from fault
    if found.mode != body.mode:
        english = "These keys are for the other mode: test keys move no money, live ones do."
        raise invalid("mode", FieldText(name="payment.other-mode", english=english))
    return found


def not_known(fault: Fault) -> Problem:
    """The problem of keys that a provider doesn't take."""
    if isinstance(fault, Delayed):
        text = "The payment provider can't be reached. Try again in a moment."
        return Unavailable(text).with_text("provider")
    english = "The provider doesn't know these keys. Copy them from its dashboard once more."
    return invalid("secrets", FieldText(name="payment.keys-unknown", english=english))


async def keep_keys(
    tx: Tx, actor: Actor, organization_id: UUID, body: AccountKeys, found: KeyCheck
) -> PaymentAccount:
    """Keeps checked keys, in place of former ones of the same provider and mode.

    Raises:
        Conflict: they are another account's than before, of which payments are still known.
    """
    rows = await accounts_of(tx, organization_id)
    same = (one for one in rows if (one.provider, one.mode) == (body.provider, body.mode))
    row = next(same, None)
    keys = PaymentKeys(
        mode=body.mode,
        account=found.account,
        secrets=body.secrets,
        webhook_secrets=body.webhook_secrets,
    )
    if row is not None and row.account not in ("", found.account):
        text = f"These are keys of another account than {row.name or row.account}. Remove it first."
        raise Conflict(text, name="other-account").with_text(name=row.name or row.account)
    if row is None:
        row = PaymentAccount(
            id=new_id(),
            organization_id=organization_id,
            provider=body.provider,
            mode=body.mode,
            keys=b"",
        )
        tx.add(row)
    row.keys, row.account, row.name = sealed_keys(keys), found.account, found.name
    row.checked_at, row.last_error, row.is_active = now(), None, True
    await tx.flush()
    await record(tx, actor, AccountKept(**about(row)))  # type: ignore[arg-type]
    return row


async def change_account(tx: Tx, actor: Actor, row: PaymentAccount, *, is_active: bool) -> None:
    """Switches a provider on or off; payments that were started go on."""
    if patch(row, {"is_active": is_active}):
        await tx.flush()
        await record(tx, actor, AccountChanged(**about(row)))  # type: ignore[arg-type]


async def remove_account(tx: Tx, actor: Actor, row: PaymentAccount) -> None:
    """Removes keys for good.

    Raises:
        Conflict: payments were made with them, which may have to be paid back.
    """
    used = await tx.driver.fetchval(
        "SELECT EXISTS (SELECT 1 FROM payments WHERE account_id = $1)", row.id
    )
    if used:
        text = "Payments were made with this account. Switch it off instead of removing it."
        raise Conflict(text, name="account-used")
    await record(tx, actor, AccountRemoved(**about(row)))  # type: ignore[arg-type]
    await tx.delete(row)
    await tx.flush()
