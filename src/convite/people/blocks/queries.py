"""Queries of blocks."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, page
from convite.people.blocks.models import Block
from convite.people.blocks.schemas import BlockOut
from convite.people.identity.models import User


async def hidden_people(tx: ReadTx) -> Sequence[UUID]:
    """Whom the transaction's user blocked, and who blocked them."""
    await tx.ensure_entered()
    found: Sequence[UUID] = await tx.driver.fetchval("SELECT hidden_people()")
    return found


async def hidden_from(tx: ReadTx, people: Sequence[UUID]) -> frozenset[UUID]:
    """Whom these people blocked, and who blocked one of them."""
    if not people:
        return frozenset()
    await tx.ensure_entered()
    return frozenset(await tx.driver.fetchval("SELECT hidden_from($1)", list(people)))


async def blocks_page(tx: ReadTx, user_id: UUID, query: PageQuery) -> Page[BlockOut]:
    """A page of those whom a user blocked, the newest first. The transaction is the user's."""

    def shape(row: Any) -> BlockOut:
        return BlockOut(user_id=row[0].blocked_user_id, name=row[1], created_at=row[0].created_at)

    statement = (
        select(Block, User.name)
        .join(User, User.id == Block.blocked_user_id)
        .where(Block.user_id == user_id)
    )
    by = [Block.created_at, Block.blocked_user_id]
    return await page(tx, statement, query, by, shape, descending=True)
