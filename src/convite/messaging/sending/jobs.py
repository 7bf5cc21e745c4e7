"""The sender: hands what is queued over to each channel's provider."""

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from convite.core.config import settings
from convite.core.database import Database
from convite.core.db import Principal
from convite.core.ids import new_id
from convite.core.queue import every
from convite.gateways.channels import (
    Channel,
    Delayed,
    Fault,
    NoMailbox,
    Outgoing,
    Refused,
    SentTemplate,
    Session,
    Stopped,
    UnusableTemplate,
)
from convite.gateways.mail_reports import MAX_DIAGNOSIS, Bounce
from convite.gateways.registry import CHANNELS
from convite.messaging.broadcasts import actions as broadcasts
from convite.messaging.mails.queries import looks_of
from convite.messaging.mails.rules import Look, html_of
from convite.messaging.optouts.rules import optout_link, optout_token
from convite.messaging.returns.actions import block_address
from convite.messaging.returns.rules import mark_of, marked
from convite.messaging.sending import actions
from convite.messaging.sending.actions import MESSAGES, TEST_KEY, Allowance, People, Sending
from convite.people.organizations.models import SERVER

#: Events → languages → how their mails look.
Looks = Mapping[UUID, Mapping[str, Look]]

log = logging.getLogger("convite.messages")

#: How long a channel waits after its provider refused everything, in seconds.
STOP_SECONDS = 30.0
#: Messages claimed at once; fewer if there is a limit, so that nothing waits long behind what is claimed.
BATCH = 40
CLAIMED_SECONDS = 0.2
#: Share of a rate limit that is used, and how late after its turn a message may still go: calls bunch
#: on their way, and a provider counts those that arrive.
PACE, LATE_SECONDS = 0.95, 0.04
#: Turns that a message takes at most, however late each is.
TURNS = 3
#: Senders of one channel in a process.
SENDERS = 2
#: How long a claim lasts without a heartbeat: what a killed worker held goes out after that.
LEASE_SECONDS = 20.0


async def send_by(system: Database, channel: Channel) -> None:
    """Sends what is queued for one channel, until nothing is left.

    Two senders take turns: while one waits for the provider or the queue, the other sends.
    """
    if channel.is_configured:
        count = min(SENDERS, channel.connections)
        sessions = channel.connections // count
        senders = [Sender(system, channel, sessions) for _ in range(count)]
        await asyncio.gather(*(sender.run() for sender in senders))


# A function of its own for each: none waits until another's long broadcast has ended.
for known_channel in CHANNELS.values():
    every(timedelta(seconds=1), f"send_{known_channel.name}")(
        partial(send_by, channel=known_channel)
    )


def outgoing_of(message: Sending, looks: Looks) -> Outgoing:
    """A message as its channel takes it; a mail with the look of its event."""
    fields: dict[str, Any] = {
        "to": message.address,
        "subject": message.subject,
        "locale": message.locale,
    }
    # reports on an earlier attempt must not be taken for this one's
    fields |= {"key": message.dedup_key, "id": f"{message.id}.{message.attempt}"}
    if message.channel != "email":
        return Outgoing(**fields, text=message.text, template=template_of(message))
    by_language = looks.get(message.event_id, {}) if message.event_id else {}
    look = by_language.get(message.locale) or by_language.get("") or Look()
    link = ""
    if message.guest_id is not None:
        token = optout_token(settings().secret, message.organization_id, message.guest_id)
        link = optout_link(settings().address, token)
    mark = mark_of(settings().secret, message.id, message.attempt)
    inbox = marked(settings().mail_replies, mark) if message.event_id is not None else ""
    reply_to = look.reply_to or inbox or look.organizer
    return Outgoing(
        **fields,
        text=message.text,
        html=html_of(
            message.text, json.loads(message.links), look, message.locale, unsubscribe=link
        ),
        sender_name=look.host if message.guest_id is not None else "",
        reply_to=reply_to if message.guest_id is not None else "",
        unsubscribe=link,
        calendar=message.calendar or "",
        return_path=marked(settings().mail_bounces, mark),
        mark=mark if settings().mail_bounces else "",
    )


