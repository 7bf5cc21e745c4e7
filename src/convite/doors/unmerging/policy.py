"""Who may undo a merge."""

from uuid import UUID

from convite.core.db import Principal
from convite.core.problems import NotAllowed, NotFound
from convite.core.request import LoggedIn, Read
from convite.doors.book.policy import BookAccess
from convite.doors.duplicates.policy import REFUSAL, enter_book_of
from convite.doors.duplicates.queries import events_of
from convite.doors.duplicates.rules import is_in_reach
from convite.doors.unmerging.queries import moved_events, pairs_of
from convite.people.organizations.queries import tenant_of


async def undo_access(merge_id: UUID, token: LoggedIn, tx: Read) -> BookAccess:
    """Access to a merge: to all of its guests, as to merge them."""
    tenant = await tenant_of(tx, "merge", merge_id)
    if tenant is None:
        raise NotFound
    await tx.enter(Principal(organization_id=tenant, user_id=token.user_id))
    rows = await pairs_of(tx, merge_id)
    access = await enter_book_of(tx, token, tenant, [row.keep for row in rows])
    if access.reach is None:
        return access
    kept, moved = await events_of(tx, [row.keep for row in rows]), await moved_events(tx, merge_id)
    if all(is_in_reach(kept[row.keep], moved[row.id], access.reach) for row in rows):
        return access
    raise NotAllowed(REFUSAL)
