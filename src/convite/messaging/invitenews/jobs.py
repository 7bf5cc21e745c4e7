"""Jobs that tell of direct invites."""

from convite.core.queue import Job, on
from convite.doors.invites.facts import DirectInvited
from convite.messaging.invitenews.actions import tell_invited as tell


@on(DirectInvited, "tell_invited")
async def tell_invited(job: Job) -> None:
    """An account that is invited is told."""
    fact = job.fact
    await tell(job.database, fact.actor, fact.organization_id, fact.object_id)
