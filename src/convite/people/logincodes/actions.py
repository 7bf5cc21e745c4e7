"""Writes of codes that log in: asked for, and typed in."""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, update

from convite.core.access import Token
from convite.core.clock import now
from convite.core.config import settings
from convite.core.db import Principal, Tx, load
from convite.core.ids import new_id, typed_digits
from convite.core.language import Locale, translator
from convite.core.log import SYSTEM, Actor, record
from convite.core.problems import NotKnown
from convite.core.shapes import patch
from convite.people.identity.actions import (
    NewAccount,
    Opened,
    end_all_sessions,
    open_session,
    register,
)
from convite.people.identity.models import User
from convite.people.identity.queries import profile_of, user_by_name
from convite.people.logincodes.facts import LoginCodeRequested, PhoneGivenUp, PhoneProven
from convite.people.logincodes.queries import lock_address, newest_code, sent_lately, where_sent
from convite.people.logincodes.rules import (
    LASTS,
    MAX_TRIES,
    Address,
    code_of,
    hash_of_code,
    wait_after,
)
from convite.people.loginlinks.actions import shut_out_others
from convite.people.organizations.models import SERVER
from convite.people.proofs.facts import EmailProven
from convite.people.proofs.models import Challenge


class CodeWrong(NotKnown):
    """A code that logs nobody in: wrong, used, expired, or tried too often."""

    name, title = "code-wrong", "This code doesn't work."


@dataclass(frozen=True, kw_only=True)
class LoggedInByCode:
    """A session that a code opened, whether its account is new, and the sessions that ended."""

    opened: Opened
    is_new: bool
    ended: list[UUID]


async def request_code(
    tx: Tx, address: Address, locale: Locale, *, spend: Callable[[Tx], Awaitable[None]]
) -> float:
    """Has a code sent to an address, whoever has it; returns the seconds until another one can be.

    Nothing is sent during the cool-down of an earlier one. `spend` is called only if a code is sent, under
    the lock of the address. Earlier codes no longer work.

    Raises:
        TooMany: `spend` says so.
    """
    await lock_address(tx, address)
    sent = await sent_lately(tx, address)
    wait = wait_after(sent, now())
    if wait > 0:
        return wait
    await spend(tx)
    await tx.execute(
        update(Challenge)
        .where(*where_sent(address), Challenge.expires_at > now())
        .values(expires_at=func.now())
        .execution_options(synchronize_session=False)
    )
    challenge_id, salt, key = new_id(), secrets.token_bytes(16), settings().secret
    is_phone = address.kind == "phone_otp"
    challenge = Challenge(
        id=challenge_id,
        kind=address.kind,
        phone=address.value if is_phone else None,
        email=None if is_phone else address.key,
        otp_hash=hash_of_code(key, salt, code_of(key, challenge_id)),
        salt=salt,
        expires_at=now() + LASTS,
    )
    tx.add(challenge)
    await tx.enter(Principal(organization_id=SERVER))
    await tx.flush()
    fact = LoginCodeRequested(
        organization_id=SERVER, object_id=challenge_id, stream_id=SERVER, locale=locale.value
    )
    await record(tx, SYSTEM, fact)
    return wait_after([now(), *sent], now())


async def try_code(tx: Tx, address: Address, code: str) -> bool:
    """Counts a try of the code that was sent to an address; returns whether it was right.

    The lock makes tries at once follow each other: no more than `MAX_TRIES` are ever compared, and a right
    code works once.
    """
    challenge = await newest_code(tx, address)
    if challenge is None or challenge.attempts >= MAX_TRIES:
        return False
    challenge.attempts += 1
    wanted = hash_of_code(settings().secret, challenge.salt or b"", typed_digits(code))
    challenge.is_verified = hmac.compare_digest(wanted, challenge.otp_hash)
    await tx.flush()
    return challenge.is_verified


async def take_code(tx: Tx, address: Address, code: str, *, by: UUID | None = None) -> bool:
    """Tries a code; if it is right, an account that has the phone without proof of it loses it.

    They registered with an e-mail and wrote somebody's number beside it. `by` is the account that typed
    the code in, if it is logged in: it keeps its own.
    """
    if not await try_code(tx, address, code):
        return False
    found = await account_of(tx, address)
    if found is None or found.id == by or address.kind != "phone_otp":
        return True
    await tx.enter(Principal(organization_id=found.organization_id, user_id=found.id))
    user = await load(tx, User, found.id, lock=True)
    if user is not None and user.phone_verified_at is None and user.email is not None:
        user.phone = None
        await tx.flush()
        fact = PhoneGivenUp(
            organization_id=user.organization_id, object_id=user.id, stream_id=user.id
        )
        await record(tx, SYSTEM, fact)
    return True


