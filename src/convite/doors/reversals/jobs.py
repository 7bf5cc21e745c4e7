"""Jobs of canceled events: many refunds, and orders that nobody pays any more."""

from typing import Any

from convite.core.log import SYSTEM
from convite.core.queue import Job, on
from convite.core.tasks import Running, task
from convite.doors.reversals.actions import KIND, cancel_open_orders, refund_many
from convite.events.event.facts import EventCanceled


@task(KIND)
async def refund_orders(running: Running) -> dict[str, Any]:
    """Refunds what remains of an event's orders."""
    return await refund_many(running)


@on(EventCanceled, "cancel_open_orders")
async def cancel_orders_of_canceled(job: Job) -> None:
    """Orders that aren't paid end with their event; what is paid after that goes back."""
    is_done = False
    while not is_done:
        async with job.tx() as tx:
            is_done = await cancel_open_orders(tx, SYSTEM, job.fact.object_id)
