"""How a request comes to an event and to its rights there: what every event-scoped route asks.

404 to strangers, 403 to members who lack the right. A platform admin reads all, and every such read
is logged. The bearer of an invitation's code may see and hold seats. A door device may do what the few
routes do that answer devices; to all others its key is nothing.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from fastapi import Request

from convite.core.access import Token
from convite.core.budgets import spend
from convite.core.clock import now
from convite.core.db import Principal, ReadTx
from convite.core.ids import fold_typed, hash_of
from convite.core.log import Actor, record
from convite.core.problems import Gone, NotAllowed, NotFound, NotKnown
from convite.core.request import Asking, Caller, Read, database_of
from convite.events.event.facts import AdminRead
from convite.events.event.models import Event
from convite.events.event.queries import (
    KnownDevice,
    Place,
    counters_of,
    device_by_key,
    event_by_id,
    invitation_by_code,
    place_of,
)
from convite.events.event.schemas import EventOut
from convite.events.members.policy import (
    CODE_HOLDER,
    DOOR_DEVICE,
    PLATFORM_ADMIN,
    SEATS,
    rights_of,
)
from convite.events.members.queries import standing_of


@dataclass(frozen=True, kw_only=True)
class EventAccess:
    """An event the caller may act on, who they are, and what they may."""

    event: Event
    actor: Actor
    rights: frozenset[str]
    token: Token | None = None
    #: The invitation whose code the caller bears.
    invitation_id: UUID | None = None
    #: The door device whose key the caller bears.
    device: KnownDevice | None = None

    @property
    def user_id(self) -> UUID:
        """The caller's account.

        Raises:
            NotKnown: they bear a code only.
        """
        if self.token is None:
            raise NotKnown
        return self.token.user_id

    def can(self, right: str) -> bool:
        """Whether the caller may."""
        return right in self.rights

    def need(self, right: str) -> None:
        """Refuses a member who lacks the right.

        Raises:
            NotAllowed: their role doesn't hold it.
        """
        if right not in self.rights:
            raise NotAllowed("Your role on this event doesn't allow this.")

    @property
    def can_all(self) -> dict[str, bool]:
        """What the caller may, as the web app reads it."""
        return dict.fromkeys(sorted(self.rights), True)


async def enter_event(
    tx: ReadTx, who: Caller, place: Place, *, deleted: bool = False
) -> EventAccess:
    """Opens the transaction for the event's tenant and finds what the caller may; 404 to strangers."""
    if who.token is not None:
        return await enter_as_user(tx, who.token, place, deleted=deleted)
    if who.code:
        return await enter_by_code(tx, who.code, place)
    raise NotKnown


async def enter_as_user(
    tx: ReadTx, token: Token, place: Place, *, deleted: bool = False
) -> EventAccess:
    """As a logged-in user."""
    await tx.enter(Principal(organization_id=place.organization_id, user_id=token.user_id))
    event = await event_by_id(tx, place.event_id, deleted=deleted)
    if event is None:
        raise NotFound
    standing = await standing_of(
        tx, token.user_id, event_id=event.id, organization_id=event.organization_id
    )
    rights = rights_of(standing.role, standing.permissions, standing.organization_role)
    if not rights and token.is_admin:
        rights = PLATFORM_ADMIN | SEATS - {"hold_seats"}
    if not rights:
        raise NotFound
    return EventAccess(event=event, actor=token.actor, rights=rights, token=token)


async def enter_by_code(tx: ReadTx, code: str, place: Place | None) -> EventAccess:
    """As the bearer of an invitation's code, on its own event only.

    Raises:
        NotFound: the code is nobody's, or another event's.
        Gone: the invitation was canceled.
    """
    found = await invitation_by_code(tx, hash_of(code))
    if found is None:
        found = await invitation_by_code(tx, hash_of(fold_typed(code)))
    if found is None or (place is not None and found[1].event_id != place.event_id):
        raise NotFound
    invitation_id, where = found
    await tx.enter(Principal(organization_id=where.organization_id, invitation_id=invitation_id))
    event = await event_by_id(tx, where.event_id)
    if event is None:
        raise Gone("This event no longer exists.")
    actor = Actor(kind="guest", id=invitation_id, via="code")
    return EventAccess(event=event, actor=actor, rights=CODE_HOLDER, invitation_id=invitation_id)


#: How long after the end of an event its devices' keys open anything.
KEYS_AFTER = timedelta(days=7)


class UnknownKey(NotKnown):
    """A device's key that is nobody's: tries of it are counted."""

    name, title = "device-unknown", "This device isn't recognized."


