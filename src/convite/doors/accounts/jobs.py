"""What is left to do once accounts are closed."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import every
from convite.doors.accounts.actions import forget_closed


@every(timedelta(minutes=1), "forget_closed_accounts")
async def forget_closed_accounts(system: Database) -> None:
    """Removes what names closed accounts in any organization; the system role sees them all."""
    await forget_closed(system)
