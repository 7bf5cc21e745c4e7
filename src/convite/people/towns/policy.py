"""How often somebody may look for towns."""

from fastapi import Request

from convite.core.budgets import spend


async def limited(request: Request) -> None:
    """Searches from one address are limited, together with those for events."""
    await spend(request, "discover")
