"""What is written when something happens, and the sender of what was written."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from convite.core.db import Database
from convite.core.ids import new_id
from convite.core.queue import Job, every, on
from convite.doors.invitations.facts import InvitationSent, PartyAnswered
from convite.events.event.facts import EventCanceled
from convite.gateways.channels import Channel, Delayed, Fault, Outgoing, Refused, Session
from convite.gateways.registry import CHANNELS
from convite.messaging.delivery import actions
from convite.messaging.delivery.actions import MESSAGES, Sending

#: Messages claimed at once.
BATCH = 40
#: How long a claimed message is ours without a sign of life.
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


@every(timedelta(seconds=1), "send_messages")
async def send_messages(system: Database) -> None:
    """Sends what is queued, by all channels at once, until nothing is."""
    channels = [channel for channel in CHANNELS.values() if channel.is_configured]
    await asyncio.gather(*(Sender(system, channel).run() for channel in channels))


class Sender:
    """Sends what it claims, by one channel."""

    def __init__(self, system: Database, channel: Channel) -> None:
        self.id = new_id()
        self.system = system
        self.channel = channel
        #: When the provider's rate lets the next message go, by the loop's clock.
        self.next_turn = 0.0

    async def run(self) -> None:
        """Sends until nothing is due, or the provider is away."""
        sessions = self.channel.connections
        while claimed := await actions.claim(
            self.system, self.id, channel=self.channel.name, most=BATCH, lease=LEASE_SECONDS
        ):
            shares = [claimed[start::sessions] for start in range(sessions)]
            alive = asyncio.create_task(self.stay_alive(claimed))
            try:
                done = await asyncio.gather(*(self.send_some(share) for share in shares if share))
            finally:
                alive.cancel()
            if not all(done):
                return  # the provider is away: ask again at the next turn

    async def stay_alive(self, claimed: Sequence[Sending]) -> None:
        """Keeps what is claimed, however slow the provider is."""
        ids = [message.id for message in claimed]
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            await MESSAGES.extend(self.system, self.id, ids, LEASE_SECONDS)

    async def send_some(self, share: Sequence[Sending]) -> bool:
        """Sends messages by one session after the other; says whether the provider was there."""
        left = list(share)
        while left:
            try:
                async with self.channel.session() as session:
                    while left and session.is_open:
                        await self.wait_turn()
                        await self.send_one(session, left.pop(0))
            except Delayed as error:
                await self.put_off(left, error)
                return False
        return True

    async def wait_turn(self) -> None:
        """Waits until the provider's rate lets another message go."""
        if self.channel.per_second is None:
            return
        now = asyncio.get_running_loop().time()
        turn = max(now, self.next_turn)
        self.next_turn = turn + 1 / self.channel.per_second
        await asyncio.sleep(turn - now)

    async def put_off(self, left: Sequence[Sending], error: Delayed) -> None:
        """The provider isn't there: the first message waits for all, the others keep their tries."""
        if left:
            await self.fail(left[0], error)
            await MESSAGES.give_back(self.system, self.id, [message.id for message in left[1:]])

    async def send_one(self, session: Session, message: Sending) -> None:
        """Hands one message over, and stores how that went."""
        outgoing = Outgoing(
            to=message.address,
            subject=message.subject,
            text=message.text,
            locale=message.locale,
            key=message.dedup_key,
        )
        try:
            provider_id = await session.send(outgoing)
        except Fault as error:
            await self.fail(message, error)
        else:
            await actions.settle_sent(self.system, self.id, message.id, provider_id)

    async def fail(self, message: Sending, error: Fault) -> None:
        """It wasn't taken: for now, or for good."""
        await MESSAGES.fail(
            self.system,
            self.id,
            message.id,
            tries=message.tries,
            error=str(error),
            is_final=isinstance(error, Refused),
            pause=error.retry_after if isinstance(error, Delayed) else None,
        )
