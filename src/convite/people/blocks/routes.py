"""HTTP routes of blocks."""

from uuid import UUID

from fastapi import APIRouter

from convite.core.db import Principal
from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.request import LoggedIn, Read, Write
from convite.people.blocks import actions
from convite.people.blocks.queries import blocks_page
from convite.people.blocks.schemas import BlockOut

router = APIRouter(prefix="/api", tags=["Accounts"], route_class=KeyedRoute)


@router.post("/users/{user_id}/block", status_code=204)
async def block_user(user_id: UUID, token: LoggedIn, tx: Write) -> None:
    """Blocks somebody: neither sees the other, nor the other's events. They aren't told."""
    await actions.block(tx, token, user_id)


@router.delete("/users/{user_id}/block", status_code=204)
async def unblock_user(user_id: UUID, token: LoggedIn, tx: Write) -> None:
    """Lifts the caller's block of somebody."""
    await actions.unblock(tx, token, user_id)


@router.get("/me/blocks")
async def my_blocks(token: LoggedIn, tx: Read, query: Paging) -> Page[BlockOut]:
    """Whom the caller blocked, the newest first."""
    await tx.enter(Principal(user_id=token.user_id))
    return await blocks_page(tx, token.user_id, query)
