"""Who may undo a merge."""

from uuid import UUID

from convite.core.problems import NotAllowed, NotFound
from convite.core.request import LoggedIn, Read
from convite.doors.book.policy import BookAccess, enter_book
from convite.doors.duplicates.policy import REFUSAL
from convite.doors.duplicates.queries import events_of
from convite.doors.duplicates.rules import is_in_reach
from convite.doors.unmerging.queries import merge_by_id, moved_events, pairs_of
from convite.people.organizations.queries import tenant_of


async def undo_access(merge_id: UUID, token: LoggedIn, tx: Read) -> BookAccess:
    """Access to a merge: to all of its guests, as to merge them."""
    tenant = await tenant_of(tx, "merge", merge_id)
    if tenant is None:
        raise NotFound
    access = await enter_book(tx, token, tenant)
    if await merge_by_id(tx, merge_id) is None:
        raise NotFound
    if access.reach is None:
        return access
    rows = await pairs_of(tx, merge_id)
    kept, moved = await events_of(tx, [row.keep for row in rows]), await moved_events(tx, merge_id)
    if all(is_in_reach(kept[row.keep], moved[row.id], access.reach) for row in rows):
        return access
    raise NotAllowed(REFUSAL)
