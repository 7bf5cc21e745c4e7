"""Cleanup of files that no answer refers to."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import every
from convite.doors.attachments.actions import remove_unused

#: Files removed by one statement.
SIZE = 200


@every(timedelta(hours=6), "remove_unused_attachments")
async def remove_unused_attachments(system: Database) -> None:
    """Removes files a day after they were uploaded, unless an answer refers to them."""
    while len(await remove_unused(system, SIZE)) == SIZE:
        pass
