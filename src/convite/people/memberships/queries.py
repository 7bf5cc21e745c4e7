"""Queries of invitations to organizations."""

from dataclasses import dataclass
from uuid import UUID

from convite.core.db import ReadTx


@dataclass(frozen=True, kw_only=True)
class Invited:
    """An invitation that waits for an account."""

    member_id: UUID
    organization_id: UUID


async def my_invitations(tx: ReadTx) -> list[Invited]:
    """Invitations to the address that the transaction's user has proven, in all tenants (500 at most)."""
    rows = await tx.driver.fetch(
        "SELECT member_id, organization_id FROM my_organization_invitations()"
    )
    return [Invited(member_id=row[0], organization_id=row[1]) for row in rows]
