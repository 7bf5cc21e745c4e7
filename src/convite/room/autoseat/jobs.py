"""The long work of arranging."""

from typing import Any

from convite.core.tasks import Running, task
from convite.room.autoseat.actions import KIND, arrange


@task(KIND)
async def auto_seat(running: Running) -> dict[str, Any]:
    """Arranges all unseated parties; seats nobody."""
    return await arrange(running)
