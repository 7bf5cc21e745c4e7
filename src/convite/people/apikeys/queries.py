"""Queries of API keys."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, page
from convite.people.apikeys.models import ApiKey
from convite.people.apikeys.schemas import ApiKeyOut


async def keys_page(
    tx: ReadTx, organization_id: UUID, query: PageQuery, *, user_id: UUID | None
) -> Page[ApiKeyOut]:
    """A page of the organization's keys that weren't revoked, the newest first; of one user, if named."""
    statement = select(ApiKey).where(
        ApiKey.organization_id == organization_id, ApiKey.revoked_at.is_(None)
    )
    if user_id is not None:
        statement = statement.where(ApiKey.user_id == user_id)
    by = [ApiKey.created_at, ApiKey.id]
    return await page(
        tx, statement, query, by, lambda row: ApiKeyOut.model_validate(row[0]), descending=True
    )


async def key_by_id(tx: ReadTx, key_id: UUID) -> ApiKey | None:
    """A key that wasn't revoked, if the transaction sees it."""
    found = await tx.execute(select(ApiKey).where(ApiKey.id == key_id, ApiKey.revoked_at.is_(None)))
    return found.scalar_one_or_none()


async def count_keys(tx: ReadTx, organization_id: UUID) -> int:
    """How many keys of the organization weren't revoked."""
    counted = select(func.count()).where(
        ApiKey.organization_id == organization_id, ApiKey.revoked_at.is_(None)
    )
    return (await tx.execute(counted)).scalar_one()


async def keys_of(tx: ReadTx, organization_id: UUID, user_id: UUID) -> Sequence[ApiKey]:
    """The keys that a user made in an organization and that weren't revoked."""
    found = await tx.execute(
        select(ApiKey).where(
            ApiKey.organization_id == organization_id,
            ApiKey.user_id == user_id,
            ApiKey.revoked_at.is_(None),
        )
    )
    return found.scalars().all()
