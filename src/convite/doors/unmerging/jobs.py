"""The task that undoes a merge of many pairs."""

from typing import Any

from convite.core.tasks import Running, task
from convite.doors.duplicates.rules import told_in
from convite.doors.unmerging.actions import undo_pairs
from convite.doors.unmerging.queries import KIND


@task(KIND, tell=told_in)
async def undo_merges(running: Running) -> dict[str, Any]:
    """Undoes a merge of many pairs."""
    return await undo_pairs(running)
