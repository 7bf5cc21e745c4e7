"""Writes of blocks."""

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from convite.core.access import Token
from convite.core.db import Principal, Tx
from convite.core.log import record
from convite.core.problems import NotFound
from convite.people.blocks.facts import PersonBlocked, PersonUnblocked
from convite.people.blocks.models import Block
from convite.people.identity.queries import user_by_id


async def block(tx: Tx, token: Token, user_id: UUID) -> None:
    """Hides the caller and another person from each other; a second time does nothing.

    Raises:
        NotFound: there is no such account.
        Invalid: it is the caller's own.
    """
    await enter(tx, token)
    if await user_by_id(tx, user_id) is None:
        raise NotFound
    values = {"user_id": token.user_id, "blocked_user_id": user_id}
    added = await tx.execute(
        insert(Block).values(values).on_conflict_do_nothing().returning(Block.user_id)
    )
    if added.first() is None:
        return
    fact = PersonBlocked(
        organization_id=token.organization_id,
        object_id=token.user_id,
        stream_id=token.user_id,
        blocked_user_id=user_id,
    )
    await record(tx, token.actor, fact)


async def unblock(tx: Tx, token: Token, user_id: UUID) -> None:
    """Lifts the caller's block of somebody; without one does nothing."""
    await enter(tx, token)
    gone = await tx.execute(
        delete(Block)
        .where(Block.user_id == token.user_id, Block.blocked_user_id == user_id)
        .returning(Block.user_id)
    )
    if gone.first() is None:
        return
    fact = PersonUnblocked(
        organization_id=token.organization_id,
        object_id=token.user_id,
        stream_id=token.user_id,
        blocked_user_id=user_id,
    )
    await record(tx, token.actor, fact)


async def enter(tx: Tx, token: Token) -> None:
    """Opens the transaction for the caller's own rows."""
    await tx.enter(Principal(organization_id=token.organization_id, user_id=token.user_id))
