"""The long work of loading a large file, and of undoing it."""

from typing import Any

from convite.core.tasks import Running, task
from convite.doors.imports.actions import KIND, UNDO_KIND, load_file, settle_import, undo_file


@task(KIND, settle=settle_import)
async def import_guests(running: Running) -> dict[str, Any]:
    """Loads the file of an import."""
    return await load_file(running)


@task(UNDO_KIND)
async def undo_import(running: Running) -> dict[str, Any]:
    """Takes away what a large import made."""
    return await undo_file(running)
