"""Whether a host may show one more event to strangers."""

from uuid import UUID

from convite.core.config import settings
from convite.core.db import ReadTx
from convite.core.problems import NotAllowed
from convite.events.newhosts.queries import shown_by_new_host


async def check_new_host(tx: ReadTx, host_user_id: UUID) -> None:
    """Rejects that strangers see one more event of a new host than the site allows.

    Called once an event is shown to strangers. Two at once may both pass: the limit slows fraud down, and
    needn't be exact.

    Raises:
        NotAllowed: it is one too many.
    """
    most = settings().new_host_events
    if most == 0 or settings().limits == "off":
        return
    shown = await shown_by_new_host(tx, host_user_id)
    if shown is not None and shown > most:
        raise NotAllowed(
            f"New hosts can show {most} events to strangers at a time. Wait until one is over, or show"
            " this one to invited guests only.",
            name="new-host",
        ).with_text(most=most)
