"""Who may erase people."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from convite.core.problems import NotFound
from convite.core.request import Read
from convite.doors.book.policy import GuestAccess
from convite.doors.book.queries import book_guest
from convite.people.guests.models import Guest


async def erasable(guest_id: UUID, access: GuestAccess, tx: Read) -> Guest:
    """The guest of the path, for whoever manages the organization.

    Raises:
        NotFound: they aren't in the book, or the caller doesn't see them.
        NotAllowed: the caller's role in the organization doesn't include it.
    """
    row = await book_guest(tx, guest_id, access.shown)
    if row is None:
        raise NotFound
    access.need("manage_organization")
    guest: Guest = row[0]
    return guest


Erasable = Annotated[Guest, Depends(erasable)]
