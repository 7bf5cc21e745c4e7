"""Queries of how an event's orders can be paid."""

from uuid import UUID

from convite.core.db import ReadTx
from convite.doors.paying.rules import ONLINE, offered
from convite.doors.paying.schemas import WaysToPay, WayToPay
from convite.doors.payments.models import ProviderName
from convite.events.event.models import Event
from convite.events.event.schemas import settings_in_force
from convite.people.paymentaccounts.models import PaymentAccount
from convite.people.paymentaccounts.queries import accounts_of


async def active_accounts(tx: ReadTx, organization_id: UUID) -> dict[str, PaymentAccount]:
    """The organization's accounts that are in use, by provider: live ones, if there are any at all."""
    active = [one for one in await accounts_of(tx, organization_id) if one.is_active]
    live = [one for one in active if one.mode == "live"]
    return {one.provider: one for one in (live or active)}


async def account_for(tx: ReadTx, organization_id: UUID, provider: str) -> PaymentAccount | None:
    """The account by which a provider is used; None if it needs none."""
    return (await active_accounts(tx, organization_id)).get(provider)


async def ways_to_pay(tx: ReadTx, event: Event) -> WaysToPay:
    """How buyers can pay an event's orders."""
    accounts = await active_accounts(tx, event.organization_id)
    known = settings_in_force(None, event.settings).payment
    by_hand: list[ProviderName] = []
    if known.iban:
        by_hand.append("bank")
    if known.takes_cash:
        by_hand.append("cash")
    is_new = not accounts and not await accounts_of(tx, event.organization_id)
    ways = offered([name for name in ONLINE if name in accounts], by_hand, is_new=is_new)
    items = [WayToPay(provider=name, mode=mode_of(name, accounts.get(name))) for name in ways]
    return WaysToPay(
        items=items, is_test=bool(items) and all(item.mode == "test" for item in items)
    )


def mode_of(name: ProviderName, account: PaymentAccount | None) -> str:
    """Whether money moves."""
    if account is not None:
        return account.mode
    return "test" if name == "test" else "live"


async def is_offered(tx: ReadTx, event: Event, provider: ProviderName, *, by_team: bool) -> bool:
    """Whether an order can be paid that way; the team takes money by hand at any event."""
    if by_team and provider in ("manual", "bank", "cash"):
        return True
    return any(way.provider == provider for way in (await ways_to_pay(tx, event)).items)
