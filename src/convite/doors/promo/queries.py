"""Queries of promo codes."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import bindparam, select

from convite.core.db import ReadTx, locked
from convite.core.paging import Page, PageQuery, page
from convite.core.prepared import Prepared
from convite.doors.promo.models import PromoCode
from convite.doors.promo.rules import code_key
from convite.doors.promo.schemas import PromoCodeOut

BY_CODE = Prepared(
    select(PromoCode).where(
        PromoCode.event_id == bindparam("event_id"), PromoCode.code_key == bindparam("code_key")
    )
)


async def promo_by_code(tx: ReadTx, event_id: UUID, code: str) -> PromoCode | None:
    """The event's promo code, however it is written."""
    row = await BY_CODE.first(tx, event_id=event_id, code_key=code_key(code))
    return row[0] if row else None


async def promo_by_id(tx: ReadTx, event_id: UUID, key: UUID) -> PromoCode | None:
    """One promo code of the event."""
    found = await tx.execute(
        select(PromoCode).where(PromoCode.event_id == event_id, PromoCode.id == key)
    )
    return found.scalar_one_or_none()


async def lock_promos(tx: ReadTx, event_id: UUID, keys: Sequence[str]) -> dict[str, PromoCode]:
    """These codes by their keys, locked in order of id until the end of the transaction."""
    if not keys:
        return {}
    found = await tx.execute(
        locked(
            select(PromoCode)
            .where(PromoCode.event_id == event_id, PromoCode.code_key.in_(keys))
            .order_by(PromoCode.id)
        ).execution_options(populate_existing=True)
    )
    return {promo.code_key: promo for promo in found.scalars()}


async def promo_page(tx: ReadTx, event_id: UUID, query: PageQuery) -> Page[PromoCodeOut]:
    """A page of the event's promo codes, the oldest first."""
    statement = select(PromoCode).where(PromoCode.event_id == event_id)
    by = [PromoCode.created_at, PromoCode.id]
    return await page(tx, statement, query, by, lambda row: PromoCodeOut.model_validate(row[0]))
