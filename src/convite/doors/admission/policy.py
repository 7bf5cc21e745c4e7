"""Whom the host of an event has let in, where that is for them to decide."""

from uuid import UUID

from convite.core.db import ReadTx
from convite.core.problems import NotAllowed
from convite.doors.admission.queries import places_to_order


async def check_let_in(tx: ReadTx, event_id: UUID, *, user_id: UUID | None, wanted: int) -> None:
    """Rejects orders for more people than the host has let in, who are known by their account.

    Raises:
        NotAllowed: they haven't asked, weren't accepted, or for fewer places; carries how many are `left`.
    """
    left = 0 if user_id is None else await places_to_order(tx, event_id, user_id)
    if wanted > left:
        text = "The host decides who can come. Ask to join first, for all of your places."
        raise NotAllowed(text, name="needs-approval", left=max(0, left))
