"""Queries of date polls."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Text, and_, cast, func, or_, select

from convite.core.dates import format_span
from convite.core.db import ReadTx, Tx, load, locked
from convite.core.ids import fold_link, hash_of
from convite.core.paging import Page, PageQuery, page
from convite.core.problems import Conflict, Problem
from convite.doors.polls.models import DatePoll, DatePollAnswer, DatePollOption
from convite.doors.polls.rules import Tally, best_of, unanswered
from convite.doors.polls.schemas import PollAnswerOut, PollOptionOut, PollOut
from convite.doors.replies.queries import event_closed
from convite.events.event.models import Event
from convite.events.event.queries import Place
from convite.events.takedown.rules import taken_down
from convite.people.guests.models import Guest
from convite.room.attendees.models import Attendee

# Served by date_polls_due.
DUE = """
SELECT organization_id, event_id, id FROM date_polls
WHERE status = 'open' AND closes_at <= now() LIMIT 500
"""
PLACE = "SELECT poll_id, organization_id, event_id FROM poll_place($1)"
IS_OVER = func.coalesce(DatePoll.closes_at <= func.clock_timestamp(), False)


async def place_of_poll(tx: ReadTx, code: str) -> tuple[UUID, Place] | None:
    """The poll of a link's code, and its place. Enters nobody."""
    row = await tx.driver.fetchrow(PLACE, hash_of(fold_link(code)))
    return (row[0], Place(organization_id=row[1], event_id=row[2])) if row else None


async def poll_of(tx: ReadTx, event_id: UUID) -> DatePoll | None:
    """The poll of an event, or None."""
    found = await tx.execute(select(DatePoll).where(DatePoll.event_id == event_id))
    poll: DatePoll | None = found.scalar_one_or_none()
    return poll


async def lock_poll(tx: Tx, event_id: UUID) -> tuple[DatePoll, bool] | None:
    """The poll of an event, locked after the event, and whether its deadline has passed by now."""
    statement = select(DatePoll, IS_OVER).where(DatePoll.event_id == event_id)
    fresh = locked(statement, of=DatePoll).execution_options(populate_existing=True)
    row = (await tx.execute(fresh)).one_or_none()
    return (row[0], bool(row[1])) if row else None


async def is_over(tx: ReadTx, poll_id: UUID) -> bool:
    """Whether a poll's deadline has passed, by the database's clock."""
    return bool((await tx.execute(select(IS_OVER).where(DatePoll.id == poll_id))).scalar_one())


async def options_of(tx: ReadTx, poll_id: UUID) -> list[DatePollOption]:
    """A poll's options by time."""
    statement = select(DatePollOption).where(DatePollOption.poll_id == poll_id)
    ordered = statement.order_by(DatePollOption.starts_at, DatePollOption.id)
    return list((await tx.execute(ordered)).scalars())


async def tallies_of(tx: ReadTx, poll_id: UUID) -> dict[UUID, Tally]:
    """How many said what of each option."""
    said = DatePollAnswer.choices[cast(DatePollOption.id, Text)].astext

    def count(choice: str) -> ColumnElement[int]:
        return func.count().filter(said == choice)

    statement = (
        select(DatePollOption.id, count("yes"), count("if_need_be"), count("no"))
        .outerjoin(DatePollAnswer, DatePollAnswer.poll_id == DatePollOption.poll_id)
        .where(DatePollOption.poll_id == poll_id)
        .group_by(DatePollOption.id)
    )
    return {
        row[0]: Tally(yes=row[1], if_need_be=row[2], no=row[3])
        for row in await tx.execute(statement)
    }


async def answer_of_party(tx: ReadTx, poll_id: UUID, invitation_id: UUID) -> DatePollAnswer | None:
    """What a party answered, or None."""
    return await one_answer(tx, poll_id, DatePollAnswer.invitation_id == invitation_id)


async def answer_of_secret(tx: ReadTx, poll_id: UUID, secret: str) -> DatePollAnswer | None:
    """What the bearer of a secret answered, or None."""
    return await one_answer(tx, poll_id, DatePollAnswer.secret_hash == hash_of(secret))


async def one_answer(
    tx: ReadTx, poll_id: UUID, whose: ColumnElement[bool]
) -> DatePollAnswer | None:
    """The answer of a poll that meets a condition, or None."""
    found = await tx.execute(select(DatePollAnswer).where(DatePollAnswer.poll_id == poll_id, whose))
    answer: DatePollAnswer | None = found.scalar_one_or_none()
    return answer


async def count_answers(tx: ReadTx, poll_id: UUID) -> int:
    """How many have answered."""
    counted = select(func.count()).where(DatePollAnswer.poll_id == poll_id)
    return int((await tx.execute(counted)).scalar_one())


def is_told() -> ColumnElement[bool]:
    """Whether somebody who answered can be told of the date: by mail, or on their account."""
    reached = (
        select(Guest.id)
        .join(Attendee, Attendee.guest_id == Guest.id)
        .where(
            Attendee.invitation_id == DatePollAnswer.invitation_id, Attendee.status != "canceled"
        )
        .where(or_(Guest.email.is_not(None), Guest.user_id.is_not(None)))
        .correlate(DatePollAnswer)
        .exists()
    )
    own = or_(DatePollAnswer.email.is_not(None), DatePollAnswer.user_id.is_not(None))
    return or_(own, and_(DatePollAnswer.invitation_id.is_not(None), reached))


async def count_told(tx: ReadTx, poll_id: UUID) -> int:
    """How many of those who answered can be told of the date."""
    counted = select(func.count()).where(DatePollAnswer.poll_id == poll_id, is_told())
    return int((await tx.execute(counted)).scalar_one())


