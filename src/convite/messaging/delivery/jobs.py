"""What is written when something happens, and the sender of what was written."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from convite.core.config import settings
from convite.core.db import Database
from convite.core.ids import new_id
from convite.core.queue import Job, every, on
from convite.doors.invitations.facts import InvitationSent, PartyAnswered
from convite.events.event.facts import EventCanceled
from convite.gateways.mail import Mail, MailDelayed, MailFault, MailServer, MailSession
from convite.messaging.delivery import actions
from convite.messaging.delivery.actions import MESSAGES, Sending

#: Messages claimed at once, and by how many connections they go.
BATCH = 40
CONNECTIONS = 4
#: How long a claimed message is ours.
LEASE_SECONDS = 45.0


@on(InvitationSent, "mail_invitation")
async def mail_invitation(job: Job) -> None:
    """An invitation goes out to its guests."""
    async with job.tx() as tx:
        await actions.mail_invitation(tx, job.happened.id, job.happened.object_id)


@on(PartyAnswered, "confirm_answer")
async def confirm_answer(job: Job) -> None:
    """A party learns what was understood."""
    async with job.tx() as tx:
        await actions.confirm_answer(tx, job.happened.id, job.happened.object_id)


@on(EventCanceled, "tell_canceled", lane="bulk")
async def tell_canceled(job: Job) -> None:
    """Everybody expected is told; nobody was while it was a draft."""
    if job.happened.changes.get("status", ["draft"])[0] == "draft":
        return
    reason, after, is_first = job.happened.data["reason"], None, True
    while is_first or after is not None:
        async with job.tx() as tx:
            after = await actions.tell_canceled(
                tx, job.happened.id, job.happened.object_id, reason, after
            )
        is_first = False


@every(timedelta(seconds=1), "send_mail")
async def send_mail(system: Database) -> None:
    """Sends what is queued, until nothing is."""
    if not settings().smtp_url:
        return
    sender = Sender(system, MailServer(settings().smtp_url))
    while claimed := await actions.claim(system, sender.id, most=BATCH, lease=LEASE_SECONDS):
        shares = [claimed[start::CONNECTIONS] for start in range(CONNECTIONS)]
        done = await asyncio.gather(*(sender.send_some(share) for share in shares if share))
        if not all(done):
            return  # the server is away: ask again at the next turn


class Sender:
    """Who sends what it claimed, by one mail server."""

    def __init__(self, system: Database, server: MailServer) -> None:
        self.id = new_id()
        self.system = system
        self.server = server

    async def send_some(self, share: Sequence[Sending]) -> bool:
        """Sends messages by one connection after the other; says whether the server was there."""
        left = list(share)
        while left:
            try:
                async with self.server.session() as session:
                    while left and session.is_open:
                        await self.send_one(session, left.pop(0))
            except MailDelayed as error:
                await self.put_off(left, error)
                return False
        return True

    async def put_off(self, left: Sequence[Sending], error: MailDelayed) -> None:
        """The server isn't there: the first message waits for all, the others keep their tries."""
        if left:
            await self.fail(left[0], error)
            await MESSAGES.give_back(self.system, self.id, [message.id for message in left[1:]])

    async def send_one(self, session: MailSession, message: Sending) -> None:
        """Hands one message over, and stores how that went."""
        mail = Mail(
            sender=settings().mail_from,
            to=message.address,
            subject=message.subject,
            text=message.text,
            locale=message.locale,
            key=message.dedup_key,
        )
        try:
            await session.send(mail)
        except MailFault as error:
            await self.fail(message, error)
        else:
            await actions.settle_sent(self.system, self.id, message.id)

    async def fail(self, message: Sending, error: MailFault) -> None:
        """It wasn't taken: for now, or for good."""
        await MESSAGES.fail(
            self.system,
            self.id,
            message.id,
            tries=message.tries,
            error=str(error),
            is_final=not isinstance(error, MailDelayed),
        )
