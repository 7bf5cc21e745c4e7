"""Who may merge guests."""

from dataclasses import dataclass
from uuid import UUID

from convite.core.access import Token
from convite.core.db import Principal
from convite.core.log import Actor
from convite.core.problems import NotAllowed, NotFound
from convite.core.request import Caller, Read
from convite.doors.duplicates.queries import events_of
from convite.events.event.policy import enter_event
from convite.people.organizations.policy import RIGHTS
from convite.people.organizations.queries import role_in, tenant_of

RIGHT = "edit_guests"


@dataclass(frozen=True, kw_only=True)
class MergeAccess:
    """Two guests the caller may merge."""

    actor: Actor
    #: Whether the caller may read the address book, and not only an event's list.
    sees_book: bool


async def merge_access(tx: Read, token: Token, keep: UUID, remove: UUID) -> MergeAccess:
    """Access by the right to edit the address book or the guests' events.

    Without the former, the caller must have the right on every event of the removed guest and on
    at least one event of the kept guest.

    Raises:
        NotFound: the guests aren't in the same address book, or the caller may not see it.
        NotAllowed: the caller is a member without the right.
    """
    tenant = await tenant_of(tx, "guest", keep)
    if tenant is None or tenant != await tenant_of(tx, "guest", remove):
        raise NotFound
    await tx.enter(Principal(organization_id=tenant, user_id=token.user_id))
    role = await role_in(tx, tenant, token.user_id)
    if role is not None and RIGHT in RIGHTS[role]:
        return MergeAccess(actor=token.actor, sees_book=True)
    removed_events, kept_events = await events_of(tx, remove), await events_of(tx, keep)
    rights = {
        event: await rights_in_event(tx, token, event) for event in removed_events | kept_events
    }
    editable = {event for event, granted in rights.items() if RIGHT in granted}
    if removed_events and removed_events <= editable and kept_events & editable:
        return MergeAccess(actor=token.actor, sees_book=False)
    if role is None and not any(rights.values()):
        raise NotFound
    raise NotAllowed("You can only merge guests if you can edit every list they're on.")


async def rights_in_event(tx: Read, token: Token, event_id: UUID) -> frozenset[str]:
    """The caller's rights on an event of the organization; empty if they have no access."""
    try:
        return (await enter_event(tx, Caller(token=token), "event", event_id)).rights
    except NotFound:
        return frozenset()
