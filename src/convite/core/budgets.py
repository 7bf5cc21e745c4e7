"""Rate limits: named budgets, keyed by account, address or target.

Counters live in this process: with several API processes each grants its own budget, so the real
ceiling is the number below times the processes.
"""

import time

from fastapi import Request
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from convite.core.config import settings
from convite.core.problems import TooMany

#: Budget → limit per period.
BUDGETS: dict[str, str] = {
    "login": "20 per minute",
    "login-account": "10 per minute",
    "register": "60 per minute",
    "code": "120 per minute",
    "short-code": "20 per minute",
    "import": "60 per minute",
    "export": "20 per minute",
    "plan": "240 per minute",
    "hold": "600 per minute",
    "device-key": "30 per minute",
}


class Budgets:
    """Counts the use of each budget."""

    def __init__(self) -> None:
        self.limiter = MovingWindowRateLimiter(MemoryStorage())
        self.items: dict[str, RateLimitItem] = {name: parse(text) for name, text in BUDGETS.items()}

    async def spend(self, budget: str, key: str) -> None:
        """Counts one use of `budget` for `key`.

        Raises:
            TooMany: the budget is used up; carries the time to wait.
        """
        if settings().limits == "off":
            return
        item = self.items[budget]
        if not await self.limiter.hit(item, budget, key):
            window = await self.limiter.get_window_stats(item, budget, key)
            raise TooMany(int(window.reset_time - time.time()) + 1)


def address_of(request: Request) -> str:
    """The caller's network address."""
    return request.client.host if request.client else "unknown"


async def spend(request: Request, budget: str, key: str | None = None) -> None:
    """Counts one use of a budget, keyed by the caller's address unless another key is given."""
    budgets: Budgets = request.app.state.budgets
    await budgets.spend(budget, key or address_of(request))
