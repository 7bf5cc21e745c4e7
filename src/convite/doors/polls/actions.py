"""Writes of date polls. Whoever changes the event's date locks the event first, then the poll."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, delete, literal, update

from convite.core.clock import now
from convite.core.database import Database
from convite.core.db import Tx, load
from convite.core.ids import hash_of, new_id
from convite.core.log import SYSTEM, Actor, record
from convite.core.machine import move, move_if_allowed, wrong_state
from convite.core.problems import PAST, Conflict, FieldText, NotFound, invalid
from convite.core.shapes import check_version, patch
from convite.doors.polls.facts import (
    DatePollAnswerRemoved,
    DatePollChanged,
    DatePollClosed,
    DatePollCreated,
    DatePollDeleted,
    DatePollEnded,
    DatePollOptionRemoved,
    DatePollOptionsAdded,
    DatePollReopened,
)
from convite.doors.polls.models import (
    MAX_OPTIONS,
    MIN_OPTIONS,
    DatePoll,
    DatePollAnswer,
    DatePollOption,
    poll_code,
)
from convite.doors.polls.queries import (
    DUE,
    chosen_of,
    lock_poll,
    option_by_id,
    options_of,
    poll_out,
    values_of,
)
from convite.doors.polls.schemas import OptionIn, PollClose, PollCreate
from convite.events.event.actions import change_event
from convite.events.event.models import Event
from convite.events.event.queries import steady_event, wait_for_turn


async def create_poll(tx: Tx, actor: Actor, event: Event, body: PollCreate) -> DatePoll:
    """Asks when an event could be, before it is published.

    Raises:
        Conflict: the event isn't a draft, or has a poll already.
        Invalid: a time is in the past, or stands there twice.
    """
    steady = await steady_event(tx, event.id)
    if steady is None:
        raise NotFound
    check_draft(steady)
    check_later(body.closes_at)
    key = new_id()
    poll = DatePoll(
        id=key,
        organization_id=event.organization_id,
        event_id=event.id,
        code_hash=hash_of(poll_code(key)),
        names_shown=body.names_shown,
        closes_at=body.closes_at,
    )
    tx.add(poll)
    await tx.flush()
    await insert_options(tx, poll, (), body.options)
    await tx.refresh(poll)
    await record(tx, actor, DatePollCreated.of(poll))
    return poll


def check_draft(event: Event) -> None:
    """Dates are asked for only before the event is published.

    Raises:
        Conflict: it isn't a draft.
    """
    if event.status != "draft":
        raise Conflict(
            "Guests are asked for a date only before the event is published.",
            name="wrong-state",
            current_status=event.status,
        ).with_text("poll-draft")


def check_later(moment: datetime | None) -> None:
    """Rejects a deadline in the past.

    Raises:
        Invalid: it is.
    """
    if moment is not None and moment <= now():
        raise invalid("closes_at", PAST)


async def insert_options(
    tx: Tx, poll: DatePoll, known: Sequence[DatePollOption], options: Sequence[OptionIn]
) -> list[UUID]:
    """Adds options to those that are known; returns their ids.

    Raises:
        Conflict: they would be too many.
        Invalid: a time is in the past, or stands there twice.
    """
    if len(known) + len(options) > MAX_OPTIONS:
        raise Conflict(
            f"A date poll has {MAX_OPTIONS} dates at the most.", name="too-many-options"
        ).with_text(most=MAX_OPTIONS)
    times, ids = values_of(known), []
    for number, one in enumerate(options):
        if one.starts_at <= now():
            raise invalid(f"options.{number}.starts_at", PAST)
        if (one.starts_at, one.ends_at) in times:
            english = "This date stands there twice."
            raise invalid(
                f"options.{number}.starts_at", FieldText(name="poll.twice", english=english)
            )
        times.add((one.starts_at, one.ends_at))
        ids.append(new_id())
        tx.add(
            DatePollOption(
                id=ids[-1],
                organization_id=poll.organization_id,
                event_id=poll.event_id,
                poll_id=poll.id,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
            )
        )
    await tx.flush()
    return ids


async def locked_poll(tx: Tx, event_id: UUID) -> tuple[DatePoll, bool]:
    """The event's poll, locked, and whether its deadline has passed.

    Raises:
        NotFound: the event has none.
    """
    found = await lock_poll(tx, event_id)
    if found is None:
        raise NotFound
    return found


async def open_poll(tx: Tx, event_id: UUID) -> DatePoll:
    """The event's poll, locked.

    Raises:
        NotFound: the event has none.
        WrongState: it is over.
    """
    poll, is_over = await locked_poll(tx, event_id)
    if poll.status != "open" or is_over:
        raise wrong_state(poll, "open")
    return poll


async def add_options(
    tx: Tx, actor: Actor, event_id: UUID, options: Sequence[OptionIn]
) -> DatePoll:
    """Adds options to an open poll; those who answered are asked about these.

    Raises:
        NotFound: the event has no poll.
        Conflict: it is over, or they would be too many.
        Invalid: a time is in the past, or stands there twice.
    """
    poll = await open_poll(tx, event_id)
    ids = await insert_options(tx, poll, await options_of(tx, poll.id), options)
    poll.version += 1
    await tx.flush()
    await tx.refresh(poll)
    await record(tx, actor, DatePollOptionsAdded.of(poll, option_ids=ids))
    return poll


async def remove_option(tx: Tx, actor: Actor, event_id: UUID, option_id: UUID) -> DatePoll:
    """Removes an option of an open poll, and what was answered to it.

    Raises:
        NotFound: there is no such option.
        Conflict: the poll is over, or too few options would be left.
    """
    poll = await open_poll(tx, event_id)
    option = await option_by_id(tx, poll.id, option_id)
    if option is None:
        raise NotFound
    if len(await options_of(tx, poll.id)) <= MIN_OPTIONS:
        raise Conflict("A date poll needs at least two dates.", name="too-few-options")
    await tx.execute(
        update(DatePollAnswer)
        .where(DatePollAnswer.poll_id == poll.id)
        .where(DatePollAnswer.choices.has_key(str(option_id)))
        .values(choices=DatePollAnswer.choices.op("-")(literal(str(option_id), Text)))
        .execution_options(synchronize_session=False)
    )
    await tx.delete(option)
    poll.version += 1
    await tx.flush()
    await tx.refresh(poll)
    await record(tx, actor, DatePollOptionRemoved.of(poll, option_id=option_id))
    return poll


async def remove_answer(tx: Tx, actor: Actor, event_id: UUID, answer_id: UUID) -> None:
    """Takes somebody's answer out of a poll, such as one that a stranger left by the link.

    Raises:
        NotFound: there is no such answer.
    """
    poll, _ = await locked_poll(tx, event_id)
    answer = await load(tx, DatePollAnswer, answer_id, lock=True)
    if answer is None or answer.poll_id != poll.id:
        raise NotFound
    name = answer.name
    await tx.delete(answer)
    await tx.flush()
    await record(tx, actor, DatePollAnswerRemoved.of(poll, answer_id=answer_id, name=name))


async def change_poll(tx: Tx, actor: Actor, event_id: UUID, values: dict[str, Any]) -> DatePoll:
    """Changes whether names are shown, and the deadline of an open poll.

    Raises:
        NotFound: the event has no poll.
        StaleVersion: somebody else has changed it.
        WrongState: it is over, so that it has no deadline any more.
        Invalid: the deadline is in the past.
    """
    poll, is_over = await locked_poll(tx, event_id)
    await check_poll(tx, poll, values.pop("version", None))
    if "closes_at" in values:
        if poll.status != "open" or is_over:
            raise wrong_state(poll, "open")
        check_later(values["closes_at"])
    changed = patch(poll, values)
    if changed:
        await tx.flush()
        await tx.refresh(poll)
        await record(tx, actor, DatePollChanged.of(poll, changes=changed))
    return poll


async def check_poll(tx: Tx, poll: DatePoll, version: int | None) -> None:
    """Rejects what was decided on an older version of the poll.

    Raises:
        StaleVersion: carries the poll as it is now.
    """
    if version is not None and version != poll.version:
        check_version(poll, version, (await poll_out(tx, poll)).model_dump(mode="json"))


async def locked_event(tx: Tx, event_id: UUID) -> Event:
    """The event, locked before its poll.

    Raises:
        NotFound: it was deleted.
        Conflict: it isn't a draft.
    """
    await wait_for_turn(tx, event_id)
    event = await load(tx, Event, event_id, lock=True)
    if event is None or event.deleted_at is not None:
        raise NotFound
    check_draft(event)
    return event


async def close_poll(tx: Tx, actor: Actor, event_id: UUID, body: PollClose) -> DatePoll:
    """Chooses an option: the event has its date, and no answers are taken any more.

    Raises:
        NotFound: the event has no poll, or the poll no such option.
        StaleVersion: somebody else has changed the poll.
        Conflict: it has been closed already, or the event isn't a draft any more.
    """
    event = await locked_event(tx, event_id)
    poll, _ = await locked_poll(tx, event_id)
    await check_poll(tx, poll, body.version)
    option = await option_by_id(tx, poll.id, body.option_id)
    if option is None:
        raise NotFound
    if poll.status == "closed":
        raise wrong_state(poll, "closed")
    await change_event(tx, actor, event, {"starts_at": option.starts_at, "ends_at": option.ends_at})
    option.is_chosen = True
    poll.closes_at = None
    values = {"option_id": option.id, "starts_at": option.starts_at}
    await move(tx, actor, poll, "closed", DatePollClosed, **values)
    return poll


async def reopen_poll(tx: Tx, actor: Actor, event_id: UUID, closes_at: datetime | None) -> DatePoll:
    """Takes answers again; the date that was chosen isn't the event's any more.

    Raises:
        NotFound: the event has no poll.
        Conflict: it is open, or the event isn't a draft any more.
        Invalid: the new deadline is in the past.
    """
    event = await locked_event(tx, event_id)
    poll, is_over = await locked_poll(tx, event_id)
    check_later(closes_at)
    if poll.status == "open" and is_over:
        await move(tx, actor, poll, "ended", DatePollEnded)
    chosen = chosen_of(await options_of(tx, poll.id))
    if chosen is not None:
        if (event.starts_at, event.ends_at) == (chosen.starts_at, chosen.ends_at):
            await change_event(tx, actor, event, {"starts_at": None, "ends_at": None})
        chosen.is_chosen = False
    poll.closes_at = closes_at
    await move(tx, actor, poll, "open", DatePollReopened)
    return poll


async def delete_poll(tx: Tx, actor: Actor, event_id: UUID) -> None:
    """Removes the poll with its answers; a date that was chosen stays the event's.

    Raises:
        NotFound: the event has none.
    """
    poll, _ = await locked_poll(tx, event_id)
    await tx.execute(delete(DatePoll).where(DatePoll.id == poll.id))
    await record(tx, actor, DatePollDeleted.of(poll))


async def end_due(system: Database) -> None:
    """Ends polls whose deadline has passed, by the database's clock.

    A poll that can't be ended is logged, and doesn't keep the others waiting.
    """
    await system.each_event(DUE, end_poll, "the date poll of event %s can't be ended")


async def end_poll(tx: Tx, event_id: UUID) -> None:
    """Ends a poll if its deadline has passed and nobody has changed that meanwhile."""
    found = await lock_poll(tx, event_id)
    if found is not None and found[1]:
        await move_if_allowed(tx, SYSTEM, found[0], "ended", DatePollEnded)
