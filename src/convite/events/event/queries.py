"""Queries of events."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    DateTime,
    Select,
    Uuid,
    bindparam,
    column,
    func,
    select,
    table,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import aliased

from convite.core.db import Principal, ReadTx, Tx
from convite.core.log import Stream
from convite.core.prepared import Prepared
from convite.events.event.models import WITHOUT_END, Event
from convite.events.members.models import EventMember
from convite.people.organizations.models import OrganizationMember


@dataclass(frozen=True, kw_only=True)
class Place:
    """An object's tenant and event."""

    organization_id: UUID
    event_id: UUID


def living() -> Select[Event]:
    """Events that aren't deleted."""
    return select(Event).where(Event.deleted_at.is_(None))


#: Whether a principal is set for the transaction, or for the session of whoever only reads.
IS_LOCAL = bindparam("is_local", type_=Boolean)
PLACE = Prepared(
    select(
        *func.place_of(bindparam("kind"), bindparam("key", type_=Uuid))
        .table_valued("organization_id", "event_id")
        .c
    )
)


async def place_of(tx: ReadTx, kind: str, key: UUID) -> Place | None:
    """Only the tenant and event of an object."""
    row = await PLACE.first(tx, kind=kind, key=key)
    if row is None or row[0] is None or row[1] is None:
        return None
    return Place(organization_id=row[0], event_id=row[1])


PUBLIC_PLACE = "SELECT organization_id, event_id FROM public_event_by_id($1)"


async def public_place(tx: ReadTx, event_id: UUID) -> Place | None:
    """The tenant of an event that anybody may open; None if it isn't one. Enters nobody."""
    row = await tx.driver.fetchrow(PUBLIC_PLACE, event_id)
    return Place(organization_id=row[0], event_id=row[1]) if row else None


PUBLIC_PLACE_AT = "SELECT organization_id, event_id FROM public_event($1)"


async def public_place_at(tx: ReadTx, slug: str) -> Place | None:
    """The same of an event by the address of its page."""
    row = await tx.driver.fetchrow(PUBLIC_PLACE_AT, slug)
    return Place(organization_id=row[0], event_id=row[1]) if row else None


BY_ID = Prepared(living().where(Event.id == bindparam("event_id")))
DELETED_BY_ID = Prepared(select(Event).where(Event.id == bindparam("event_id")))


async def event_by_id(tx: ReadTx, event_id: UUID, *, deleted: bool = False) -> Event | None:
    """The event, or None; deleted ones only when asked for."""
    row = await (DELETED_BY_ID if deleted else BY_ID).first(tx, event_id=event_id)
    return row[0] if row else None


# Whoever shares a row's lock doesn't queue behind those who wait to change the row, who could wait
# for as long as replies come. Advisory locks queue, so both take one before the row's.
TURN = func.hashtextextended(func.concat("event:", bindparam("event_id", type_=Uuid)), 0)
#: A condition for the statement that locks the event FOR SHARE.
SHARES_TURN = func.pg_advisory_xact_lock_shared(TURN).is_not(None)
ALONE = Prepared(select(func.pg_advisory_xact_lock(TURN)))


async def wait_for_turn(tx: Tx, event_id: UUID) -> None:
    """Waits until nobody shares the event, and keeps others waiting until the transaction ends.

    Taken before the event's row and its pool are locked, by whoever changes an event that may be open
    for replies.
    """
    await ALONE.first(tx, event_id=event_id)


STEADY = Prepared(
    living().where(Event.id == bindparam("event_id"), SHARES_TURN).with_for_update(read=True),
    refresh=True,
)


