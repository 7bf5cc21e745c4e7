"""The background task of auto-seating."""

from typing import Any

from convite.core.tasks import Running, task
from convite.room.autoseat.actions import KIND, arrange


@task(KIND)
async def auto_seat(running: Running) -> dict[str, Any]:
    """Computes an arrangement for all unseated parties. Nobody is seated."""
    return await arrange(running)
