"""Sends codes that log in, and removes what was sent."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import Job, every, on
from convite.core.tidying import remove
from convite.messaging.codes import actions
from convite.people.logincodes.facts import LoginCodeRequested


@on(LoginCodeRequested, "send_code", lane="urgent")
async def send_code(job: Job) -> None:
    """Sends a code to the address that it was asked for."""
    async with job.tx() as tx:
        await actions.send_code(tx, job.fact.object_id, job.fact.data["locale"])


@every(timedelta(days=1), "remove_old_code_messages")
async def remove_old_code_messages(system: Database) -> None:
    """Removes messages with codes after a week."""
    await remove(system, actions.OLD_MESSAGES)
