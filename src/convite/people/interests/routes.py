"""HTTP routes of interests."""

from collections.abc import Sequence

from fastapi import APIRouter

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.request import LoggedIn, Public, Read, Write
from convite.core.shapes import check_version
from convite.people.identity.policy import Admin
from convite.people.interests import actions
from convite.people.interests.models import Interest
from convite.people.interests.policy import Kept
from convite.people.interests.queries import interests_of, interests_page
from convite.people.interests.schemas import (
    InterestFields,
    InterestOut,
    InterestUpdate,
    MyInterests,
    MyInterestsOut,
)

router = APIRouter(prefix="/api", tags=["Discovery"], route_class=KeyedRoute)


@router.get("/interests", dependencies=[Public])
async def interests(tx: Read, query: Paging, inactive: bool = False) -> Page[InterestOut]:
    """The interests that people and events can have, by name; `inactive` adds those put away."""
    return await interests_page(tx, query, with_inactive=inactive)


@router.post("/interests", status_code=201)
async def add_interest(body: InterestFields, admin: Admin, tx: Write) -> InterestOut:
    """Adds an interest (admins)."""
    return InterestOut.model_validate(await actions.add_interest(tx, admin.actor, body))


@router.patch("/interests/{interest_id}")
async def change_interest(body: InterestUpdate, access: Kept, tx: Write) -> InterestOut:
    """Changes the fields sent (admins). One that isn't active can no longer be chosen or searched for."""
    values = body.sent()
    current = InterestOut.model_validate(access.interest).model_dump(mode="json")
    check_version(access.interest, values.pop("version", None), current)
    changed = await actions.change_interest(tx, access.token.actor, access.interest, values)
    return InterestOut.model_validate(changed)


@router.delete("/interests/{interest_id}", status_code=204)
async def remove_interest(access: Kept, tx: Write) -> None:
    """Removes an interest from the list, from people and from events (admins)."""
    await actions.remove_interest(tx, access.token.actor, access.interest)


@router.get("/me/interests")
async def my_interests(token: LoggedIn, tx: Read) -> MyInterestsOut:
    """What the caller is interested in."""
    return MyInterestsOut(interests=out(await interests_of(tx, token.user_id)))


@router.put("/me/interests", operation_id="put_my_interests")
@router.patch("/me/interests", operation_id="patch_my_interests")
async def choose_interests(body: MyInterests, token: LoggedIn, tx: Write) -> MyInterestsOut:
    """Replaces the caller's interests."""
    chosen = await actions.choose_interests(tx, token, body.interests)
    return MyInterestsOut(interests=out(chosen))


def out(rows: Sequence[Interest]) -> list[InterestOut]:
    """The interests as they are answered."""
    return [InterestOut.model_validate(row) for row in rows]