async def steady_event(tx: ReadTx, event_id: UUID) -> Event | None:
    """The event, which nobody can cancel or change until the transaction ends (FOR SHARE).

    Taken before the event's pool, in the order of whoever changes the event.
    """
    row = await STEADY.first(tx, event_id=event_id)
    return row[0] if row else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A user's roles for an event, and the event's counters."""

    event: Event
    role: str | None
    permissions: list[str]
    duties: list[str]
    organization_role: str | None
    going_count: int
    requests_count: int


def standing() -> Select[Event, str, list[str], list[str], str, int, int]:
    """Enters an object's place, then reads its event and what the user is there.

    `enter_place` sets the tenant that the policies of everything beside it check; LATERAL makes
    PostgreSQL call it first, and OFFSET 0 keeps the planner from turning the order round.
    """
    place = (
        func.enter_place(
            bindparam("kind"),
            bindparam("key", type_=Uuid),
            bindparam("user_id", type_=Uuid),
            IS_LOCAL,
        )
        .table_valued(column("organization_id", Uuid), column("event_id", Uuid))
        .render_derived(name="place")
    )
    event = aliased(Event, select(Event).where(Event.id == place.c.event_id).offset(0).lateral())
    stream = select(Stream).where(Stream.id == place.c.event_id).offset(0).lateral()
    member = (
        select(EventMember.role, EventMember.permissions, EventMember.duties)
        .where(
            EventMember.event_id == place.c.event_id,
            EventMember.user_id == bindparam("user_id"),
            EventMember.status == "active",
        )
        .offset(0)
        .lateral()
    )
    organization = (
        select(OrganizationMember.role)
        .where(
            OrganizationMember.organization_id == place.c.organization_id,
            OrganizationMember.user_id == bindparam("user_id"),
            OrganizationMember.status == "active",
        )
        .offset(0)
        .lateral()
    )
    return (
        select(
            event, member.c.role, member.c.permissions, member.c.duties, organization.c.role,
            stream.c.going_count, stream.c.requests_count,
        )
        .select_from(place)
        .join(event, true())
        .join(stream, true())
        .outerjoin(member, true())
        .outerjoin(organization, true())
    )  # fmt: skip


STANDING = Prepared(standing())


async def enter_place(tx: ReadTx, user_id: UUID, kind: str, key: UUID) -> Standing | None:
    """Enters an object's event as this user, and reads both; None if there is
    no such object. The event may be deleted.
    """
    tx.mark_entered()
    is_local = not tx.is_reading
    row = await STANDING.first(tx, kind=kind, key=key, user_id=user_id, is_local=is_local)
    if row is None:
        return None
    event, role, permissions, duties, organization_role, going, requests = row
    tx.trace.principal = Principal(organization_id=event.organization_id, user_id=user_id)
    return Standing(
        event=event,
        role=role,
        permissions=permissions or [],
        duties=duties or [],
        organization_role=organization_role,
        going_count=going,
        requests_count=requests,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberStanding:
    """What somebody in an event's team is there, and in its organization."""

    role: str
    permissions: list[str]
    duties: list[str]
    organization_role: str | None


async def member_standing(tx: ReadTx, event_id: UUID, member_id: UUID) -> MemberStanding | None:
    """The roles of a member of the team, or of somebody invited to it; None if they aren't there."""
    statement = (
        select(
            EventMember.role,
            EventMember.permissions,
            EventMember.duties,
            OrganizationMember.role,
        )
        .outerjoin(
            OrganizationMember,
            (OrganizationMember.organization_id == EventMember.organization_id)
            & (OrganizationMember.user_id == EventMember.user_id)
            & (OrganizationMember.status == "active"),
        )
        .where(
            EventMember.event_id == event_id,
            EventMember.id == member_id,
            EventMember.status != "removed",
        )
    )
    row = (await tx.execute(statement)).one_or_none()
    if row is None:
        return None
    role, permissions, duties, organization_role = row
    return MemberStanding(
        role=role,
        permissions=permissions,
        duties=duties,
        organization_role=organization_role,
    )


#: How long after its end an event is over.
OVER_AFTER = timedelta(hours=6)


