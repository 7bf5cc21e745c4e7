"""What is written when something happens, and the sender of what was written."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from convite.core.config import settings
from convite.core.db import Database
from convite.core.queue import MOST_TRIES, Job, every, on
from convite.doors.invitations.facts import InvitationSent, PartyAnswered
from convite.events.event.facts import EventCanceled
from convite.gateways.mail import Mail, MailDelayed, MailFault, MailServer, MailSession
from convite.messaging.delivery import actions
from convite.messaging.delivery.actions import Sending

#: Messages claimed at once, and by how many connections they go.
BATCH = 40
CONNECTIONS = 4
#: How long a claimed message is ours.
LEASE_SECONDS = 45.0
#: Seconds before the next try, by failures so far; the last goes on.
PAUSES = (10.0, 30.0, 120.0, 600.0, 1800.0, 3600.0)


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


@on(EventCanceled, "free_canceled", lane="urgent")
async def free_canceled(job: Job) -> None:
    """Nothing is held on it any more."""
    async with job.tx() as tx:
        await actions.free_canceled(tx, job.happened.object_id)


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
    server = MailServer(settings().smtp_url)
    while claimed := await actions.claim(system, most=BATCH, lease=LEASE_SECONDS):
        shares = [claimed[start::CONNECTIONS] for start in range(CONNECTIONS)]
        done = await asyncio.gather(
            *(send_some(system, server, share) for share in shares if share)
        )
        if not all(done):
            return  # the server is away: ask again at the next turn


async def send_some(system: Database, server: MailServer, share: Sequence[Sending]) -> bool:
    """Sends messages by one connection after the other; says whether the server was there."""
    left = list(share)
    while left:
        try:
            async with server.session() as session:
                while left and session.is_open:
                    await send_one(system, session, left.pop(0))
        except MailDelayed as error:
            await put_off(system, left, str(error))
            return False
    return True


async def put_off(system: Database, left: Sequence[Sending], error: str) -> None:
    """The server isn't there: the first message waits for all, the others keep their tries."""
    if left:
        await actions.settle_failed(system, left[0].id, error, pause=PAUSES[0])
        await actions.give_back(system, ids_of(left[1:]))


def ids_of(messages: Sequence[Sending]) -> list[UUID]:
    """The messages' ids."""
    return [message.id for message in messages]


async def send_one(system: Database, session: MailSession, message: Sending) -> None:
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
        may_repeat = isinstance(error, MailDelayed) and message.tries + 1 < MOST_TRIES
        pause = PAUSES[min(message.tries, len(PAUSES) - 1)] if may_repeat else None
        await actions.settle_failed(system, message.id, str(error), pause=pause)
    else:
        await actions.settle_sent(system, message.id)
