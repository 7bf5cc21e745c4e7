"""Access to events: the dependencies of every event-scoped route.

404 for strangers, 403 for members who lack the permission. Platform admins can read everything, and
every such read is logged. The holder of an invitation code can see and hold seats. A door device's key
only works on the few routes for devices.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from fastapi import Request

from convite.core.access import Token
from convite.core.budgets import Budgets, address_of, network_of
from convite.core.clock import now
from convite.core.db import Principal, ReadTx
from convite.core.ids import fold_typed, hash_of, hashes_of_code
from convite.core.log import Actor, record
from convite.core.problems import Gone, NotAllowed, NotFound, NotKnown
from convite.core.request import Caller, CurrentCaller, Read, database_of
from convite.events.event.facts import AdminRead
from convite.events.event.models import Event
from convite.events.event.queries import (
    KnownDevice,
    Place,
    device_by_key,
    enter_code,
    enter_place,
    event_by_id,
    member_standing,
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


@dataclass(frozen=True, kw_only=True)
class EventAccess:
    """An event the caller can access, with their identity and permissions."""

    event: Event
    actor: Actor
    rights: frozenset[str]
    token: Token | None = None
    #: The invitation whose code the caller used.
    invitation_id: UUID | None = None
    #: The door device whose key the caller used.
    device: KnownDevice | None = None
    #: How many people were coming, and how many requests were open, when a user entered.
    going_count: int = 0
    requests_count: int = 0

    @property
    def user_id(self) -> UUID:
        """The caller's account.

        Raises:
            NotKnown: the caller only has a code.
        """
        if self.token is None:
            raise NotKnown
        return self.token.user_id

    def can(self, right: str) -> bool:
        """Whether the caller has a permission."""
        return right in self.rights

    def need(self, right: str) -> None:
        """Checks that the member has the permission.

        Raises:
            NotAllowed: their role doesn't include it.
        """
        if right not in self.rights:
            raise NotAllowed("Your role on this event doesn't allow this.")

    @property
    def can_all(self) -> dict[str, bool]:
        """The caller's permissions, for the web app."""
        return dict.fromkeys(sorted(self.rights), True)


async def enter_event(
    tx: ReadTx, who: Caller, kind: str, key: UUID, *, deleted: bool = False
) -> EventAccess:
    """Enters an object's event and reads the permissions; 404 for strangers."""
    if who.token is not None:
        access = await enter_as_user(tx, who.token, kind, key, deleted=deleted)
        return access if who.view_as is None else await as_member(tx, access, who.view_as)
    if who.code:
        place = await place_of(tx, kind, key)
        if place is None:
            raise NotFound
        # an invitation itself is shown to its bearer after it was canceled, and nothing else
        return await enter_by_code(tx, who.code, place, canceled=kind == "invitation")
    raise NotKnown


async def enter_as_user(
    tx: ReadTx, token: Token, kind: str, key: UUID, *, deleted: bool = False
) -> EventAccess:
    """Access as a logged-in user."""
    found = await enter_place(tx, token.user_id, kind, key)
    if found is None or (found.event.deleted_at is not None and not deleted):
        raise NotFound
    rights = rights_of(found.role, found.permissions, found.organization_role, found.duties)
    rights = token.limit(rights, found.event.organization_id)
    if not rights and token.role == "admin":
        token.need_admin("Only admins can see this.")
        rights = PLATFORM_ADMIN | SEATS - {"hold_seats"}
    if not rights:
        raise NotFound
    return EventAccess(
        event=found.event,
        actor=token.actor,
        rights=rights,
        token=token,
        going_count=found.going_count,
        requests_count=found.requests_count,
    )


async def as_member(tx: ReadTx, access: EventAccess, member_id: UUID) -> EventAccess:
    """An admin's access, reduced to what a member of the team may do.

    Raises:
        NotAllowed: the caller doesn't manage the team, or the member is no longer in it.
    """
    if "manage_members" not in access.rights:
        raise NotAllowed(
            "Only admins of an event can see it as someone else.", name="view-as-admin"
        )
    found = await member_standing(tx, access.event.id, member_id)
    if found is None:
        raise NotAllowed("This person is no longer in the team.", name="view-as-gone")
    rights = rights_of(found.role, found.permissions, found.organization_role, found.duties)
    return replace(access, rights=rights & access.rights)


