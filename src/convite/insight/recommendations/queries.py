"""Queries of recommendations."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from convite.core.access import Token
from convite.core.db import Principal, ReadTx
from convite.core.language import Locale, translator
from convite.core.paging import Page, PageQuery
from convite.insight.discovery.queries import (
    Search,
    Taste,
    events_page,
    nothing,
)
from convite.insight.discovery.schemas import RecommendedEvent
from convite.insight.recommendations.rules import reason_for, town_of
from convite.people.blocks.queries import hidden_people
from convite.people.identity.queries import profile_of
from convite.people.interests.queries import interests_of

PAST = "SELECT event_id, host_user_id, was_there FROM my_past()"


@dataclass(frozen=True, kw_only=True)
class Past:
    """Where a user was or is expected."""

    #: The events whose lists they are on.
    events: Sequence[UUID]
    #: Who hosted those that they were at.
    hosts: Sequence[UUID]


async def past_of_user(tx: ReadTx) -> Past:
    """The past of the transaction's user."""
    await tx.ensure_entered()
    rows = await tx.driver.fetch(PAST)
    hosts = dict.fromkeys(row["host_user_id"] for row in rows if row["was_there"])
    return Past(events=[row["event_id"] for row in rows], hosts=list(hosts))


async def recommended_page(
    tx: ReadTx, token: Token, query: PageQuery, locale: Locale
) -> Page[RecommendedEvent]:
    """A page of the public events that somebody may like, by start.

    Raises:
        Invalid: the cursor is of another order.
    """
    await tx.enter(Principal(user_id=token.user_id))
    past = await past_of_user(tx)
    taste = Taste(
        interests=[one.id for one in await interests_of(tx, token.user_id)],
        hosts=past.hosts,
        town=town_of((await profile_of(tx, token.user_id)).location),
    )
    if not taste.is_known:
        return nothing(query)
    search = Search(
        taste=taste,
        hidden_hosts=[*await hidden_people(tx), token.user_id],
        hidden_events=past.events,
    )
    found = await events_page(tx, search, query, locale)
    say = translator(locale).gettext
    items = [
        RecommendedEvent(
            **dict(item),
            reason=reason_for(
                item,
                interests=taste.interests,
                hosts=taste.hosts,
                town=taste.town,
                say=say,
                is_rtl=locale.language.is_right_to_left,
            ),
        )
        for item in found.items
    ]
    return Page(items=items, next_cursor=found.next_cursor, total=found.total)
