"""Queries of who wants messages."""

from uuid import UUID

from convite.core.db import ReadTx, load
from convite.people.guests.models import Guest


async def living_guest(tx: ReadTx, guest_id: UUID, *, lock: bool = False) -> Guest | None:
    """A guest, optionally locked for a change; None if they were erased or never were."""
    guest = await load(tx, Guest, guest_id, lock=lock)
    return guest if guest is not None and guest.erased_at is None else None
