"""Queries of interests."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Select, select

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, page
from convite.people.interests.models import Interest, ProfileInterest
from convite.people.interests.schemas import InterestOut


async def interests_page(
    tx: ReadTx, query: PageQuery, *, with_inactive: bool = False
) -> Page[InterestOut]:
    """A page of the interests that can be chosen, by name; or of all."""
    statement: Select[Interest] = select(Interest)
    if not with_inactive:
        statement = statement.where(Interest.is_active)
    by = [Interest.name, Interest.id]
    return await page(tx, statement, query, by, lambda row: InterestOut.model_validate(row[0]))


async def interests_by_ids(tx: ReadTx, ids: Iterable[UUID]) -> dict[UUID, Interest]:
    """Interests by their id, whether they can still be chosen or not."""
    wanted = set(ids)
    if not wanted:
        return {}
    found = await tx.execute(select(Interest).where(Interest.id.in_(wanted)))
    return {one.id: one for one in found.scalars()}


async def interests_named(tx: ReadTx, names: Sequence[str]) -> list[Interest | None]:
    """For each id or slug the interest that can be chosen by it, or None."""
    ids = [key for name in names if (key := as_id(name)) is not None]
    found = await tx.execute(
        select(Interest).where(Interest.is_active, Interest.slug.in_(names) | Interest.id.in_(ids))
    )
    known: dict[object, Interest] = {}
    for one in found.scalars():
        known[one.slug] = known[one.id] = one
    return [known.get(name) or known.get(as_id(name)) for name in names]


def as_id(name: str) -> UUID | None:
    """The id that a name is, if it is one."""
    try:
        return UUID(name)
    except ValueError:
        return None


async def interests_of(tx: ReadTx, user_id: UUID) -> Sequence[Interest]:
    """What a user chose and still can be chosen, by name."""
    return (await interests_of_many(tx, [user_id])).get(user_id, [])


async def interests_of_many(tx: ReadTx, user_ids: Sequence[UUID]) -> dict[UUID, list[Interest]]:
    """What users chose and still can be chosen, by name; users without any aren't in it."""
    found = await tx.execute(
        select(ProfileInterest.user_id, Interest)
        .join(Interest, ProfileInterest.interest_id == Interest.id)
        .where(ProfileInterest.user_id.in_(user_ids), Interest.is_active)
        .order_by(Interest.name, Interest.id)
    )
    chosen: dict[UUID, list[Interest]] = {}
    for user_id, interest in found:
        chosen.setdefault(user_id, []).append(interest)
    return chosen