async def account_of(tx: Tx, address: Address) -> User | None:
    """The account with an address, or None."""
    if address.kind == "phone_otp":
        return await user_by_name(tx, email=None, phone=address.value)
    return await user_by_name(tx, email=address.value, phone=None)


async def log_in(
    tx: Tx, address: Address, *, locale: Locale, device: str, ip: str
) -> LoggedInByCode:
    """Logs in whoever typed the code that was sent to an address; somebody new gets an account.

    Raises:
        NotKnown: the account is disabled.
    """
    is_phone, ended = address.kind == "phone_otp", []
    found = await account_of(tx, address)
    if found is None:
        user = await register_proven(tx, address, locale)
    else:
        await tx.enter(Principal(organization_id=found.organization_id, user_id=found.id))
        locked = await load(tx, User, found.id, lock=True)
        if locked is None or not locked.is_active:
            raise NotKnown
        user = locked
    is_new = found is None
    if (user.phone_verified_at if is_phone else user.email_verified_at) is None:
        ended = await prove(tx, user, is_phone=is_phone, is_new=is_new)
    opened = await open_session(tx, user, device=device, ip=ip)
    return LoggedInByCode(opened=opened, is_new=is_new, ended=ended)


async def register_proven(tx: Tx, address: Address, locale: Locale) -> User:
    """An account for an address that is nobody's. It has no password; its name is asked for afterwards."""
    is_phone = address.kind == "phone_otp"
    account = NewAccount(
        name=translator(locale).gettext("Guest"),
        email=None if is_phone else address.value,
        phone=address.value if is_phone else None,
        role="guest",
    )
    return await register(tx, account, password_hash=None, locale=locale)


async def prove(tx: Tx, user: User, *, is_phone: bool, is_new: bool) -> list[UUID]:
    """Marks an account's address as its own; returns the sessions that this ended.

    Whoever registered with it may be somebody else, so whatever else opens the account is taken away. Not
    of an admin: the operator made that account, and a mailbox alone mustn't take its second factor away.
    """
    actor, ended = Actor(kind="user", id=user.id, via="code"), []
    if not is_new and user.platform_role != "admin":
        user.password_hash = None
        await tx.flush()
        await shut_out_others(tx, actor, user)
        ended = await end_all_sessions(tx, actor, user, reason="address proven")
    if is_phone:
        user.phone_verified_at = now()
        (await profile_of(tx, user.id)).is_verified = True
    else:
        user.email_verified_at = now()
    await tx.flush()
    tenant, key = user.organization_id, user.id
    fact = (
        PhoneProven(organization_id=tenant, object_id=key, stream_id=key)
        if is_phone
        else EmailProven(organization_id=tenant, object_id=key, stream_id=key)
    )
    await record(tx, actor, fact)
    return ended


async def change_phone(tx: Tx, token: Token, user: User, address: Address) -> User:
    """Gives an account the phone whose code its owner has typed in; it is proven from the start.

    Raises:
        Conflict: another account has proven that the phone is its own (`phone-taken`).
    """
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    account = await load(tx, User, user.id, lock=True)
    if account is None or not account.is_active:
        raise NotKnown
    changed = patch(account, {"phone": address.value})
    if account.phone_verified_at is not None and not changed:
        return account
    account.phone_verified_at = now()
    (await profile_of(tx, user.id)).is_verified = True
    await tx.flush()
    fact = PhoneProven(
        organization_id=account.organization_id,
        object_id=account.id,
        stream_id=account.id,
        changes=changed,
    )
    await record(tx, token.actor, fact)
    await tx.refresh(account)
    return account


def check_worked(worked: bool) -> None:
    """Refuses a code that doesn't work, once the try is committed.

    Raises:
        CodeWrong: it didn't work.
    """
    if not worked:
        raise CodeWrong("This code doesn't work. Check it, or have another one sent.")
