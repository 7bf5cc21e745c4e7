"""The job that fetches what came with a message."""

from convite.core.queue import Job, on
from convite.gateways.channels import Refused
from convite.gateways.whatsapp_media import fetch_media
from convite.messaging.media import actions
from convite.messaging.media.facts import FilesSent
from convite.messaging.media.rules import MAX_BYTES


async def give_up(job: Job) -> None:
    """Notes that the provider couldn't be reached for too long."""
    async with job.tx() as tx:
        rows = await actions.waiting_files(tx, job.fact.object_id)
    for row in rows:
        await actions.give_up_file(job.database, row, "The provider couldn't be reached.")


@on(FilesSent, "fetch_message_files", gave_up=give_up)
async def fetch(job: Job) -> None:
    """Fetches the files of a message; for one that the provider refuses, notes why."""
    async with job.tx() as tx:
        rows = await actions.waiting_files(tx, job.fact.object_id)
    for row in rows:
        try:
            content = await fetch_media(row.media_id, MAX_BYTES)
        except Refused as refused:
            await actions.give_up_file(job.database, row, str(refused))
        else:
            await actions.keep_file(job.database, row, content)