async def poll_out(tx: ReadTx, poll: DatePoll) -> PollOut:
    """A poll with its options and how many said what of them."""
    options, tallies = await options_of(tx, poll.id), await tallies_of(tx, poll.id)
    return PollOut(
        id=poll.id,
        event_id=poll.event_id,
        url=poll.url,
        status=poll.status,
        names_shown=poll.names_shown,
        closes_at=poll.closes_at,
        options=options_out(options, tallies),
        answer_count=await count_answers(tx, poll.id),
        told_count=await count_told(tx, poll.id),
        created_at=poll.created_at,
        version=poll.version,
    )


def options_out(
    options: Sequence[DatePollOption], tallies: Mapping[UUID, Tally]
) -> list[PollOptionOut]:
    """Options with their counts, and which suit most."""
    best = best_of(tallies)
    found = []
    for one in options:
        tally = tallies.get(one.id, Tally())
        found.append(
            PollOptionOut(
                id=one.id,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                yes=tally.yes,
                if_need_be=tally.if_need_be,
                no=tally.no,
                is_best=one.id in best,
                is_chosen=one.is_chosen,
            )
        )
    return found


async def answers_page(tx: ReadTx, poll_id: UUID, query: PageQuery) -> Page[PollAnswerOut]:
    """Who answered what, in the order in which they first did."""
    statement = select(DatePollAnswer).where(DatePollAnswer.poll_id == poll_id)
    by = [DatePollAnswer.created_at, DatePollAnswer.id]
    return await page(tx, statement, query, by, lambda row: PollAnswerOut.model_validate(row[0]))


async def answers_after(tx: ReadTx, poll_id: UUID, after: UUID | None) -> list[DatePollAnswer]:
    """The next answers by id, for whoever goes through all of them."""
    statement = select(DatePollAnswer).where(DatePollAnswer.poll_id == poll_id)
    if after is not None:
        statement = statement.where(DatePollAnswer.id > after)
    ordered = statement.order_by(DatePollAnswer.id).limit(100)
    return list((await tx.execute(ordered)).scalars())


#: Whether a party is asked for dates: not at all, for the first time, about dates that were added, or has
#: answered all.
Standing = Literal["", "open", "asked", "answered"]


async def standing_of(tx: ReadTx, event: Event, invitation_id: UUID) -> Standing:
    """What the page of a party says of the event's poll. Published events are asked nothing for it."""
    if event.status != "draft" or event.taken_down_at is not None:
        return ""
    poll = await poll_of(tx, event.id)
    if poll is None or poll.status != "open" or await is_over(tx, poll.id):
        return ""
    answer = await answer_of_party(tx, poll.id, invitation_id)
    if answer is None:
        return "open"
    ids = [one.id for one in await options_of(tx, poll.id)]
    return "asked" if unanswered(ids, answer.choices) else "answered"


#: Most names that the page shows of each choice.
MOST_NAMES = 60


async def names_by_choice(tx: ReadTx, poll_id: UUID) -> dict[tuple[str, str], list[str]]:
    """Who said yes, or if need be, by the id of the option and the choice."""
    entry = func.jsonb_each_text(DatePollAnswer.choices).table_valued("key", "value")
    place = func.row_number().over(
        partition_by=[entry.c.key, entry.c.value],
        order_by=[DatePollAnswer.created_at, DatePollAnswer.id],
    )
    inner = (
        select(entry.c.key, entry.c.value, DatePollAnswer.name, place.label("place"))
        .select_from(DatePollAnswer)
        .join(entry, entry.c.value != "no")
        .where(DatePollAnswer.poll_id == poll_id)
        .subquery()
    )
    statement = select(inner).where(inner.c.place <= MOST_NAMES).order_by(inner.c.place)
    found: dict[tuple[str, str], list[str]] = {}
    for key, value, name, _ in await tx.execute(statement):
        found.setdefault((key, value), []).append(name)
    return found


def chosen_of(options: Sequence[DatePollOption]) -> DatePollOption | None:
    """The option that a poll was closed with."""
    return next((one for one in options if one.is_chosen), None)


def poll_refusal(
    poll: DatePoll, event: Event, chosen: DatePollOption | None, locale: str, *, is_over: bool
) -> Problem | None:
    """Why a poll takes no answers now, or None; if its event has a date by now, it says which."""
    if event.taken_down_at is not None:
        return taken_down()
    if event.status == "canceled":
        return event_closed(event)
    if poll.status == "closed" or event.status != "draft":
        starts_at = chosen.starts_at if chosen else event.starts_at
        ends_at = chosen.ends_at if chosen else event.ends_at
        when = format_span(starts_at, ends_at, event.timezone, locale)
        return Conflict(
            f"The date is fixed: {when}. Your answer came after that.",
            name="poll-closed",
            starts_at=starts_at.isoformat() if starts_at else None,
            ends_at=ends_at.isoformat() if ends_at else None,
        ).with_text("fixed", when=when)
    if poll.status == "ended" or is_over:
        return Conflict(
            "This date poll has ended. The host chooses a date now.",
            name="poll-closed",
            starts_at=None,
            ends_at=None,
        ).with_text("ended")
    return None


async def option_by_id(tx: ReadTx, poll_id: UUID, option_id: UUID) -> DatePollOption | None:
    """An option of a poll, or None."""
    option = await load(tx, DatePollOption, option_id)
    return option if option is not None and option.poll_id == poll_id else None


def values_of(options: Sequence[DatePollOption]) -> set[tuple[Any, Any]]:
    """The times of options, by which two are told to be the same."""
    return {(one.starts_at, one.ends_at) for one in options}
