"""Writes of what is answered to a date poll."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from convite.core.db import Tx, load
from convite.core.ids import hash_of, new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict, NotFound
from convite.doors.polls.actions import locked_poll
from convite.doors.polls.facts import DatePollAnswered
from convite.doors.polls.models import MAX_ANSWERS, DatePoll, DatePollAnswer
from convite.doors.polls.queries import (
    answer_of_party,
    answer_of_secret,
    chosen_of,
    count_answers,
    options_of,
    poll_refusal,
)
from convite.events.event.models import Event


@dataclass(frozen=True, kw_only=True)
class Answering:
    """Who answers: a party, or the bearer of a secret."""

    name: str
    locale: str
    invitation_id: UUID | None = None
    secret: str | None = None
    email: str | None = None
    user_id: UUID | None = None


async def answer_poll(
    tx: Tx, event: Event, who: Answering, choices: Mapping[UUID, str]
) -> DatePollAnswer:
    """Keeps when somebody can come; what they said before of other options stays.

    The poll is locked, so that an answer counts before it is closed or is refused.

    Raises:
        NotFound: the event has no poll any more.
        Conflict: it is over, or too many have answered.
    """
    poll, is_over = await locked_poll(tx, event.id)
    options = await options_of(tx, poll.id)
    known_event = await load(tx, Event, event.id)  # as it is now, whoever it was read by before
    if known_event is None or known_event.deleted_at is not None:
        raise NotFound
    refusal = poll_refusal(poll, known_event, chosen_of(options), who.locale, is_over=is_over)
    if refusal is not None:
        raise refusal
    known = {str(one.id) for one in options}
    said = {str(key): choice for key, choice in choices.items() if str(key) in known}
    answer = await kept_answer(tx, poll, who)
    if answer is None:
        answer = await new_answer(tx, poll, who)
    answer.choices = {key: one for key, one in answer.choices.items() if key in known} | said
    answer.name, answer.locale = who.name, who.locale
    if who.secret is not None:
        answer.email = who.email
        answer.user_id = who.user_id or answer.user_id
    await tx.flush()
    await tx.refresh(answer)
    actor = Actor(kind="guest", id=who.invitation_id or answer.id, via="code")
    await record(tx, actor, DatePollAnswered.of(poll, answer_id=answer.id, name=answer.name))
    return answer


async def kept_answer(tx: Tx, poll: DatePoll, who: Answering) -> DatePollAnswer | None:
    """What they answered before, or None."""
    if who.invitation_id is not None:
        return await answer_of_party(tx, poll.id, who.invitation_id)
    return await answer_of_secret(tx, poll.id, who.secret) if who.secret else None


async def new_answer(tx: Tx, poll: DatePoll, who: Answering) -> DatePollAnswer:
    """A new answer of a (locked) poll.

    Raises:
        Conflict: too many have answered.
    """
    if await count_answers(tx, poll.id) >= MAX_ANSWERS:
        raise Conflict(
            f"A date poll takes {MAX_ANSWERS} answers at the most.", name="too-many-answers"
        ).with_text(most=MAX_ANSWERS)
    answer = DatePollAnswer(
        id=new_id(),
        organization_id=poll.organization_id,
        event_id=poll.event_id,
        poll_id=poll.id,
        invitation_id=who.invitation_id,
        secret_hash=hash_of(who.secret) if who.secret else None,
        name=who.name,
        locale=who.locale,
        choices={},
    )
    tx.add(answer)
    return answer
