"""Queries of a date poll's page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from convite.core.db import Principal, ReadTx
from convite.core.problems import NotFound, Problem
from convite.doors.invitations.models import Invitation
from convite.doors.polls.models import DatePoll, DatePollAnswer, DatePollOption
from convite.doors.polls.queries import (
    answer_of_party,
    answer_of_secret,
    chosen_of,
    is_over,
    names_by_choice,
    options_of,
    options_out,
    place_of_poll,
    poll_of,
    poll_refusal,
    tallies_of,
)
from convite.doors.polls.rules import unanswered
from convite.doors.polls.schemas import PollOptionOut
from convite.events.event.models import Event
from convite.events.event.policy import UnknownCode
from convite.events.event.queries import event_by_id
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_id


@dataclass(frozen=True, kw_only=True)
class Polled:
    """What the page of a poll shows to somebody."""

    poll: DatePoll
    event: Event
    host: str
    options: Sequence[PollOptionOut]
    chosen: DatePollOption | None
    is_over: bool
    #: Those who can come, by the id of the option and what they said; empty where names aren't shown.
    names: Mapping[tuple[str, str], Sequence[str]]
    #: What they answered before.
    answer: DatePollAnswer | None
    #: Set for a party, which isn't asked who it is.
    party: Invitation | None = None
    #: Whoever is logged in.
    user: User | None = None

    def refusal(self, locale: str) -> Problem | None:
        """Why no answers are taken now."""
        return poll_refusal(self.poll, self.event, self.chosen, locale, is_over=self.is_over)

    @property
    def new_options(self) -> set[UUID]:
        """Options that were added since they answered; empty if they haven't."""
        if self.answer is None:
            return set()
        return set(unanswered([one.id for one in self.options], self.answer.choices))


async def polled_by_link(
    tx: ReadTx, code: str, secret: str | None, user_id: UUID | None = None
) -> Polled:
    """What the page of a poll's link shows.

    Raises:
        UnknownCode: it is no poll's code.
        NotFound: its event was deleted.
    """
    await tx.enter(Principal(user_id=user_id))
    found = await place_of_poll(tx, code)
    if found is None:
        raise UnknownCode
    key, place = found
    await tx.enter(Principal(organization_id=place.organization_id, user_id=user_id))
    event = await event_by_id(tx, place.event_id)
    poll = await poll_of(tx, place.event_id)
    if event is None or poll is None or poll.id != key:
        raise NotFound
    answer = await answer_of_secret(tx, poll.id, secret) if secret else None
    user = await user_by_id(tx, user_id) if user_id else None
    return await polled(tx, poll, event, answer=answer, user=user)


async def polled_by_party(tx: ReadTx, event: Event, party: Invitation) -> Polled:
    """What the page of the event's poll shows to a party.

    Raises:
        NotFound: the event has none.
    """
    poll = await poll_of(tx, event.id)
    if poll is None:
        raise NotFound
    answer = await answer_of_party(tx, poll.id, party.id)
    return await polled(tx, poll, event, answer=answer, party=party)


async def polled(
    tx: ReadTx,
    poll: DatePoll,
    event: Event,
    *,
    answer: DatePollAnswer | None,
    party: Invitation | None = None,
    user: User | None = None,
) -> Polled:
    """The poll as it is shown to whoever gave this answer."""
    options = await options_of(tx, poll.id)
    host = await user_by_id(tx, event.host_user_id)
    return Polled(
        poll=poll,
        event=event,
        host=host.name if host else "",
        options=options_out(options, await tallies_of(tx, poll.id)),
        chosen=chosen_of(options),
        is_over=await is_over(tx, poll.id),
        names=await names_by_choice(tx, poll.id) if poll.names_shown else {},
        answer=answer,
        party=party,
        user=user,
    )