#: Codes shorter than this are the typed ones, which are guarded more strictly.
LINK_LENGTH = 20
#: Longer than this is no code.
MAX_CODE = 100


def code_budget(code: str) -> str:
    """By which budget tries of this code are counted."""
    if len(code) > MAX_CODE:
        raise NotFound
    return "code" if len(fold_typed(code)) >= LINK_LENGTH else "short-code"


class UnknownCode(NotFound):
    """An invitation code that is nobody's: attempts with it are counted."""


async def enter_counted(
    request: Request, tx: ReadTx, who: Caller, kind: str, key: UUID, *, deleted: bool = False
) -> EventAccess:
    """`enter_event`, with guesses of codes limited by address.

    Raises:
        TooMany: too many unknown codes came from there.
    """
    async with guesses_limited(request.app.state.budgets, address_of(request), who):
        return await enter_event(tx, who, kind, key, deleted=deleted)


@asynccontextmanager
async def guesses_limited(budgets: Budgets, client: str, who: Caller) -> AsyncIterator[None]:
    """Counts guesses of codes and device keys against the caller's network address.

    Every try of a typed code counts, before it is looked up. Links and keys are too long to be guessed
    and many guests share an address, so of these only unknown ones count.

    Raises:
        TooMany: too many guesses came from there.
    """
    client = network_of(client)
    code = who.code if who.token is None and not who.device else None
    budget = code_budget(code) if code else "code"
    if budget == "short-code":
        await budgets.spend(budget, client)
    try:
        yield
    except UnknownCode:
        if budget == "code":
            await budgets.spend(budget, client)
        raise
    except UnknownKey:
        await budgets.spend("device-key", client)
        raise


async def enter_by_code(
    tx: ReadTx, code: str, place: Place | None, *, canceled: bool = False
) -> EventAccess:
    """Access with an invitation code, on its own event only; with `canceled` for canceled ones too.

    Raises:
        NotFound: the code is unknown, or belongs to another event.
        Gone: the invitation was canceled.
    """
    found = await enter_code(tx, *hashes_of_code(code))
    access = access_by_code((found.invitation_id, found.event) if found else None)
    if place is not None and access.event.id != place.event_id:
        raise NotFound
    if found is not None and found.is_canceled and not canceled:
        raise Gone("This invitation has been canceled.", name="canceled")
    return access


def access_by_code(found: tuple[UUID, Event | None] | None) -> EventAccess:
    """Access with the invitation and event that a code was found to belong to.

    Raises:
        NotFound: the code is unknown.
        Gone: the event was deleted.
    """
    if found is None:
        raise UnknownCode
    invitation_id, event = found
    if event is None:
        raise Gone("This event no longer exists.")
    actor = Actor(kind="guest", id=invitation_id, via="code")
    return EventAccess(event=event, actor=actor, rights=CODE_HOLDER, invitation_id=invitation_id)


#: How long after the end of an event its devices' keys still work.
KEYS_AFTER = timedelta(days=7)


class UnknownKey(NotKnown):
    """An unknown device key; attempts are rate-limited."""

    name, title = "device-unknown", "This device isn't recognized."


def device_over() -> NotKnown:
    """The problem for a device whose key no longer works."""
    return NotKnown(
        "This device's access has ended. Its queued scans are still on it: log in here with an"
        " account that can check guests in, and they'll be sent.",
        name="device-ended",
    )


