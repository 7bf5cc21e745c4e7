"""The job that clears what is left of erased people."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import every
from convite.doors.erasure.actions import erase_traces


@every(timedelta(minutes=1), "erase_traces")
async def clear_what_is_left(system: Database) -> None:
    """Clears messages, history, files and whatever else tells of people who were erased."""
    await erase_traces(system)
