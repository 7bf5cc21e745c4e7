"""Writes of interests."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from convite.core.access import Token
from convite.core.db import Principal, ReadTx, Tx
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import FieldText, invalid
from convite.core.shapes import patch
from convite.people.interests.facts import (
    InterestAdded,
    InterestChanged,
    InterestRemoved,
    InterestsChosen,
)
from convite.people.interests.models import Interest, ProfileInterest
from convite.people.interests.queries import interests_named, interests_of
from convite.people.interests.schemas import InterestFields
from convite.people.organizations.models import SERVER


def values_of(body: dict[str, Any]) -> dict[str, Any]:
    """A body's values as the columns have them."""
    if "translations" in body:
        body["translations"] = {str(key): texts for key, texts in body["translations"].items()}
    return body


async def add_interest(tx: Tx, actor: Actor, body: InterestFields) -> Interest:
    """Adds an interest to the list.

    Raises:
        Conflict: another one has its slug.
    """
    await tx.enter(Principal(organization_id=SERVER))
    row = Interest(id=new_id(), **values_of(body.model_dump()))
    tx.add(row)
    await tx.flush()
    await record(tx, actor, InterestAdded(organization_id=SERVER, object_id=row.id, slug=row.slug))
    await tx.refresh(row)
    return row


async def change_interest(
    tx: Tx, actor: Actor, interest: Interest, values: dict[str, Any]
) -> Interest:
    """Changes the fields given."""
    await tx.enter(Principal(organization_id=SERVER))
    changed = patch(interest, values_of(values))
    if changed:
        fact = InterestChanged(organization_id=SERVER, object_id=interest.id, changes=changed)
        await record(tx, actor, fact)
        await tx.refresh(interest)
    return interest


async def remove_interest(tx: Tx, actor: Actor, interest: Interest) -> None:
    """Removes an interest, from people and events as well."""
    await tx.enter(Principal(organization_id=SERVER))
    await tx.delete(interest)
    fact = InterestRemoved(organization_id=SERVER, object_id=interest.id, slug=interest.slug)
    await record(tx, actor, fact)


async def chosen_interests(
    tx: ReadTx, names: Sequence[str], *, field: str = "interests"
) -> list[Interest]:
    """The interests of these ids or slugs, each once, in their order.

    Raises:
        Invalid: there is no such interest; the pointer names `field`.
    """
    found = await interests_named(tx, names)
    if None in found:
        name = names[found.index(None)]
        english = f"There is no interest “{name}”."
        text = FieldText(name="interest.unknown", english=english, values={"name": name})
        raise invalid(field, text)
    return list(dict.fromkeys(one for one in found if one is not None))


async def choose_interests(tx: Tx, token: Token, names: Sequence[str]) -> Sequence[Interest]:
    """Replaces the caller's interests.

    Raises:
        Invalid: there is no such interest.
    """
    await tx.enter(Principal(organization_id=token.organization_id, user_id=token.user_id))
    chosen = await chosen_interests(tx, names)
    wanted = {one.id for one in chosen}
    before = await kept_interests(tx, token.user_id)
    if wanted == before:
        return await interests_of(tx, token.user_id)
    mine = ProfileInterest.user_id == token.user_id
    gone = delete(ProfileInterest).where(mine, ProfileInterest.interest_id.in_(before - wanted))
    await tx.execute(gone)
    tx.add_all(ProfileInterest(user_id=token.user_id, interest_id=key) for key in wanted - before)
    fact = InterestsChosen(
        organization_id=token.organization_id,
        object_id=token.user_id,
        stream_id=token.user_id,
        changes={"interests": (sorted(map(str, before)), sorted(map(str, wanted)))},
    )
    await record(tx, token.actor, fact)
    return await interests_of(tx, token.user_id)


async def kept_interests(tx: ReadTx, user_id: UUID) -> set[UUID]:
    """The ids of all that a user chose, locked until the transaction ends."""
    chosen = select(ProfileInterest.interest_id).where(ProfileInterest.user_id == user_id)
    return set((await tx.execute(chosen.with_for_update(key_share=True))).scalars())
