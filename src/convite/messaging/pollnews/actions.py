"""Writes of what guests and hosts are told about date polls."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from convite.core.clock import now, this_hour
from convite.core.config import settings
from convite.core.database import Database
from convite.core.db import Principal, Tx
from convite.core.language import translator
from convite.core.log import SYSTEM
from convite.core.queue import Job, LoggedFact
from convite.doors.calendars.queries import calendar_entries, event_entry
from convite.doors.calendars.rules import calendar_file, cancellation_of
from convite.doors.polls.models import DatePoll, DatePollAnswer
from convite.doors.polls.queries import (
    answers_after,
    chosen_of,
    count_answers,
    options_of,
    poll_of,
)
from convite.doors.polls.rules import unanswered
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.events.team.queries import readers_of
from convite.messaging.delivery.actions import Draft, queue_mail, queue_messages
from convite.messaging.delivery.queries import calendars_sent, occasion_of, party_and_event
from convite.messaging.delivery.rules import Occasion, RenderedText, language_of, title_in
from convite.messaging.invitenews.actions import account_of
from convite.messaging.notifications.actions import Mail, notify
from convite.messaging.pollnews.rules import (
    asked_again_text,
    asked_again_title,
    ended_text,
    ended_title,
    fixed_text,
    fixed_title,
    open_again_text,
    open_again_title,
)
from convite.people.identity.models import User
from convite.people.identity.queries import profile_of, user_by_id

#: That a date was chosen, that it doesn't hold any more, or that dates were added.
News = Literal["fixed", "open_again", "asked_again"]
TITLES = {"fixed": fixed_title, "open_again": open_again_title, "asked_again": asked_again_title}


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What is told, and of which poll."""

    news: News
    fact_id: UUID
    poll: DatePoll
    event: Event

    def title(self, locale: str, occasion: Occasion) -> str:
        """What it is about, in one line."""
        return TITLES[self.news](translator(locale), occasion)

    def text(
        self, locale: str, occasion: Occasion, name: str, own: str, *, is_party: bool
    ) -> RenderedText:
        """The mail to somebody; `own` is the page of their party, or the poll's."""
        words = translator(locale)
        if self.news == "fixed":
            return fixed_text(words, occasion, name=name, url=own, is_party=is_party)
        url = f"{own}/poll" if is_party else own
        write = open_again_text if self.news == "open_again" else asked_again_text
        return write(words, occasion, name=name, url=url)

    def key(self, of: str) -> str:
        """What keeps somebody from being told twice; of dates that are added, within an hour."""
        when = this_hour() if self.news == "asked_again" else self.fact_id
        return f"poll.{self.news}.{self.poll.id}.{when}.{of}"


@dataclass(frozen=True, kw_only=True)
class Told:
    """An account that is told in the app as well."""

    user: User
    title: str
    path: str


async def tell_answered(job: Job, news: News) -> None:
    """Tells everybody who answered, as long as it is so; some at a time."""
    after: UUID | None = None
    while True:
        async with job.tx() as tx:
            telling = await telling_of(tx, job.fact, news)
            answers = await answers_after(tx, telling.poll.id, after) if telling else []
            accounts = [
                one
                for answer in answers
                if telling is not None
                for one in await tell_one(tx, telling, answer)
            ]
        if telling is None or not answers:
            return
        for one in accounts:
            await tell_account(job.database, telling, one)
        after = answers[-1].id


async def telling_of(tx: Tx, fact: LoggedFact, news: News) -> Telling | None:
    """What is to be told of a fact; None if it isn't so any more."""
    event = await event_by_id(tx, fact.event_id) if fact.event_id else None
    poll = await poll_of(tx, event.id) if event else None
    if event is None or poll is None or event.status == "canceled" or event.taken_down_at:
        return None
    wanted = "closed" if news == "fixed" else "open"
    if poll.id != fact.object_id or poll.status != wanted:
        return None
    chosen = chosen_of(await options_of(tx, poll.id))
    if news == "fixed" and (chosen is None or str(chosen.id) != fact.data["option_id"]):
        return None
    return Telling(news=news, fact_id=fact.id, poll=poll, event=event)


async def tell_one(tx: Tx, telling: Telling, answer: DatePollAnswer) -> list[Told]:
    """Queues the mails to whoever gave an answer; returns accounts to be told besides."""
    if telling.news == "asked_again":
        ids = [one.id for one in await options_of(tx, telling.poll.id)]
        if not unanswered(ids, answer.choices):
            return []
    if answer.invitation_id is not None:
        return await tell_party(tx, telling, answer.invitation_id)
    return await tell_by_link(tx, telling, answer)


