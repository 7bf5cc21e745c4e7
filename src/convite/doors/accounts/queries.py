"""Queries of what is stored about an account."""

from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, select

from convite.core.access import Token
from convite.core.db import Base, Principal, ReadTx
from convite.core.parts import modules, tables
from convite.doors.requests.models import JoinRequest
from convite.doors.waitlist.models import WaitlistEntry
from convite.events.event.models import Event
from convite.events.members.models import EventMember
from convite.people.identity.models import User
from convite.people.organizations.models import Organization, OrganizationMember

#: Rows of one table in an export.
MAX_ROWS = 10_000
#: Events in which nobody works any more.
OVER = ("completed", "canceled")


@cache
def exported() -> tuple[tuple[str, str], ...]:
    """The tables with rows about accounts, and the statement that reads an account's.

    A table has them if it declares an `export` and is indexed by account. Models of upper floors are
    known only once they are imported.
    """
    list(modules("models"))
    found = {"users": select_own("users", "id", ("id", *exports()["users"]))}
    for name, columns in exports().items():
        if name != "users" and "user_id" in set(leading(Base.metadata.tables[name])):
            found[name] = select_own(name, "user_id", columns)
    return tuple(found.items())


def exports() -> dict[str, tuple[str, ...]]:
    """The columns that each table declares for exports."""
    return {name: table.export for _, name, table in tables() if table.export}


def leading(table: Table) -> Iterator[str]:
    """The first columns of a table's keys and indexes."""
    yield from (column.name for column in list(table.primary_key)[:1])
    for index in table.indexes:
        yield from (column.name for column in list(index.columns)[:1])


def select_own(name: str, column: str, columns: tuple[str, ...]) -> str:
    """The statement that reads an account's rows; all names are declared in the code."""
    wanted = ", ".join(columns)
    return f"SELECT {wanted} FROM {name} WHERE {column} = $1 LIMIT {MAX_ROWS}"  # noqa: S608


async def stored_rows(tx: ReadTx, token: Token) -> dict[str, list[dict[str, Any]]]:
    """What every table has about the caller, by its name."""
    await tx.enter(Principal(organization_id=token.organization_id, user_id=token.user_id))
    return {
        name: [dict(row) for row in await tx.driver.fetch(statement, token.user_id)]
        for name, statement in exported()
    }


def teams_of(user_id: UUID) -> Select[EventMember, Event]:
    """The teams that an account is in, with their events."""
    return (
        select(EventMember, Event)
        .join(Event, Event.id == EventMember.event_id)
        .where(EventMember.user_id == user_id, EventMember.status != "removed")
        .order_by(Event.id)
    )


async def living_teams(tx: ReadTx, user: User) -> list[tuple[EventMember, Event]]:
    """The account's memberships of events that aren't deleted or over."""
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    living = (Event.deleted_at.is_(None), Event.status.not_in(OVER))
    found = await tx.execute(teams_of(user.id).where(*living))
    return [(member, event) for member, event in found]


async def businesses_of(tx: ReadTx, user: User) -> list[tuple[OrganizationMember, Organization]]:
    """The account's memberships of organizations besides its personal one."""
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    found = await tx.execute(
        select(OrganizationMember, Organization)
        .join(Organization, Organization.id == OrganizationMember.organization_id)
        .where(
            OrganizationMember.user_id == user.id,
            OrganizationMember.status == "active",
            OrganizationMember.organization_id != user.organization_id,
            Organization.deleted_at.is_(None),
        )
        .order_by(Organization.id)
    )
    return [(member, organization) for member, organization in found]


async def open_asks(tx: ReadTx, user: User) -> list[JoinRequest | WaitlistEntry]:
    """The account's requests that nobody has decided and its waiting places, by event."""
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    asked = await tx.execute(
        select(JoinRequest).where(JoinRequest.user_id == user.id, JoinRequest.status == "pending")
    )
    living = WaitlistEntry.status.in_(("waiting", "offered"))
    waits = await tx.execute(select(WaitlistEntry).where(WaitlistEntry.user_id == user.id, living))
    found: list[JoinRequest | WaitlistEntry] = [*asked.scalars(), *waits.scalars()]
    return sorted(found, key=lambda one: one.event_id)


#: What else names a closed account, across all organizations. Run by the system.
FORGET = (
    (
        "UPDATE activity_private SET data = '{}'"
        " WHERE log_id IN (SELECT id FROM activity_log WHERE stream_id = $1)"
    ),
    "DELETE FROM challenges WHERE user_id = $1",
    "DELETE FROM notifications WHERE user_id = $1",
    "DELETE FROM push_subscriptions WHERE user_id = $1",
    "UPDATE event_members SET email = NULL, email_key = NULL, display_name = NULL WHERE user_id = $1",
    "UPDATE guests SET user_id = NULL WHERE user_id = $1",
    "UPDATE join_requests SET name = '', message = '', answers = '{}' WHERE user_id = $1",
    "UPDATE waitlist_entries SET name = '', message = '' WHERE user_id = $1",
    "DELETE FROM comments WHERE user_id = $1",
    "DELETE FROM wall_photos WHERE user_id = $1",
    "UPDATE attendees SET user_id = NULL WHERE user_id = $1",
    "UPDATE users SET forgotten_at = now() WHERE id = $1",
)
#: Closed accounts for which that hasn't been done. Index: users_unforgotten.
UNFORGOTTEN = "SELECT id FROM users WHERE deleted_at IS NOT NULL AND forgotten_at IS NULL LIMIT 100"