def device_over() -> NotKnown:
    """What a device is told whose key opens nothing any more."""
    return NotKnown(
        "This device's access has ended. Its queued scans are still on it: log in here with an"
        " account that can check guests in, and they'll be sent.",
        name="device-ended",
    )


async def enter_as_device(tx: ReadTx, key: str, place: Place | None) -> EventAccess:
    """As a door device, by its key, on its own event only.

    Raises:
        UnknownKey: it is nobody's.
        NotKnown: it was revoked or is past its end, or the event is gone.
        NotFound: it is another event's.
    """
    device = await device_by_key(tx, hash_of(key))
    if device is None:
        raise UnknownKey("This device isn't recognized. Pair it again.")
    if device.is_over:
        raise device_over()
    if place is None or place.event_id != device.event_id:
        raise NotFound
    await tx.enter(Principal(organization_id=device.organization_id))
    event = await event_by_id(tx, device.event_id)
    if event is None or event.status == "canceled" or is_long_over(event):
        raise device_over()
    actor = Actor(kind="device", id=device.id, via=f"device:{device.id}")
    return EventAccess(event=event, actor=actor, rights=DOOR_DEVICE, device=device)


def is_long_over(event: Event) -> bool:
    """Whether nobody can be at its door any more: a forgotten key opens no list of names then."""
    last = event.ends_at or event.starts_at
    return last is not None and last + KEYS_AFTER < now()


async def enter_door(tx: ReadTx, who: Caller, place: Place) -> EventAccess:
    """As whoever may stand at the door: a device, or as everywhere."""
    if who.device:
        return await enter_as_device(tx, who.device, place)
    return await enter_event(tx, who, place)


async def log_admin_read(request: Request, access: EventAccess) -> None:
    """Writes down that a platform admin read another's event, in a transaction of its own."""
    event = access.event
    async with database_of(request).tx(Principal(organization_id=event.organization_id)) as tx:
        fact = AdminRead.of(event, path=request.url.path)
        await record(tx, access.actor, fact)


def is_admin_read(access: EventAccess) -> bool:
    """Whether the caller sees this by being a platform admin only."""
    return (
        access.token is not None
        and access.token.is_admin
        and "hold_seats" not in access.rights
        and "check_in" not in access.rights
    )


Dependency = Callable[..., Awaitable[EventAccess]]


async def judge(request: Request, access: EventAccess, right: str) -> EventAccess:
    """Refuses who lacks the right; logs what admins read."""
    access.need(right)
    if is_admin_read(access):
        await log_admin_read(request, access)
    return access


def event_access(right: str, *, deleted: bool = False) -> Dependency:
    """Access to the event of `event_id` in the path."""

    async def access(request: Request, event_id: UUID, who: Asking, tx: Read) -> EventAccess:
        place = await place_of(tx, "event", event_id)
        if place is None:
            raise NotKnown if who.token is None and not who.code else NotFound
        found = await enter_event(tx, who, place, deleted=deleted)
        return await judge(request, found, right)

    access.right = right  # type: ignore[attr-defined]
    return access


def door_access() -> Dependency:
    """Access to what happens at the door: by the right to check people in, or by a device's key."""
    at_the_door = event_access("check_in")

    async def access(request: Request, event_id: UUID, who: Asking, tx: Read) -> EventAccess:
        if not who.device:
            return await at_the_door(request, event_id, who, tx)
        try:
            return await enter_as_device(tx, who.device, await place_of(tx, "event", event_id))
        except UnknownKey:
            await spend(request, "device-key")
            raise

    access.right = "check_in"  # type: ignore[attr-defined]
    access.admits_devices = True  # type: ignore[attr-defined]
    return access


def object_access(kind: str, parameter: str, right: str) -> Dependency:
    """Access to the event on which an object hangs, by the object's id in the path."""

    async def access(request: Request, who: Asking, tx: Read) -> EventAccess:
        if who.token is None and not who.code:
            raise NotKnown
        place = await place_of(tx, kind, key_in(request, parameter))
        if place is None:
            raise NotFound
        return await judge(request, await enter_event(tx, who, place), right)

    access.right = right  # type: ignore[attr-defined]
    return access


def key_in(request: Request, parameter: str) -> UUID:
    """An id of the path; what isn't one is an unknown one."""
    try:
        return UUID(request.path_params[parameter])
    except ValueError:
        raise NotFound from None


async def event_out(tx: ReadTx, access: EventAccess, event: Event) -> EventOut:
    """The event with its counters and what the caller may."""
    going, requests = await counters_of(tx, event.id)
    values = EventOut.model_validate(event)
    return values.model_copy(
        update={"going_count": going, "requests_count": requests, "can": access.can_all}
    )
