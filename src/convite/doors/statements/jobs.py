"""The job that counts transfers."""

from convite.core.queue import Job, on
from convite.doors.statements.actions import count_transfer
from convite.doors.statements.facts import TransferFound


@on(TransferFound, "count_transfer", lane="urgent")
async def count_found_transfer(job: Job) -> None:
    """A transfer whose order is known pays it."""
    async with job.tx() as tx:
        await count_transfer(tx, job.fact.object_id)
