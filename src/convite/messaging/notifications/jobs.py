"""Jobs that notify users, and the mail that collects what they haven't read."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from convite.core.database import Database
from convite.core.db import Principal
from convite.core.queue import Job, every, on
from convite.doors.profiles.facts import ProfileChanged
from convite.events.event.queries import Place
from convite.messaging.conversations.facts import ConversationRead
from convite.messaging.conversations.queries import read_in
from convite.messaging.inbox.facts import MessageRead, MessageReceived
from convite.messaging.notifications import actions
from convite.messaging.notifications.queries import notices_of
from convite.people.guests.facts import GuestsMerged


@on(MessageReceived, "notify_of_message")
async def notify_of_message(job: Job) -> None:
    """Tells everybody who may read it about a guest's message, each in their own organization."""
    async with job.tx() as tx:
        users, values = await notices_of(tx, job.fact.object_id)
    for user in users:
        async with job.database.tx(Principal(organization_id=user.organization_id)) as tx:
            await actions.notify(tx, job.fact.actor, user, values)


@on(MessageRead, "settle_notifications")
async def settle_notifications(job: Job) -> None:
    """What one of the team has read is no news to the others."""
    await settle(job, [job.fact.object_id])


@on(ConversationRead, "settle_conversation")
async def settle_conversation(job: Job) -> None:
    """The same of all that a party wrote."""
    async with job.tx() as tx:
        ids = await read_in(tx, job.fact.object_id)
    await settle(job, ids)


async def settle(job: Job, ids: Sequence[UUID]) -> None:
    """Marks everybody's notifications of these messages as read."""
    fact = job.fact
    if fact.event_id is not None:
        place = Place(organization_id=fact.organization_id, event_id=fact.event_id)
        await actions.settle(job.database, fact.actor, place, "message", ids)


@on(GuestsMerged, "rename_notifications")
async def rename_notifications(job: Job) -> None:
    """What a merged guest wrote is told as the kept guest's."""
    await actions.rename_sender(job.database, job.fact.object_id, job.fact.organization_id)


@every(timedelta(minutes=1), "mail_notifications")
async def mail_notifications(system: Database) -> None:
    """Sends the mails about new messages that are due."""
    await actions.mail_due(system)


@every(timedelta(minutes=1), "mail_digests")
async def mail_digests(system: Database) -> None:
    """Sends the mails that collect a day, where it is 8 in the morning."""
    await actions.send_digests(system)


@on(ProfileChanged, "move_digest")
async def move_digest(job: Job) -> None:
    """Whoever moves to another time zone gets the day's mail in the morning there."""
    if "timezone" in job.fact.changes:
        async with job.tx() as tx:
            await actions.move_digest(tx, job.fact.object_id)
