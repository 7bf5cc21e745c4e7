"""Queries of addresses below which no public event is."""

from convite.core.db import ReadTx


async def was_taken_down(tx: ReadTx, slug: str) -> bool:
    """Whether the platform's admins took down the event at this address."""
    await tx.ensure_entered()
    found: bool = await tx.driver.fetchval("SELECT was_taken_down($1)", slug)
    return found
