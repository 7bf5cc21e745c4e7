"""What somebody who looks for events asks for, and whom they don't see."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Request

from convite.core.budgets import spend
from convite.core.db import Principal, ReadTx
from convite.core.problems import FieldText, invalid
from convite.core.request import CurrentCaller, Read, from_query
from convite.insight.discovery.queries import Search
from convite.insight.discovery.rules import (
    USUAL_KM,
    day_or_moment,
    position_of,
    prices_in,
)
from convite.insight.discovery.schemas import DiscoverQuery
from convite.people.blocks.queries import hidden_people
from convite.people.interests.actions import chosen_interests

Asked = Annotated[DiscoverQuery, Depends(from_query(DiscoverQuery))]


async def wanted(tx: ReadTx, asked: DiscoverQuery) -> Search:
    """The search that a query asks for.

    Raises:
        Invalid: an interest is unknown, or distances are asked for without a place.
    """
    if asked.near is None and (asked.radius is not None or asked.sort == "distance"):
        english = "Say near which place, as latitude,longitude."
        raise invalid("near", FieldText(name="discover.near-missing", english=english))
    since, until = moment(asked.since), moment(asked.until)
    interests = asked.interest or []
    return Search(
        interests=[one.id for one in await chosen_interests(tx, interests, field="interest")]
        if interests
        else [],
        mood=asked.mood or "",
        near=None if asked.near is None else position_of(asked.near),
        radius=USUAL_KM if asked.radius is None else asked.radius,
        since=since,
        until=until,
        q=asked.q or "",
        online=asked.online,
        price=None if asked.price is None else prices_in(asked.price),
        order=asked.sort,
    )


def moment(text: str | None) -> date | datetime | None:
    """A day or time of a query, if there is one."""
    return None if text is None else day_or_moment(text)


async def limited(request: Request) -> None:
    """Searches from one address are limited."""
    await spend(request, "discover")


async def searched(asked: Asked, who: CurrentCaller, tx: Read) -> Search:
    """What the caller searches for, without whom they don't see.

    Raises:
        Invalid: an interest is unknown, or distances are asked for without a place.
    """
    await tx.enter(Principal(user_id=who.user_id))
    found = await wanted(tx, asked)
    if who.user_id is None:
        return found
    return replace(found, hidden_hosts=await hidden_people(tx))


Searched = Annotated[Search, Depends(searched)]
