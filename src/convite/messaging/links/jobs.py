"""Sends links that were asked for, and word of what was changed by one."""

from uuid import UUID

from convite.core.queue import Job, on
from convite.doors.finding.facts import InvitationLinkRequested
from convite.doors.selfservice.facts import GuestEmailReplaced
from convite.messaging.links import actions


@on(InvitationLinkRequested, "send_link", lane="urgent")
async def send_link(job: Job) -> None:
    """Sends a guest the link of their invitation."""
    data = job.fact.data
    async with job.tx() as tx:
        await actions.send_link(
            tx, job.fact.id, job.fact.object_id, UUID(data["guest_id"]), data["channel"]
        )


@on(GuestEmailReplaced, "tell_former_email")
async def tell_former_email(job: Job) -> None:
    """Tells whoever has a guest's former e-mail that it was replaced."""
    data = job.fact.data
    if data.get("former"):  # erased meanwhile: then nobody is told
        async with job.tx() as tx:
            where = (job.fact.object_id, UUID(data["guest_id"]))
            await actions.tell_former_email(tx, job.fact.id, *where, data["former"])
