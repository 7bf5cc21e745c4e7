"""Closing an account."""

from uuid import UUID

from sqlalchemy import update

from convite.core.access import Token
from convite.core.database import Database
from convite.core.db import Principal, Tx
from convite.core.language import translator
from convite.core.log import write_facts
from convite.core.problems import Conflict
from convite.doors.accounts.queries import (
    FORGET,
    UNFORGOTTEN,
    businesses_of,
    living_teams,
    open_asks,
)
from convite.doors.profiles.queries import own_files, profile_locked
from convite.doors.requests.actions import cancel
from convite.doors.requests.models import JoinRequest
from convite.doors.waitlist.actions import leave
from convite.events.event.queries import event_by_id
from convite.events.files.actions import remove_files
from convite.events.team.actions import remove_member
from convite.people.identity.actions import delete_user
from convite.people.identity.models import Profile, User, UserSession
from convite.people.loginlinks.actions import shut_out_others
from convite.people.organizations.actions import remove_member as leave_organization
from convite.people.organizations.queries import organization_by_id

#: Names in the sentence that says what keeps an account open.
MAX_NAMED = 3


async def close_account(tx: Tx, token: Token, user: User) -> list[UUID]:
    """Closes an account: it leaves teams and waiting lists; profile, pictures, name and addresses go.

    What it did for events stays, under no name. A job removes what else names it, in all organizations.

    Returns:
        The sessions that this ended.

    Raises:
        Conflict: they are the last admin of an event that isn't over, or the last owner of an organization.
        Invalid: an admin of the platform closes their own account.
    """
    await take_back_asks(tx, token, user)
    await leave_teams(tx, token, user)
    await leave_organizations(tx, token, user)
    tenant = Principal(organization_id=user.organization_id, user_id=user.id)
    await tx.enter(tenant)
    files = [file.id for file in await own_files(tx, user.id)]
    await remove_files(tx, token.actor, files)
    profile = await profile_locked(tx, user.id)
    called = translator(profile.locale).gettext("Closed account")
    clear_profile(profile)
    await shut_out_others(tx, token.actor, user)
    ended = await delete_user(tx, token, user)
    await tx.enter(tenant)
    user.name, user.email, user.email_key, user.phone = called, None, None, None
    user.password_hash, user.email_verified_at, user.phone_verified_at = None, None, None
    own = await organization_by_id(tx, user.organization_id)
    if own is not None:
        own.name = called
    await tx.flush()
    await tx.execute(
        update(UserSession).where(UserSession.user_id == user.id).values(device="", ip="")
    )
    return ended


def clear_profile(profile: Profile) -> None:
    """Removes everything that somebody said of themselves."""
    profile.bio, profile.location, profile.languages, profile.pictures = "", "", [], []
    profile.birth_date, profile.gender, profile.latitude, profile.longitude = None, None, None, None
    profile.visible, profile.is_verified = {}, False
    profile.notification_preferences, profile.digest_at = {}, None


async def take_back_asks(tx: Tx, token: Token, user: User) -> None:
    """Takes back requests that nobody has decided, and leaves waiting lists."""
    for ask in await open_asks(tx, user):
        await tx.enter(Principal(organization_id=ask.organization_id, user_id=user.id))
        event = await event_by_id(tx, ask.event_id)
        if event is None:
            continue
        if isinstance(ask, JoinRequest):
            await cancel(tx, token.actor, event, ask.id)
        else:
            await leave(tx, token.actor, event, ask.id)
        await write_facts(tx)  # a fact can be written only in its own tenant


async def leave_teams(tx: Tx, token: Token, user: User) -> None:
    """Leaves the teams of all events that aren't over.

    Raises:
        Conflict: one would have no admin; the first such events are named.
    """
    left_alone = []
    for member, event in await living_teams(tx, user):
        await tx.enter(Principal(organization_id=event.organization_id, user_id=user.id))
        try:
            await remove_member(tx, token.actor, member, user)
            await write_facts(tx)  # a fact can be written only in its own tenant
        except Conflict:
            left_alone.append(event.title)
    if left_alone:
        named = ", ".join(left_alone[:MAX_NAMED])
        raise Conflict(
            f"You're the only admin of: {named}. Make somebody else an admin, or cancel or delete"
            " the event, then close your account.",
            name="only-admin",
            events=left_alone,
        ).with_text(named=named)


async def leave_organizations(tx: Tx, token: Token, user: User) -> None:
    """Leaves all organizations but the account's own.

    Raises:
        Conflict: one would have no owner; the first such are named.
    """
    left_alone = []
    for member, organization in await businesses_of(tx, user):
        await tx.enter(Principal(organization_id=organization.id, user_id=user.id))
        try:
            await leave_organization(tx, token.actor, member, by="owner")
            await write_facts(tx)
        except Conflict:
            left_alone.append(organization.name)
    if left_alone:
        named = ", ".join(left_alone[:MAX_NAMED])
        raise Conflict(
            f"You're the only owner of: {named}. Make somebody else an owner, or delete the"
            " organization, then close your account.",
            name="only-owner",
            organizations=left_alone,
        ).with_text(named=named)


async def forget_closed(system: Database) -> None:
    """Removes what else names closed accounts, in all organizations."""
    for row in await system.pool.fetch(UNFORGOTTEN):
        async with system.pool.acquire() as connection, connection.transaction():
            for statement in FORGET:
                await connection.execute(statement, row["id"])