async def enter_as_device(tx: ReadTx, key: str, event_id: UUID) -> EventAccess:
    """Access with a door device's key, on its own event only.

    Raises:
        UnknownKey: the key is unknown.
        NotKnown: it was revoked or has expired, or the event is gone.
        NotFound: it belongs to another event.
    """
    device = await device_by_key(tx, hash_of(key))
    if device is None:
        raise UnknownKey("This device isn't recognized. Pair it again.")
    if device.is_over:
        raise device_over()
    if event_id != device.event_id:
        raise NotFound
    await tx.enter(Principal(organization_id=device.organization_id))
    event = await event_by_id(tx, device.event_id)
    if event is None or event.status == "canceled" or is_long_over(event):
        raise device_over()
    actor = Actor(kind="device", id=device.id, via=f"device:{device.id}")
    return EventAccess(event=event, actor=actor, rights=DOOR_DEVICE, device=device)


def is_long_over(event: Event) -> bool:
    """Whether the event ended so long ago that device keys, perhaps forgotten, must no longer work."""
    last = event.ends_at or event.starts_at
    return last is not None and last + KEYS_AFTER < now()


async def enter_door(tx: ReadTx, who: Caller, event_id: UUID) -> EventAccess:
    """Access at the door: as a device, or as on other routes."""
    if who.device:
        return await enter_as_device(tx, who.device, event_id)
    return await enter_event(tx, who, "event", event_id)


async def log_admin_read(request: Request, access: EventAccess) -> None:
    """Logs that a platform admin read someone else's event, in a separate transaction."""
    event = access.event
    async with database_of(request).tx(Principal(organization_id=event.organization_id)) as tx:
        fact = AdminRead.of(event, path=request.url.path)
        await record(tx, access.actor, fact)


def is_admin_read(access: EventAccess) -> bool:
    """Whether the caller only has access as a platform admin."""
    return (
        access.token is not None
        and access.token.is_admin
        and "hold_seats" not in access.rights
        and "check_in" not in access.rights
    )


Dependency = Callable[..., Awaitable[EventAccess]]


async def judge(request: Request, access: EventAccess, right: str) -> EventAccess:
    """Checks the permission; logs reads by admins."""
    access.need(right)
    if is_admin_read(access):
        await log_admin_read(request, access)
    return access


def event_access(right: str, *, deleted: bool = False) -> Dependency:
    """Access to the event of `event_id` in the path."""

    async def access(request: Request, event_id: UUID, who: CurrentCaller, tx: Read) -> EventAccess:
        found = await enter_counted(request, tx, who, "event", event_id, deleted=deleted)
        return await judge(request, found, right)

    access.right = right  # type: ignore[attr-defined]
    return access


def door_access() -> Dependency:
    """Access at the door: by the permission to check people in, or by a device key."""
    at_the_door = event_access("check_in")

    async def access(request: Request, event_id: UUID, who: CurrentCaller, tx: Read) -> EventAccess:
        if not who.device:
            return await at_the_door(request, event_id, who, tx)
        async with guesses_limited(request.app.state.budgets, address_of(request), who):
            return await enter_as_device(tx, who.device, event_id)

    access.right = "check_in"  # type: ignore[attr-defined]
    access.admits_devices = True  # type: ignore[attr-defined]
    return access


def object_access(kind: str, parameter: str, right: str) -> Dependency:
    """Access to the event an object belongs to, by the object's id in the path."""

    async def access(request: Request, who: CurrentCaller, tx: Read) -> EventAccess:
        if who.token is None and not who.code:
            raise NotKnown
        key = key_in(request, parameter)
        return await judge(request, await enter_counted(request, tx, who, kind, key), right)

    access.right = right  # type: ignore[attr-defined]
    return access


def key_in(request: Request, parameter: str) -> UUID:
    """An id from the path; malformed ids count as unknown."""
    try:
        return UUID(request.path_params[parameter])
    except ValueError:
        raise NotFound from None


def event_out(access: EventAccess, event: Event) -> EventOut:
    """The event, or a new copy of it, with its counters and the caller's permissions."""
    is_entered = event.id == access.event.id
    values = EventOut.model_validate(event)
    return values.model_copy(
        update={
            "going_count": access.going_count if is_entered else 0,
            "requests_count": access.requests_count if is_entered else 0,
            "can": access.can_all,
        }
    )
