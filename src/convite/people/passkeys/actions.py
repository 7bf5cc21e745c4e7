"""Writes of passkeys: asked for, added, renamed, removed, and used to log in."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from convite.core.access import Token
from convite.core.clock import now
from convite.core.config import settings
from convite.core.db import Principal, Tx, load
from convite.core.ids import hash_of, new_id
from convite.core.log import SYSTEM, Actor, record
from convite.core.problems import Conflict, NotFound, NotKnown
from convite.core.shapes import patch
from convite.people.identity.actions import Opened, open_session, second_factor_shown
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_id
from convite.people.passkeys.facts import PasskeyAdded, PasskeyRemoved, PasskeyRenamed
from convite.people.passkeys.models import Passkey
from convite.people.passkeys.queries import passkey_by_credential, passkeys_of
from convite.people.passkeys.rules import (
    LASTS,
    MOST,
    Ending,
    Unproven,
    challenge_in,
    challenge_text,
    credential_id_in,
    handle_in,
    is_copied,
    login_options,
    made,
    new_passkey_options,
    signed,
    site_of,
)
from convite.people.proofs.models import Challenge
from convite.people.proofs.queries import challenge_by_hash

Asked = Literal["passkey_new", "passkey_login"]


class PasskeyRefused(NotKnown):
    """An authenticator's answer that proves nothing: of another site, account or challenge, or too late."""

    name, title = "passkey-refused", "This passkey doesn't work."


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A challenge that was asked for here and is used up now."""

    challenge: bytes
    #: Whose passkey is to be added; None for a log-in.
    user_id: UUID | None


async def ask(tx: Tx, asked: Asked, user: User | None = None) -> bytes:
    """Makes a challenge, for the user to add a passkey or for anybody to log in."""
    challenge = secrets.token_bytes(32)
    tx.add(
        Challenge(
            id=new_id(),
            kind=asked,
            user_id=user.id if user else None,
            otp_hash=hash_of(challenge_text(challenge)),
            expires_at=now() + LASTS,
        )
    )
    await tx.flush()
    return challenge


async def ask_to_add(tx: Tx, user: User) -> dict[str, Any]:
    """What the browser is to ask for, so that a passkey can be added to the account.

    Raises:
        Conflict: it has `MOST` passkeys.
    """
    known = await passkeys_of(tx, user.id)
    check_room(known)
    return new_passkey_options(
        site_of(settings().address),
        await ask(tx, "passkey_new", user),
        handle=user.id.bytes,
        name=user.email or user.phone or user.name,
        display=user.name,
        known=[one.credential_id for one in known],
    )


def check_room(known: Sequence[Passkey]) -> None:
    """Checks that an account may have one more passkey.

    Raises:
        Conflict: it has `MOST`.
    """
    if len(known) >= MOST:
        raise Conflict(
            f"An account has {MOST} passkeys at the most. Delete one that you don't use.",
            name="too-many-passkeys",
        ).with_text(most=MOST)


async def ask_to_log_in(tx: Tx) -> dict[str, Any]:
    """What the browser is to ask for, so that anybody can log in."""
    return login_options(site_of(settings().address), await ask(tx, "passkey_login"))


async def take_challenge(tx: Tx, asked: Asked, credential: dict[str, Any]) -> Taken | None:
    """Uses up the challenge that an answer says it signed, whether or not it did; None if it isn't ours,
    was used or has expired.

    The lock makes two uses wait for each other: the second finds it used.
    """
    try:
        sent = challenge_in(credential)
    except Unproven:
        return None
    challenge = await challenge_by_hash(tx, asked, hash_of(challenge_text(sent)))
    if challenge is None or challenge.is_verified or challenge.expires_at <= now():
        return None
    challenge.is_verified = True
    await tx.flush()
    return Taken(challenge=sent, user_id=challenge.user_id)


def refused() -> PasskeyRefused:
    """The problem of an answer that proves nothing; it doesn't say why, since nobody can act on that."""
    return PasskeyRefused("This passkey doesn't work here. Try again, or log in another way.")


async def add(
    tx: Tx, token: Token, user: User, *, taken: Taken | None, name: str, credential: dict[str, Any]
) -> Passkey:
    """Adds the passkey that an authenticator has just made to the account.

    Raises:
        PasskeyRefused: it answers another request than one of this account, of another site, or too late.
        Conflict: it opens an account already, or the account has too many.
    """
    if taken is None or taken.user_id != user.id:
        raise refused()
    try:
        found = made(site_of(settings().address), taken.challenge, credential)
    except Unproven as error:
        raise refused() from error
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    # the lock makes two additions wait for each other: they are counted
    account = await load(tx, User, user.id, lock=True)
    if account is None or not account.is_active:
        raise NotKnown
    check_room(await passkeys_of(tx, user.id))
    passkey = Passkey(
        id=new_id(),
        user_id=user.id,
        name=name,
        credential_id=found.credential_id,
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
        is_synced=found.credential_backed_up,
    )
    tx.add(passkey)
    if found.user_verified:
        await second_factor_shown(tx, token.session_id)
    await tx.flush()
    fact = PasskeyAdded(
        organization_id=user.organization_id,
        object_id=user.id,
        stream_id=user.id,
        passkey_id=passkey.id,
    )
    await record(tx, token.actor, fact)
    await tx.refresh(passkey)
    return passkey


