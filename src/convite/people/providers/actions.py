"""Writes of log-ins at other providers: used, linked, unlinked."""

from uuid import UUID

from convite.core.clock import now
from convite.core.db import Principal, Tx, load
from convite.core.ids import new_id
from convite.core.language import Locale
from convite.core.log import Actor, record
from convite.core.problems import Conflict, NotFound
from convite.gateways.oidc import ProvenPerson
from convite.people.identity.actions import (
    NewAccount,
    Opened,
    open_session,
    register,
)
from convite.people.identity.models import User, UserSession
from convite.people.identity.queries import user_by_id, user_by_name
from convite.people.passkeys.queries import passkeys_of
from convite.people.proofs.facts import EmailProven
from convite.people.providers.facts import IdentityLinked, IdentityUnlinked
from convite.people.providers.models import OauthIdentity
from convite.people.providers.queries import identities_of, identity_by_key
from convite.people.providers.rules import Reason


class LoginRefused(Exception):
    """Nobody is logged in or linked; the browser is sent to a page that says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


async def log_in(
    tx: Tx, provider: str, person: ProvenPerson, *, locale: Locale, device: str, ip: str
) -> Opened:
    """Logs in whoever a provider vouches for; somebody new gets an account.

    A log-in that isn't linked yet is linked to the account with its address only if both sides have proof
    of it: the provider says so, and the account has confirmed it here. Anything less would give an account
    to whoever enters its address elsewhere, or a newcomer to whoever registered theirs before.

    Raises:
        LoginRefused: `unproven`, `link-first` or `disabled`.
    """
    identity = await identity_by_key(tx, person.issuer, person.subject)
    if identity is not None:
        user = await user_by_id(tx, identity.user_id)
        identity.last_used_at, identity.email = now(), person.email
    elif not person.email or not person.is_email_verified:
        raise LoginRefused("unproven")
    else:
        user = await user_by_name(tx, email=person.email, phone=None)
        if user is None:
            user = await register_proven(tx, person, locale)
        else:
            await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
            # locked before it is judged: the account may be changing its address right now
            user = await load(tx, User, user.id, lock=True)
            if user is None or user.email_verified_at is None:
                raise LoginRefused("link-first")
            # accounts are found by a folded address, under which two domains can be the same
            if str(user.email).lower() != person.email.lower():
                raise LoginRefused("link-first")
        await add_identity(tx, by(user, provider), user, provider, person)
    if user is None or not user.is_active:
        raise LoginRefused("disabled")
    return await open_session(tx, user, device=device, ip=ip)


def by(user: User, provider: str) -> Actor:
    """Somebody who logs in with a provider."""
    return Actor(kind="user", id=user.id, via=f"oidc:{provider}")


async def register_proven(tx: Tx, person: ProvenPerson, locale: Locale) -> User:
    """An account for somebody whose address the provider has proven. It has no password."""
    email = str(person.email)
    account = NewAccount(
        name=" ".join(person.name.split())[:200] or email.split("@", maxsplit=1)[0],
        email=email,
        role="organizer",
    )
    user = await register(tx, account, password_hash=None, locale=locale)
    user.email_verified_at = now()
    await tx.flush()
    fact = EmailProven(organization_id=user.organization_id, object_id=user.id, stream_id=user.id)
    await record(tx, Actor(kind="user", id=user.id), fact)
    return user


async def add_identity(
    tx: Tx, actor: Actor, user: User, provider: str, person: ProvenPerson
) -> None:
    """Links a log-in that is nobody's."""
    tx.add(
        OauthIdentity(
            id=new_id(),
            user_id=user.id,
            provider=provider,
            issuer=person.issuer,
            subject=person.subject,
            email=person.email,
            last_used_at=now(),
        )
    )
    await tx.flush()
    fact = IdentityLinked(
        organization_id=user.organization_id,
        object_id=user.id,
        stream_id=user.id,
        provider=provider,
    )
    await record(tx, actor, fact)


async def link(
    tx: Tx, user_id: UUID, session_id: UUID | None, provider: str, person: ProvenPerson
) -> None:
    """Links a log-in to the account that asked for it, whatever its address there; idempotent.

    Raises:
        LoginRefused: `taken`, `disabled`, or `expired` if the session that asked has ended.
    """
    user = await user_by_id(tx, user_id)
    if user is None or not user.is_active:
        raise LoginRefused("disabled")
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    # a reset of the password while the provider was asked has ended the session: nothing is linked then
    await load(tx, User, user_id, lock=True)
    session = await load(tx, UserSession, session_id) if session_id else None
    if session is None or session.revoked_at is not None:
        raise LoginRefused("expired")
    identity = await identity_by_key(tx, person.issuer, person.subject)
    if identity is None:
        await add_identity(tx, by(user, provider), user, provider, person)
    elif identity.user_id != user.id:
        raise LoginRefused("taken")


async def unlink(tx: Tx, actor: Actor, user: User, identity_id: UUID) -> None:
    """Unlinks a log-in from the account.

    Raises:
        NotFound: it isn't the account's.
        Conflict: the account has no password, passkey or other log-in.
    """
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    # the lock makes two requests wait for each other: they can't take the last two log-ins at once
    account = await load(tx, User, user.id, lock=True)
    linked = await identities_of(tx, user.id)
    identity = next((one for one in linked if one.id == identity_id), None)
    if account is None or identity is None:
        raise NotFound
    is_last = account.password_hash is None and len(linked) == 1
    if is_last and not await passkeys_of(tx, user.id):
        raise Conflict(
            "This is the only way to log in to your account. Set a password first.",
            name="only-way-in",
        )
    await remove(tx, actor, account, identity)


async def unlink_all(tx: Tx, actor: Actor, user: User) -> None:
    """Unlinks what was linked by somebody who never proved that the account's address is theirs."""
    for identity in await identities_of(tx, user.id):
        await remove(tx, actor, user, identity)


async def remove(tx: Tx, actor: Actor, user: User, identity: OauthIdentity) -> None:
    """Removes a log-in from its account."""
    await tx.delete(identity)
    fact = IdentityUnlinked(
        organization_id=user.organization_id,
        object_id=user.id,
        stream_id=user.id,
        provider=identity.provider,
    )
    await record(tx, actor, fact)