async def events_over(tx: ReadTx) -> list[Place]:
    """Published events, of every tenant the transaction sees, whose end lies some hours back."""
    end = func.coalesce(Event.ends_at, Event.starts_at + WITHOUT_END)
    found = await tx.execute(
        select(Event.organization_id, Event.id)
        .where(Event.status == "published", end < func.now() - OVER_AFTER)
        .limit(200)
    )
    return [Place(organization_id=row[0], event_id=row[1]) for row in found]


def event_of_code() -> Select[UUID, Event]:
    """Enters an invitation by its code, then reads its event; see `standing`."""
    found = (
        func.enter_code(
            bindparam("link_hash", type_=BYTEA), bindparam("typed_hash", type_=BYTEA), IS_LOCAL
        )
        .table_valued(column("invitation_id", Uuid), column("event_id", Uuid))
        .render_derived(name="found")
    )
    event = aliased(Event, living().where(Event.id == found.c.event_id).offset(0).lateral())
    return select(found.c.invitation_id, event).select_from(found).outerjoin(event, true())


@dataclass(frozen=True, kw_only=True, slots=True)
class EnteredCode:
    """What a code was found to belong to; the event is None if it was deleted."""

    invitation_id: UUID
    event: Event | None
    is_canceled: bool


#: The part of invitations, which are on a floor above, makes the table; `enter_code` reads it too.
INVITATIONS = table("invitations", column("id", Uuid), column("canceled_at", DateTime))


def event_of_code_with_state() -> Select[UUID, Event, bool]:
    """`event_of_code`, and whether the invitation was canceled."""
    statement = event_of_code()
    [found, *_] = statement.selected_columns
    state = (
        select(INVITATIONS.c.canceled_at.is_not(None).label("is_canceled"))
        .where(INVITATIONS.c.id == found)
        .offset(0)
        .lateral()
    )
    return statement.add_columns(state.c.is_canceled).outerjoin(state, true())


BY_CODE = Prepared(event_of_code_with_state())


async def enter_code(tx: ReadTx, link_hash: bytes, typed_hash: bytes) -> EnteredCode | None:
    """Enters the invitation with this code; its id, its event unless deleted, and its state."""
    row = await enter_by(tx, BY_CODE, link_hash, typed_hash)
    if row is None:
        return None
    return EnteredCode(invitation_id=row[0], event=row[1], is_canceled=bool(row[2]))


async def enter_by(
    tx: ReadTx, statement: Prepared[*tuple[Any, ...]], link_hash: bytes, typed_hash: bytes
) -> tuple[Any, ...] | None:
    """Runs `event_of_code`, or a statement made from it, whose first two columns are the same."""
    tx.mark_entered()
    hashes = {"link_hash": link_hash, "typed_hash": typed_hash}
    row = await statement.first(tx, **hashes, is_local=not tx.is_reading)
    if row is not None and row[1] is not None:
        tx.trace.principal = Principal(organization_id=row[1].organization_id, invitation_id=row[0])
    return row


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownDevice:
    """The device with a key, as used by access checks."""

    id: UUID
    event_id: UUID
    organization_id: UUID
    name: str
    gate: str | None
    #: Revoked or expired.
    is_over: bool
    last_seen_at: datetime | None
    #: Time since it was last seen, by the database's clock.
    unheard: timedelta | None

    def is_unseen_for(self, wait: timedelta) -> bool:
        """Whether it was last seen at least this long ago."""
        return self.unheard is None or self.unheard > wait


async def device_by_key(tx: ReadTx, key_hash: bytes) -> KnownDevice | None:
    """The device with this key hash, of any tenant."""
    found = await tx.execute(
        text(
            "SELECT id, event_id, organization_id, name, gate, is_over, last_seen_at,"
            " now() - last_seen_at AS unheard"
            " FROM device_by_key(:hash)"
        ),
        {"hash": key_hash},
    )
    row = found.one_or_none()
    return KnownDevice(**row._mapping) if row else None
