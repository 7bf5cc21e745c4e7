"""The task that sends many invitations."""

from typing import Any
from uuid import UUID

from convite.core.problems import Gone
from convite.core.tasks import Running, task
from convite.doors.invitations.actions import SEND_KIND, send_many
from convite.doors.invitations.queries import ids_to_send
from convite.doors.invitations.schemas import LeftOut, ManySent, SendMany
from convite.events.event.queries import event_by_id

#: Invitations sent per transaction.
SEND_SIZE = 500
#: Most skipped invitations listed in the result.
MAX_LEFT_OUT = 5000


@task(SEND_KIND)
async def send_batch(running: Running) -> dict[str, Any]:
    """Sends many invitations in chunks, each in its own transaction; a retry sends none twice."""
    selection = {name: running.parameters[name] for name in ("ids", "filters")}
    selection["again"] = running.parameters.get("again", False)
    request = SendMany.model_validate(selection)
    batch_id, sent = UUID(running.parameters["batch_id"]), 0
    left_out: list[LeftOut] = []
    after: UUID | None = None
    done, steps = 0, len(request.ids or ())
    while True:
        async with running.database.tx(running.principal) as tx:
            event = await event_by_id(tx, running.event_id) if running.event_id else None
            if event is None:
                raise Gone("This event no longer exists.")
            if request.filters is None:
                ids = (request.ids or [])[done : done + SEND_SIZE]
            else:
                ids = await ids_to_send(tx, event.id, request.filters, after=after, most=SEND_SIZE)
            if ids:
                chunk = await send_many(
                    tx, running.actor, event, ids, batch_id, again=request.again
                )
                sent, left_out = sent + chunk.sent, left_out + chunk.left_out
        if not ids:
            break
        done, after = done + len(ids), ids[-1]
        await running.report(done, max(steps, done + 1))
    result = ManySent(batch_id=batch_id, sent=sent, left_out=left_out[:MAX_LEFT_OUT])
    return result.model_dump(mode="json")
