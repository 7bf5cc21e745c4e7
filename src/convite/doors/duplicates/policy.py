"""Who may merge guests."""

from collections.abc import Sequence
from uuid import UUID

from convite.core.access import Token
from convite.core.db import Principal
from convite.core.problems import NotAllowed, NotFound
from convite.core.request import Caller, Read
from convite.doors.book.policy import BookAccess, enter_book
from convite.doors.book.queries import own_events
from convite.doors.duplicates.queries import are_of, events_of
from convite.doors.duplicates.rules import is_in_reach
from convite.events.event.policy import enter_event
from convite.events.members.policy import BOOK_RIGHT
from convite.people.organizations.queries import role_in, tenant_of

REFUSAL = "You can only merge guests if you can edit every list they're on."


async def merge_access(
    tx: Read, token: Token, pairs: Sequence[tuple[UUID, UUID]], off_list: UUID | None = None
) -> BookAccess:
    """Access by the right to edit the address book or the guests' events.

    Without the former, the caller must have the right on every event of each removed guest and on
    at least one event of the kept guest. Whoever takes people off a list needs the right on its event.

    Raises:
        NotFound: the guests and the event aren't the same organization's, or the caller may not see it.
        NotAllowed: the caller is a member without the right.
    """
    tenant = await tenant_of(tx, "guest", pairs[0][0])
    if tenant is None:
        raise NotFound
    if off_list is not None:
        event = await enter_event(tx, Caller(token=token), "event", off_list)
        if event.event.organization_id != tenant:
            raise NotFound
        if BOOK_RIGHT not in event.rights:
            raise NotAllowed(REFUSAL)
    ids = list({key for pair in pairs for key in pair})
    access = await enter_book_of(tx, token, tenant, ids)
    if not await are_of(tx, tenant, ids):
        raise NotFound
    if access.reach is None:
        return access
    events = await events_of(tx, ids)
    if all(is_in_reach(events[keep], events[remove], access.reach) for keep, remove in pairs):
        return access
    raise NotAllowed(REFUSAL)


async def enter_book_of(
    tx: Read, token: Token, organization_id: UUID, guest_ids: Sequence[UUID]
) -> BookAccess:
    """Opens the address book that has these guests.

    Raises:
        NotFound: the caller is neither in the organization nor in the team of one of the guests' events.
        NotAllowed: their role doesn't let them see guests.
    """
    await tx.enter(Principal(organization_id=organization_id, user_id=token.user_id))
    if await role_in(tx, organization_id, token.user_id) is None:
        mine = {row[0] for row in await own_events(tx, organization_id, token.user_id)}
        lists = await events_of(tx, guest_ids)
        if mine.isdisjoint(event for events in lists.values() for event in events):
            raise NotFound
    return await enter_book(tx, token, organization_id)
