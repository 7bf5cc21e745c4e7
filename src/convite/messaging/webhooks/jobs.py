"""Jobs of webhooks."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.db import Principal
from convite.core.queue import Job, every, on
from convite.core.tidying import remove
from convite.messaging.webhooks import actions
from convite.messaging.webhooks.facts import WebhookEndpointDisabled
from convite.messaging.webhooks.queries import admins_of

#: Deliveries of tests and facts alike; those that are still tried are younger.
OLD_DELIVERIES = """
DELETE FROM webhook_deliveries WHERE id IN (
  SELECT id FROM webhook_deliveries WHERE created_at < now() - interval '30 days' LIMIT $1)
"""


@on(WebhookEndpointDisabled, "tell_of_disabled_webhook")
async def tell_of_disabled_webhook(job: Job) -> None:
    """Tells everybody who manages the organization, unless one of them paused it."""
    if job.fact.data["why"] == "paused":
        return
    async with job.tx() as tx:
        users = await admins_of(tx, job.fact.organization_id)
    for user in users:
        async with job.database.tx(Principal(organization_id=user.organization_id)) as tx:
            await actions.tell_admin(tx, job.fact, user)


@every(timedelta(hours=1), "remove_old_deliveries")
async def remove_old_deliveries(system: Database) -> None:
    """Removes the log of deliveries after 30 days."""
    await remove(system, OLD_DELIVERIES)