def template_of(message: Sending) -> SentTemplate | None:
    """The template that a message is sent with."""
    return None if message.template is None else SentTemplate(**json.loads(message.template))


class Sender:
    """Sends messages of one channel over some of its sessions."""

    def __init__(self, system: Database, channel: Channel, sessions: int) -> None:
        self.id = new_id()
        self.system = system
        self.channel = channel
        self.sessions = sessions
        #: How mails of each event look, by language.
        self.looks: Looks = {}
        #: To how many people templates may still go today.
        self.people: People | None = None
        #: What each organization may still send today; empty of channels that cost nothing.
        self.allowances: Mapping[UUID, Allowance] = {}
        #: Whether the provider may have been stopped; the first message that it takes says no.
        self.may_be_stopped = True

    async def run(self) -> None:
        """Sends until nothing is due or the provider is unavailable."""
        sessions, limit = self.sessions, self.channel.per_second
        most = BATCH if limit is None else min(BATCH, max(1, round(limit * CLAIMED_SECONDS)))
        while claimed := await actions.claim(
            self.system, self.id, channel=self.channel.name, most=most, lease=LEASE_SECONDS
        ):
            if self.channel.name == "email":
                self.looks = await looks_of(self.system, (one.event_id for one in claimed))
            self.people = await self.people_left(claimed)
            self.allowances = await self.allowances_of(claimed)
            shares = [claimed[start::sessions] for start in range(sessions)]
            alive = asyncio.create_task(self.stay_alive(claimed))
            try:
                work = (self.send_some(share) for share in shares if share)
                # every share ends before a fault of one does: their claims are extended meanwhile
                done = await asyncio.gather(*work, return_exceptions=True)
            finally:
                alive.cancel()
            for fault in done:
                if isinstance(fault, BaseException):
                    raise fault
            if not all(done):
                return  # the provider is unavailable: the next run tries again

    async def people_left(self, claimed: Sequence[Sending]) -> People | None:
        """How many people templates may still go to today; None if there are none to send."""
        numbers = [message.address for message in claimed if message.template is not None]
        if not numbers:
            return None
        most = settings().whatsapp_people_per_day
        return await actions.people_left(self.system, self.id, numbers, most=most)

    async def allowances_of(self, claimed: Sequence[Sending]) -> Mapping[UUID, Allowance]:
        """What their organizations may still send today. Operators' tests and codes always go."""
        known = settings()
        limits = {"sms": known.sms_per_day, "whatsapp": known.whatsapp_per_day}
        most = limits.get(self.channel.name)
        if most is None:
            return {}
        of = [
            one.organization_id
            for one in claimed
            if one.organization_id != SERVER and not one.dedup_key.startswith(TEST_KEY)
        ]
        return await actions.allowances(self.system, self.id, self.channel.name, of, most=most)

    async def stay_alive(self, claimed: Sequence[Sending]) -> None:
        """Extends the claim while the provider is slow."""
        ids = [message.id for message in claimed]
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            await MESSAGES.extend(self.system, self.id, ids, LEASE_SECONDS)

    async def send_some(self, share: Sequence[Sending]) -> bool:
        """Sends messages over one session, one after the other; returns whether the provider was
        available.
        """
        left = list(share)
        while left:
            try:
                async with self.channel.session() as session:
                    while left and session.is_open:
                        await self.send_one(session, left[0])
                        left.pop(0)
            except Delayed as error:
                await self.delay(left, error)
                return False
            except Stopped as error:
                await self.stop(left, error)
                return False
        return True

    async def wait_turn(self) -> None:
        """Waits until the provider's rate limit lets the next message go."""
        limit = self.channel.per_second
        if limit is None:
            return
        clock = asyncio.get_running_loop().time
        for _ in range(TURNS):
            wait = await actions.take_turn(self.system, self.channel.name, limit * PACE)
            turn = clock() + wait
            await asyncio.sleep(wait)
            # missed, as a busy machine does: it would go together with those whose turn is now
            if clock() < turn + LATE_SECONDS:
                return

    async def delay(self, left: Sequence[Sending], error: Delayed) -> None:
        """Delays the first message for all; the others keep their number of attempts."""
        if left:
            await self.fail(left[0], error)
            await MESSAGES.give_back(self.system, self.id, [message.id for message in left[1:]])

    async def stop(self, left: Sequence[Sending], error: Stopped) -> None:
        """Leaves every message as it is until the provider is asked again; no try counts."""
        log.error("%s is stopped: %s", self.channel.name, error)
        await actions.stop_channel(self.system, self.channel.name, str(error), STOP_SECONDS)
        await MESSAGES.give_back(self.system, self.id, [message.id for message in left])

    async def send_one(self, session: Session, message: Sending) -> None:
        """Sends one message and stores the result; none that isn't wanted any more.

        A fault of ours with one message is its own failure: the others go on.
        """
        unsent = await actions.unwanted(self.system, message.id)
        if unsent is not None:
            await actions.settle_unsent(self.system, self.id, message.id, unsent)
            return
        if await self.must_wait(message):
            return
        try:
            written = outgoing_of(message, self.looks)
            await self.wait_turn()
            accepted = await session.send(written)
        except Stopped:
            raise
        except UnusableTemplate as error:
            await self.hold(message, error)
        except Fault as error:
            await self.fail(message, error)
        except Exception as error:
            log.exception("message %s can't be sent", message.id)
            await self.fail(message, Delayed(f"{type(error).__name__}: {error}"))
        else:
            await actions.settle_sent(self.system, self.id, message.id, accepted)
            if self.may_be_stopped:
                await actions.clear_stop(self.system, self.channel.name)
                self.may_be_stopped = False

    async def must_wait(self, message: Sending) -> bool:
        """Postpones a message that would go over a limit; returns whether it does."""
        if message.template is not None and self.people and not self.people.take(message.address):
            reason = f"WhatsApp lets this account begin {settings().whatsapp_people_per_day}"
            reason += " conversations in 24 hours. This one waits for its turn."
            await actions.postpone(self.system, self.id, message.id, self.people.until, reason)
            return True
        allowance = self.allowances.get(message.organization_id)
        is_test = message.dedup_key.startswith(TEST_KEY)
        why = allowance.take(message.channel) if allowance and not is_test else None
        if allowance and why:
            await actions.postpone(self.system, self.id, message.id, allowance.until, why)
        return why is not None

    async def hold(self, message: Sending, error: UnusableTemplate) -> None:
        """Pauses the broadcast of a message whose template can't be used; a single one has failed."""
        if message.broadcast_id is None:
            await self.fail(message, error)
            return
        principal = Principal(organization_id=message.organization_id)
        async with self.system.tx(principal) as tx:
            await broadcasts.pause_for(tx, message.broadcast_id, str(error))
        await actions.settle_unsent(self.system, self.id, message.id, "held")

    async def fail(self, message: Sending, error: Fault) -> None:
        """Records a failed attempt: to be retried, or final."""
        await MESSAGES.fail(
            self.system,
            self.id,
            message.id,
            tries=message.tries,
            error=str(error),
            is_final=isinstance(error, Refused),
            pause=error.retry_after if isinstance(error, Delayed) else None,
        )
        if isinstance(error, NoMailbox) and message.channel == "email" and message.guest_id:
            text = str(error)[:MAX_DIAGNOSIS]
            bounce = Bounce(marks=(), status=error.code, text=text, is_final=True)
            where = (message.organization_id, message.guest_id)
            await block_address(self.system, *where, message.address, bounce)
        if error.code:
            await actions.keep_code(self.system, message.id, error.code)
