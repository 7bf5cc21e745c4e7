"""The desk of replies: those that arrive for an event while others are stored go together."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from convite.core.db import Principal, Tx
from convite.core.hot import HotDoor, Place, problem_of
from convite.core.ids import new_id
from convite.core.problems import Gone, driver_error, is_away
from convite.doors.invitations.queries import Party
from convite.doors.quotas.rules import Tally
from convite.doors.replies.actions import PartyReply, answer_parties
from convite.events.event.models import Event
from convite.events.event.queries import steady_event
from convite.events.questions.models import Question

#: How long a form waits for a busy server, and how often it asks, in seconds.
RETRY_SECONDS = 30.0
PAUSE = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredReply:
    """A party after its reply, and what it is shown with."""

    event: Event
    party: Party
    questions: list[Question]
    tally: Tally


async def reply_at_desk(door: HotDoor, place: Place, reply: PartyReply) -> StoredReply:
    """Stores a party's reply together with the others that arrive for the event.

    Raises:
        Problem: as `answer_party`.
    """
    return await door.desk(reply_batch).ask(place, reply)


async def reply_with_retry(door: HotDoor, place: Place, reply: PartyReply) -> StoredReply:
    """As `reply_at_desk`, but a busy server is asked again instead of whoever sent the form.

    Raises:
        Problem: as `answer_party`, or the server is still busy after half a minute.
    """
    until = time.monotonic() + RETRY_SECONDS
    while True:
        try:
            return await reply_at_desk(door, place, reply)
        except Exception as error:  # the desk's futures carry the driver's own errors
            problem = problem_of(error, reply.request_id or new_id())
            is_busy = problem.name in ("busy", "unavailable") and time.monotonic() < until
            if not is_busy or reply.body.plus_ones:  # which a second time could add again
                raise problem from error
        await asyncio.sleep(PAUSE)


async def reply_batch(
    door: HotDoor, place: Place, replies: Sequence[PartyReply]
) -> Sequence[StoredReply | Exception]:
    """Runs one batch of the desk; a party's second reply is stored after its first.

    It never raises, since the desk would then send everything again, also what was stored.
    """
    outcomes: dict[int, StoredReply | Exception] = {}
    while len(outcomes) < len(replies):
        turn: dict[UUID, int] = {}
        for number, reply in enumerate(replies):
            if number not in outcomes:
                turn.setdefault(reply.invitation_id, number)
        numbers = list(turn.values())
        stored = await store_turn(door, place, [replies[number] for number in numbers])
        outcomes |= dict(zip(numbers, stored, strict=True))
    return [outcomes[number] for number in range(len(replies))]


async def store_turn(
    door: HotDoor, place: Place, replies: Sequence[PartyReply]
) -> list[StoredReply | Exception]:
    """Stores replies of different parties together, or one by one if the database refuses one.

    After a lost connection nobody knows whether they were stored: all get the error.
    """
    try:
        async with door.database.tx(Principal(organization_id=place.organization_id)) as tx:
            return await store_replies(tx, place, replies)
    except Exception as error:  # given to whoever asked, or met again by the reply it is about
        if len(replies) == 1 or is_away(driver_error(error)):
            return [error] * len(replies)
    return [(await store_turn(door, place, [reply]))[0] for reply in replies]


async def store_replies(
    tx: Tx, place: Place, replies: Sequence[PartyReply]
) -> list[StoredReply | Exception]:
    """Stores replies of different parties; a problem stands for each that was refused."""
    event = await steady_event(tx, place.event_id)
    if event is None:
        raise Gone("This event no longer exists.")
    answered = await answer_parties(tx, event, replies)
    return [
        problem
        or StoredReply(
            event=event,
            party=answered.parties[reply.invitation_id],
            questions=answered.questions,
            tally=answered.tally,
        )
        for reply, problem in zip(replies, answered.problems, strict=True)
    ]
