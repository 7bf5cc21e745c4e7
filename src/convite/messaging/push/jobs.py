"""Jobs that push notifications to browsers."""

from email.utils import parseaddr
from uuid import UUID

from convite.core.clock import now
from convite.core.config import settings
from convite.core.push_keys import push_key_of
from convite.core.queue import Job, on
from convite.gateways.egress import Answer, Egress, EgressError
from convite.gateways.push import Browser, push
from convite.messaging.notifications.facts import NotificationCreated
from convite.messaging.push import actions
from convite.messaging.push.facts import PushDue
from convite.messaging.push.queries import Pushed, pushed


@on(NotificationCreated, "queue_pushes")
async def queue_pushes(job: Job) -> None:
    """Each of the user's browsers is told of the notification."""
    async with job.tx() as tx:
        await actions.queue_pushes(tx, job.fact.object_id)


@on(PushDue, "push_notification", lane="push")
async def push_notification(job: Job) -> None:
    """One browser is told. A repetition is shown once there, by its tag."""
    data = job.fact.data
    async with job.tx() as tx:
        found = await pushed(tx, job.fact.object_id, UUID(data["notification_id"]))
    if found is None:
        return
    answer, error = await call(found)
    async with job.tx() as tx:
        await actions.settle(tx, found, int(data["tries"]), answer, error)


async def call(found: Pushed) -> tuple[Answer | None, str]:
    """Calls the browser's push service once: its answer, or why there is none."""
    known = settings()
    row = found.subscription
    async with Egress(loopback=known.calls_loopback) as egress:
        try:
            answer = await push(
                egress,
                Browser(endpoint=row.endpoint, p256dh=row.p256dh, auth=row.auth),
                actions.payload_of(found),
                key=push_key_of(known.push_key, known.secret),
                contact=parseaddr(known.mail_from)[1],
                at=now(),
            )
        except EgressError as refused:
            return None, str(refused)
    return answer, ""
