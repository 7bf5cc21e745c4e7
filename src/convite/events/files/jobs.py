"""Jobs of files."""

from uuid import UUID

from convite.core.queue import Job, on
from convite.events.files.actions import delete_bytes
from convite.events.files.facts import FileRemoved


@on(FileRemoved, "delete_bytes")
async def delete_bytes_of_file(job: Job) -> None:
    """Deletes a removed file's bytes; the system role sees the files of all organizations."""
    async with job.tx() as tx:
        data = job.fact.data
        keys = [data["key"], *data.get("variant_keys", ())]
        await delete_bytes(tx, [UUID(key) for key in keys])