async def tell_party(tx: Tx, telling: Telling, invitation_id: UUID) -> list[Told]:
    """Queues a mail to each of a party's people who has an address."""
    found = await party_and_event(tx, invitation_id)
    if found is None or found[0].canceled_at is not None:
        return []
    invitation, event, people = found
    sent: dict[UUID, str] = {}
    if telling.news == "open_again":
        sent = await calendars_sent(tx, event.id, [one.guest.id for one in people])
    drafts, accounts = [], []
    for one in people:
        locale, _ = language_of(one.guest, invitation.locale, event)
        occasion = await occasion_of(tx, event, locale, invitation)
        words = telling.text(locale, occasion, one.guest.name, invitation.url, is_party=True)
        known = sent.get(one.guest.id, "")
        calendar = cancellation_of(known, now()) if known else ""
        if telling.news == "fixed":
            entries = calendar_entries(event, invitation, people, locale)
            calendar = calendar_file(entries, method="PUBLISH").decode()
        key = telling.key(str(one.guest.id))
        drafts.append(
            Draft(guest=one.guest, locale=locale, words=words, key=key, calendar=calendar)
        )
        user = await account_of(tx, one.guest)
        if user is not None:
            path = f"/r/{invitation.code}{'' if telling.news == 'fixed' else '/poll'}"
            accounts.append(Told(user=user, title=telling.title(locale, occasion), path=path))
    await queue_messages(tx, event, drafts)
    return accounts


async def tell_by_link(tx: Tx, telling: Telling, answer: DatePollAnswer) -> list[Told]:
    """Queues a mail to the address that somebody with the link left, if they did."""
    event, poll, locale = telling.event, telling.poll, answer.locale
    occasion = await occasion_of(tx, event, locale)
    if answer.email:
        entry = event_entry(event, locale, poll.url) if telling.news == "fixed" else None
        to = {
            "organization_id": event.organization_id,
            "event_id": event.id,
            "address": answer.email,
            "calendar": calendar_file([entry], method="PUBLISH").decode() if entry else None,
        }
        words = telling.text(locale, occasion, answer.name, poll.url, is_party=False)
        await queue_mail(tx, to, locale, words, key=telling.key(str(answer.id)))
    user = await user_by_id(tx, answer.user_id) if answer.user_id else None
    if user is None:
        return []
    return [Told(user=user, title=telling.title(locale, occasion), path=f"/p/{poll.code}")]


async def tell_account(database: Database, telling: Telling, told: Told) -> None:
    """Tells an account in the app, in its own organization."""
    values = {
        "event_id": telling.event.id,
        "type": "system",
        "title": told.title,
        "message": "",
        "reference_type": f"date_poll_{telling.news}",
        "reference_id": telling.fact_id,
        "details": {"path": told.path},
    }
    async with database.tx(Principal(organization_id=told.user.organization_id)) as tx:
        await notify(tx, SYSTEM, told.user, values)


async def tell_hosts(database: Database, fact: LoggedFact) -> None:
    """Tells everybody who may read an event's guests that its poll has ended by itself."""
    tenant = fact.organization_id
    async with database.tx(Principal(organization_id=tenant)) as tx:
        event = await event_by_id(tx, fact.event_id) if fact.event_id else None
        poll = await poll_of(tx, event.id) if event else None
        if event is None or poll is None or poll.status != "ended":
            return
        hosts: Sequence[User] = await readers_of(tx, event.id, tenant)
        count = await count_answers(tx, poll.id)
    for host in hosts:
        async with database.tx(Principal(organization_id=host.organization_id)) as tx:
            locale = (await profile_of(tx, host.id)).locale
            words, title = translator(locale), title_in(event, locale)
            values = {
                "event_id": event.id,
                "type": "system",
                "title": ended_title(words, title),
                "message": "",
                "reference_type": "date_poll_ended",
                "reference_id": fact.id,
                "details": {"event": title},
            }
            url = f"{settings().address}/events/{event.id}/poll"
            text = ended_text(words, name=host.name, event=title, count=count, url=url)
            mail = Mail(locale=locale, text=text, key=f"poll.ended.{fact.id}.{host.id}")
            await notify(tx, SYSTEM, host, values, mail)
