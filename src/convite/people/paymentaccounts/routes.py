"""HTTP routes of payment accounts."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from convite.core.config import settings
from convite.core.db import Principal
from convite.core.paging import Page
from convite.core.problems import NotFound
from convite.core.request import Read, Write, database_of
from convite.core.responses import DirectRoute
from convite.core.shapes import check_version
from convite.people.identity.policy import AccountAccess, recent_account
from convite.people.organizations.policy import Managed
from convite.people.paymentaccounts import actions
from convite.people.paymentaccounts.models import PaymentAccount
from convite.people.paymentaccounts.queries import account_by_id, accounts_of, readable_keys
from convite.people.paymentaccounts.schemas import AccountKeys, AccountOut, AccountUpdate

router = APIRouter(
    prefix="/api/organizations/{organization_id}/payment-accounts",
    tags=["Payments"],
    route_class=DirectRoute,
)

Recent = Annotated[AccountAccess, Depends(recent_account)]


def account_out(row: PaymentAccount) -> AccountOut:
    """An account without its keys."""
    kept = set(AccountOut.model_fields) - {"webhook_url", "has_webhook_secret", "is_readable"}
    keys = readable_keys(row)
    url = f"{settings().address}/api/payments/webhooks/{row.provider}?account={row.id}"
    return AccountOut(
        **{name: getattr(row, name) for name in kept},
        webhook_url=url,
        has_webhook_secret=keys is not None and bool(keys.webhook_secrets),
        is_readable=keys is not None,
    )


async def account_of(tx: Read, access: Managed, account_id: UUID) -> PaymentAccount:
    """The account; 404 if it isn't the organization's."""
    row = await account_by_id(tx, account_id)
    if row is None or row.organization_id != access.organization_id:
        raise NotFound
    return row


@router.get("")
async def payment_accounts(access: Managed, tx: Read) -> Page[AccountOut]:
    """The organization's accounts at payment providers, without their keys."""
    rows = await accounts_of(tx, access.organization_id)
    return Page(items=[account_out(row) for row in rows])


@router.put("")
async def keep_payment_account(
    request: Request, own: Recent, access: Managed, tx: Write, body: AccountKeys
) -> AccountOut:
    """Checks keys with their provider and keeps them, encrypted. Needs a log-in of the last minutes."""
    actor, organization_id = own.token.actor, access.organization_id
    database = database_of(request)
    await database.commit(tx)  # nothing is held open while the provider is asked
    found = await actions.checked(body)
    async with database.tx(Principal(organization_id=organization_id)) as later:
        return account_out(await actions.keep_keys(later, actor, organization_id, body, found))


@router.patch("/{account_id}")
async def change_payment_account(
    account_id: UUID, access: Managed, tx: Write, body: AccountUpdate
) -> AccountOut:
    """Switches a provider on or off; payments that were started go on."""
    row = await account_of(tx, access, account_id)
    check_version(row, body.version, account_out(row).model_dump(mode="json"))
    if body.is_active is not None:
        await actions.change_account(tx, access.token.actor, row, is_active=body.is_active)
    return account_out(row)


@router.delete("/{account_id}", status_code=204)
async def remove_payment_account(account_id: UUID, _: Recent, access: Managed, tx: Write) -> None:
    """Removes keys for good, if no payment was made with them."""
    row = await account_of(tx, access, account_id)
    await actions.remove_account(tx, access.token.actor, row)
