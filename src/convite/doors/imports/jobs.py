"""Tasks that load a large file and undo a large import."""

from typing import Any

from convite.core.tasks import Running, task
from convite.doors.faults.rules import report_in
from convite.doors.imports.actions import KIND, UNDO_KIND, load_file, settle_import, undo_file


@task(KIND, settle=settle_import, tell=report_in)
async def import_guests(running: Running) -> dict[str, Any]:
    """Loads the file of a large import."""
    return await load_file(running)


@task(UNDO_KIND)
async def undo_import(running: Running) -> dict[str, Any]:
    """Undoes a large import."""
    return await undo_file(running)
