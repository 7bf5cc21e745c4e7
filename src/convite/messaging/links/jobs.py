"""Sends links that were asked for."""

from uuid import UUID

from convite.core.queue import Job, on
from convite.doors.finding.facts import InvitationLinkRequested
from convite.messaging.links import actions


@on(InvitationLinkRequested, "send_link", lane="urgent")
async def send_link(job: Job) -> None:
    """Sends a guest the link of their invitation."""
    data = job.fact.data
    async with job.tx() as tx:
        await actions.send_link(
            tx, job.fact.id, job.fact.object_id, UUID(data["guest_id"]), data["channel"]
        )
