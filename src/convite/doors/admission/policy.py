"""Whom the host of an event has let in, where that is for them to decide."""

from uuid import UUID

from convite.core.db import ReadTx
from convite.core.problems import NotAllowed
from convite.doors.admission.queries import is_let_in, places_to_order


async def check_let_in(
    tx: ReadTx, event_id: UUID, *, user_id: UUID | None, key: UUID | None, kept: int, wanted: int
) -> None:
    """Rejects orders for more people than the host has let in.

    They are known by their account, or by the key of the hold that came with the host's yes and keeps so
    many places.

    Raises:
        NotAllowed: they haven't asked, weren't accepted, or for fewer places; carries how many are `left`.
    """
    left = 0
    if user_id is not None:
        left = await places_to_order(tx, event_id, user_id)
    elif key is not None and kept and await is_let_in(tx, event_id, key):
        left = kept
    if wanted > left:
        text = "The host decides who can come. Ask to join first, for all of your places."
        raise NotAllowed(text, name="needs-approval", left=max(0, left))
