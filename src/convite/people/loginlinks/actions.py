"""Writes of links that are mailed to log in: asked for, and used."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, update

from convite.core.clock import now
from convite.core.config import settings
from convite.core.db import Principal, Tx, load
from convite.core.ids import hash_of, new_id
from convite.core.log import SYSTEM, Actor, record
from convite.people.apikeys.actions import revoke_key
from convite.people.apikeys.queries import keys_of
from convite.people.identity.actions import Opened, end_all_sessions, open_session
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_name
from convite.people.loginlinks.facts import LoginLinkRequested, PasswordReset
from convite.people.loginlinks.rules import LASTS, LinkKind, login_token
from convite.people.passkeys.actions import remove_all
from convite.people.proofs.actions import asking_account
from convite.people.proofs.facts import EmailProven
from convite.people.proofs.models import Challenge
from convite.people.proofs.queries import may_send
from convite.people.providers.actions import unlink_all
from convite.people.totp.actions import remove as remove_app

KINDS: Sequence[LinkKind] = tuple(LASTS)


@dataclass(frozen=True, kw_only=True)
class PasswordChanged:
    """A password that was reset: the session that this opened, and those that it ended."""

    opened: Opened
    ended: list[UUID]


async def request_link(tx: Tx, email: str, asked_for: LinkKind) -> bool:
    """Has a link mailed to the account with this address; returns whether it is.

    It isn't if there is no such account, or if one was mailed a moment ago or too many today. Links of
    the same kind that were mailed before no longer work. Whoever reads an address that was never
    confirmed sets a password, even if they asked to be logged in: the one who registered with it may be
    somebody else, who would know the password of an account that its new owner takes for their own.
    """
    found = await user_by_name(tx, email=email, phone=None)
    if found is None:
        return False
    await tx.enter(Principal(organization_id=found.organization_id, user_id=found.id))
    # the lock makes requests wait for each other: the second sees the first's link
    user = await load(tx, User, found.id, lock=True)
    if user is None or not user.is_active or user.email is None:
        return False
    kind = asked_for if user.email_verified_at else "password_reset"
    if not await may_send(tx, user.id, user.email, kind):
        return False
    await void_links(tx, user, [kind])
    challenge_id = new_id()
    token = login_token(settings().secret, kind, challenge_id)
    tx.add(
        Challenge(
            id=challenge_id,
            kind=kind,
            user_id=user.id,
            email=user.email,
            otp_hash=hash_of(token),
            expires_at=now() + LASTS[kind],
        )
    )
    await tx.flush()
    fact = LoginLinkRequested(
        organization_id=user.organization_id,
        object_id=user.id,
        stream_id=user.id,
        challenge_id=challenge_id,
        asked_for=asked_for,
    )
    await record(tx, SYSTEM, fact)
    return True


async def void_links(tx: Tx, user: User, kinds: Sequence[LinkKind]) -> None:
    """Ends the links of an account that weren't used."""
    await tx.execute(
        update(Challenge)
        .where(
            Challenge.user_id == user.id,
            Challenge.kind.in_(kinds),
            Challenge.is_verified.is_(False),
            Challenge.expires_at > now(),
        )
        .values(expires_at=func.now())
        .execution_options(synchronize_session=False)
    )


def by_link(user: User) -> Actor:
    """Whoever uses a link that was mailed to an account."""
    return Actor(kind="user", id=user.id, via="link")


async def reset_password(
    tx: Tx, token: str, *, password_hash: str, device: str, ip: str
) -> PasswordChanged:
    """Sets an account's password by the token that was mailed to its address, and logs in.

    All its sessions end, and other links that were mailed to log in. The address is proven.

    Raises:
        ProofInvalid: the token is wrong, used or expired, or the account has another address by now.
    """
    challenge, user = await asking_account(tx, token, "password_reset")
    challenge.is_verified = True
    user.password_hash = password_hash
    is_first_proof = user.email_verified_at is None
    user.email_verified_at = user.email_verified_at or now()
    await tx.flush()
    await void_links(tx, user, KINDS)
    actor, organization_id = by_link(user), user.organization_id
    reset = PasswordReset(organization_id=organization_id, object_id=user.id, stream_id=user.id)
    await record(tx, actor, reset)
    if is_first_proof:
        await shut_out_others(tx, actor, user)
        proven = EmailProven(organization_id=organization_id, object_id=user.id, stream_id=user.id)
        await record(tx, actor, proven)
    ended = await end_all_sessions(tx, actor, user, reason="password reset")
    opened = await open_session(tx, user, device=device, ip=ip)
    return PasswordChanged(opened=opened, ended=ended)


async def shut_out_others(tx: Tx, actor: Actor, user: User) -> None:
    """Takes away what else opens an account whose address is proven only now, besides its sessions.

    Whoever registered with the address may be somebody else: they had never shown that it is theirs. An
    admin's account was made by the operator, and a mailbox alone mustn't take its second factor away.
    """
    if user.platform_role == "admin":
        return
    await unlink_all(tx, actor, user)
    await remove_all(tx, actor, user)
    await remove_app(tx, actor, user)
    for key in await keys_of(tx, user.organization_id, user.id):
        await revoke_key(tx, actor, key)


async def use_magic_link(tx: Tx, token: str, *, device: str, ip: str) -> Opened:
    """Logs in by the token that was mailed to an account's address.

    Raises:
        ProofInvalid: see `reset_password`.
    """
    challenge, user = await asking_account(tx, token, "magic_link")
    challenge.is_verified = True
    await tx.flush()
    return await open_session(tx, user, device=device, ip=ip)