async def own_passkey(tx: Tx, user: User, passkey_id: UUID) -> Passkey:
    """A passkey of the account, which is locked with it.

    Raises:
        NotFound: it isn't the account's.
    """
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    # the lock makes two removals wait for each other: they can't take the last two ways in at once
    await load(tx, User, user.id, lock=True)
    passkey = await load(tx, Passkey, passkey_id, lock=True)
    if passkey is None or passkey.user_id != user.id:
        raise NotFound
    return passkey


async def rename(
    tx: Tx, token: Token, user: User, passkey_id: UUID, values: dict[str, Any]
) -> Passkey:
    """Gives a passkey of the account another name, if one was sent.

    Raises:
        NotFound: it isn't the account's.
    """
    passkey = await own_passkey(tx, user, passkey_id)
    changed = patch(passkey, values)
    if not changed:
        return passkey
    fact = PasskeyRenamed(
        organization_id=user.organization_id,
        object_id=user.id,
        stream_id=user.id,
        passkey_id=passkey.id,
        changes=changed,
    )
    await record(tx, token.actor, fact)
    await tx.flush()
    await tx.refresh(passkey)
    return passkey


async def remove(tx: Tx, token: Token, user: User, passkey_id: UUID) -> None:
    """Removes a passkey of the account, unless it is the only way in.

    Whoever has a proven address can have a code sent there.

    Raises:
        NotFound: it isn't the account's.
        Conflict: it is the only way to log in.
    """
    passkey = await own_passkey(tx, user, passkey_id)
    others = [one for one in await passkeys_of(tx, user.id) if one.id != passkey_id]
    is_proven = user.email_verified_at is not None or user.phone_verified_at is not None
    if user.password_hash is None and not others and not is_proven:
        raise Conflict(
            "This is the only way to log in to your account. Confirm your e-mail or set a password"
            " first.",
            name="only-passkey",
        )
    await end(tx, token.actor, user, passkey, why="removed")


async def remove_all(tx: Tx, actor: Actor, user: User) -> None:
    """Removes what was added by somebody who never proved that the account's address is theirs."""
    for passkey in await passkeys_of(tx, user.id):
        await end(tx, actor, user, passkey, why="reclaimed")


async def end(tx: Tx, actor: Actor, user: User, passkey: Passkey, *, why: Ending) -> None:
    """Removes a passkey from its account."""
    key = passkey.id
    await tx.delete(passkey)
    await tx.flush()
    fact = PasskeyRemoved(
        organization_id=user.organization_id,
        object_id=user.id,
        stream_id=user.id,
        passkey_id=key,
        why=why,
    )
    await record(tx, actor, fact)


async def log_in(
    tx: Tx, *, taken: Taken | None, credential: dict[str, Any], device: str, ip: str
) -> Opened | None:
    """Logs in whoever signed the challenge with a passkey.

    Returns:
        None if there is a second copy of the passkey, which ends it; the caller commits that and then
        refuses with `check_not_copied`.

    Raises:
        PasskeyRefused: it is nobody's, another account's, or didn't sign this challenge for this site.
        NotKnown: the account is disabled.
    """
    if taken is None:
        raise refused()
    try:
        handle = handle_in(credential)
        passkey = await passkey_by_credential(tx, credential_id_in(credential))
        if passkey is None or handle not in {None, passkey.user_id.bytes}:
            raise refused()
        site = site_of(settings().address)
        found = signed(site, taken.challenge, credential, passkey.public_key)
    except Unproven as error:
        raise refused() from error
    user = await user_by_id(tx, passkey.user_id)
    if user is None or not user.is_active:
        raise NotKnown
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    if is_copied(passkey.sign_count, found.new_sign_count):
        await end(tx, SYSTEM, user, passkey, why="copied")
        return None
    passkey.sign_count, passkey.last_used_at = found.new_sign_count, now()
    passkey.is_synced = found.credential_backed_up
    await tx.flush()
    # a device that checked a finger, a face or a PIN is two factors: something one has, and is or knows
    return await open_session(tx, user, device=device, ip=ip, has_second_factor=found.user_verified)


def check_not_copied(opened: Opened | None) -> Opened:
    """The session that a passkey opened, once the end of one that was copied is committed.

    Raises:
        PasskeyRefused: it was copied.
    """
    if opened is None:
        raise PasskeyRefused(
            "This passkey seems to have been copied, so it no longer works. Log in another way, and add"
            " a new one.",
            name="passkey-copied",
        )
    return opened
