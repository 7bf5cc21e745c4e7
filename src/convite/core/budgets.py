"""Rate limits: named budgets, keyed by account, address or target.

Budgets that guard codes, keys and single accounts count in PostgreSQL, so that more API processes don't
grant more guesses. They fail closed: without the database there is nothing to guess. The others, which
only keep one caller from taking all of a process, count in its memory.
"""

import time
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Network, ip_address

from fastapi import Request
from limits import RateLimitItem, RateLimitItemPerDay, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from sqlalchemy import func
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.config import settings
from convite.core.database import Database
from convite.core.db import Base
from convite.core.ids import hash_of
from convite.core.problems import TooMany

#: Budget → limit per period.
BUDGETS: dict[str, str] = {
    "login": "20 per minute",
    "login-account": "10 per minute",
    "login-link": "20 per minute",
    "login-link-account": "5 per minute",
    "second-factor": "20 per hour",
    "passkey": "120 per minute",
    "register": "60 per minute",
    "code": "120 per minute",
    "short-code": "20 per minute",
    "find-invitation": "10 per minute",
    "find-invitation-contact": "5 per hour",
    "code-request": "60 per minute",
    "code-address": "10 per day",
    "code-prefix": "30 per hour",
    "code-day": "1000 per day",
    "code-tries": "10 per day",
    "import": "60 per minute",
    "export": "20 per minute",
    "plan": "240 per minute",
    "hold": "600 per minute",
    "visitor-hold": "120 per minute",
    "guest-message": "20 per minute",
    "guest-file": "60 per minute",
    "device-key": "30 per minute",
    "api-key": "600 per minute",
    "preview": "60 per minute",
    "provider-test": "6 per minute",
    "broadcast-test": "20 per hour",
    "join-request": "30 per hour",
    "order": "120 per minute",
    "order-address": "40 per day",
    "promo-code": "120 per hour",
    "reconcile": "3 per minute",
    "discover": "240 per minute",
    "report": "20 per hour",
    "poll-answer": "120 per hour",
    "wall-comment": "60 per hour",
    "wall-photo": "100 per hour",
    "wall-report": "60 per hour",
    "ticket-file": "60 per minute",
    "ticket-transfer": "30 per hour",
}
#: Counted for all processes together.
SHARED = frozenset(
    {
        *("login-account", "login-link-account", "code", "short-code", "device-key"),
        "second-factor",
        *("find-invitation", "find-invitation-contact"),
        *("wall-comment", "wall-photo", "wall-report", "ticket-transfer"),
        "reconcile",
        "promo-code",
        *("code-request", "code-address", "code-prefix", "code-day", "code-tries"),
    }
)


class BudgetUse(Base):
    """How often a shared budget was used since the first use of a period.

    Unlogged: a crash of the database forgets the counts, and saves writing each twice.
    """

    __tablename__ = "budget_uses"
    __table_args__ = {"prefixes": ["UNLOGGED"]}

    #: SHA-256 of budget and key, so that no addresses are kept.
    key: Mapped[bytes] = mapped_column(BYTEA, primary_key=True)
    used: Mapped[int] = mapped_column(server_default="1")
    started_at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)


# Concurrent uses of one key wait for each other's row, so that none is counted twice.
USE = """
INSERT INTO budget_uses AS b (key) VALUES ($1)
ON CONFLICT (key) DO UPDATE SET
  used = CASE WHEN b.started_at + $2 <= now() THEN 1 ELSE b.used + 1 END,
  started_at = CASE WHEN b.started_at + $2 <= now() THEN now() ELSE b.started_at END
RETURNING used, extract(epoch FROM started_at + $2 - now())::float8
"""


class Budgets:
    """Counts the use of each budget."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.limiter = MovingWindowRateLimiter(MemoryStorage())
        self.items: dict[str, RateLimitItem] = {name: parse(text) for name, text in BUDGETS.items()}
        self.items["code-day"] = RateLimitItemPerDay(settings().otp_per_day)

    async def spend(self, budget: str, key: str) -> None:
        """Counts one use of `budget` for `key`.

        Raises:
            TooMany: the budget is used up; carries the time to wait.
        """
        if settings().limits == "off":
            return
        item = self.items[budget]
        if budget in SHARED:
            await self.spend_shared(item, f"{budget}:{key}")
        elif not await self.limiter.hit(item, budget, key):
            window = await self.limiter.get_window_stats(item, budget, key)
            raise TooMany(int(window.reset_time - time.time()) + 1)

    async def spend_shared(self, item: RateLimitItem, key: str) -> None:
        """Counts one use for all processes, in one statement.

        Raises:
            TooMany: the budget is used up; carries the time to wait.
        """
        period = timedelta(seconds=item.get_expiry())
        [(used, left)] = await self.database.pool.fetch(USE, hash_of(key), period)
        if used > item.amount:
            raise TooMany(int(left) + 1)


def address_of(request: Request) -> str:
    """The caller's network address."""
    return request.client.host if request.client else "unknown"


def network_of(address: str) -> str:
    """What a budget counts for an address: of IPv6 the /64, as all of that is one connection's."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv4Address):
        return address
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(IPv6Network((known, 64), strict=False))


async def spend(request: Request, budget: str, key: str | None = None) -> None:
    """Counts one use of a budget, keyed by the caller's address unless another key is given."""
    budgets: Budgets = request.app.state.budgets
    await budgets.spend(budget, key or network_of(address_of(request)))
