"""Jobs of join requests."""

from convite.core.queue import Job, on
from convite.doors.invitations.facts import InvitationCanceled
from convite.doors.requests.actions import end_with_party


@on(InvitationCanceled, "end_join_request")
async def end_join_request(job: Job) -> None:
    """A party that the team canceled has no request any more."""
    async with job.tx() as tx:
        await end_with_party(tx, job.fact.actor, job.fact.object_id)
