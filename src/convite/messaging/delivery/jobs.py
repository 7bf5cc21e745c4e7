"""Jobs that queue messages when something happens, and the sender."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from convite.core.database import Database
from convite.core.ids import new_id
from convite.core.queue import Job, every, on
from convite.doors.erasure.facts import GuestErased
from convite.doors.invitations.facts import InvitationSent, PartyAnswered
from convite.events.event.facts import EventCanceled
from convite.events.team.facts import MemberInvitationSent, MemberInvited
from convite.gateways.channels import Channel, Delayed, Fault, Outgoing, Refused, Session
from convite.gateways.registry import CHANNELS
from convite.messaging.delivery import actions
from convite.messaging.delivery.actions import MESSAGES, Sending
from convite.people.memberships.facts import OrganizationMemberInvited
from convite.people.proofs.facts import EmailProofRequested

#: Messages claimed at once.
BATCH = 40
#: How long a claim lasts without a heartbeat.
LEASE_SECONDS = 45.0


@on(InvitationSent, "mail_invitation")
async def mail_invitation(job: Job) -> None:
    """Sends an invitation to its guests."""
    async with job.tx() as tx:
        await actions.mail_invitation(tx, job.fact.id, job.fact.object_id)


@on(PartyAnswered, "confirm_answer")
async def confirm_answer(job: Job) -> None:
    """Confirms a party's reply."""
    async with job.tx() as tx:
        await actions.confirm_answer(tx, job.fact.id, job.fact.object_id)


@on(EventCanceled, "tell_canceled", lane="bulk")
async def tell_canceled(job: Job) -> None:
    """Notifies everybody who was expected, unless the event was a draft."""
    if job.fact.changes.get("status", ["draft"])[0] == "draft":
        return
    reason, after, is_first = job.fact.data["reason"], None, True
    while is_first or after is not None:
        async with job.tx() as tx:
            after = await actions.tell_canceled(tx, job.fact.id, job.fact.object_id, reason, after)
        is_first = False


@on(GuestErased, "cancel_messages", lane="urgent")
async def cancel_messages(job: Job) -> None:
    """Sends nothing more to somebody who was erased."""
    async with job.tx() as tx:
        await actions.cancel_messages(tx, job.fact.object_id)


@on(EmailProofRequested, "mail_email_proof")
async def mail_email_proof(job: Job) -> None:
    """Sends a user the link that proves their address."""
    async with job.tx() as tx:
        await actions.mail_email_proof(tx, UUID(job.fact.data["challenge_id"]))


@on(MemberInvited, "mail_member")
async def mail_member(job: Job) -> None:
    """Mails somebody that they are invited to an event's team, or are in it."""
    key = job.fact.data["challenge_id"]
    async with job.tx() as tx:
        await actions.mail_member(
            tx, job.fact.id, job.fact.object_id, UUID(key) if key is not None else None
        )


@on(MemberInvitationSent, "mail_member_again")
async def mail_member_again(job: Job) -> None:
    """Mails an invitation to an event's team again."""
    await mail_member(job)


@on(OrganizationMemberInvited, "mail_organization_member")
async def mail_organization_member(job: Job) -> None:
    """Mails somebody that they are invited to an organization."""
    key = UUID(job.fact.data["challenge_id"])
    async with job.tx() as tx:
        await actions.mail_organization_member(tx, job.fact.id, job.fact.object_id, key)


@every(timedelta(seconds=1), "send_messages")
async def send_messages(system: Database) -> None:
    """Sends what is queued, through all channels at once, until nothing is left."""
    channels = [channel for channel in CHANNELS.values() if channel.is_configured]
    await asyncio.gather(*(Sender(system, channel).run() for channel in channels))


class Sender:
    """Sends the messages of one channel."""

    def __init__(self, system: Database, channel: Channel) -> None:
        self.id = new_id()
        self.system = system
        self.channel = channel

    async def run(self) -> None:
        """Sends until nothing is due or the provider is unavailable."""
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
                return  # the provider is unavailable: the next run tries again

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
                        await self.wait_turn()
                        await self.send_one(session, left.pop(0))
            except Delayed as error:
                await self.delay(left, error)
                return False
        return True

    async def wait_turn(self) -> None:
        """Waits until the provider's rate limit lets the next message go."""
        limit = self.channel.per_second
        if limit is not None:
            await asyncio.sleep(await actions.take_turn(self.system, self.channel.name, limit))

    async def delay(self, left: Sequence[Sending], error: Delayed) -> None:
        """Delays the first message for all; the others keep their number of attempts."""
        if left:
            await self.fail(left[0], error)
            await MESSAGES.give_back(self.system, self.id, [message.id for message in left[1:]])

    async def send_one(self, session: Session, message: Sending) -> None:
        """Sends one message and stores the result; none to somebody who has opted out since."""
        guest_id, channel = message.guest_id, self.channel.name
        if guest_id is not None and await actions.has_opted_out(self.system, guest_id, channel):
            await actions.settle_suppressed(self.system, self.id, message.id)
            return
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
