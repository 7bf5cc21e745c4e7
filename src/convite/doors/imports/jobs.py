"""The long work of loading a large file."""

from typing import Any

from convite.core.tasks import Running, task
from convite.doors.imports.actions import KIND, load_file


@task(KIND)
async def import_guests(running: Running) -> dict[str, Any]:
    """Loads the file of an import."""
    return await load_file(running)
