"""Writes of authenticator apps: set up, turned on and off, and asked at a log-in."""

from dataclasses import dataclass

import pyotp

from convite.core.access import Token
from convite.core.clock import now
from convite.core.config import settings
from convite.core.db import Principal, Tx, load
from convite.core.ids import hash_of, new_id, typed_digits
from convite.core.log import Actor, record
from convite.core.problems import Conflict, FieldText, NotKnown, invalid
from convite.people.identity.actions import NewSession, open_session, second_factor_shown
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_id
from convite.people.identity.rules import Pending, proof_of
from convite.people.proofs.models import Challenge
from convite.people.proofs.queries import challenge_by_hash
from convite.people.totp.facts import (
    RecoveryCodesMade,
    RecoveryCodeUsed,
    SecondFactorTurnedOff,
    SecondFactorTurnedOn,
)
from convite.people.totp.models import AuthenticatorApp
from convite.people.totp.queries import app_of
from convite.people.totp.rules import (
    MAX_TRIES,
    new_recovery_codes,
    recovery_hash,
    sealed,
    setup_drawing,
    setup_link,
    step_of,
    unsealed,
)


class SecondFactorWrong(NotKnown):
    """A second step that logs nobody in: a wrong or used code, or a first step that is too long ago."""

    name, title = "second-factor-wrong", "This code doesn't work."


@dataclass(frozen=True, kw_only=True)
class Setup:
    """What an app is told: its secret, and that as an address and as a drawing."""

    secret: str
    uri: str
    qr: str


async def set_up(tx: Tx, user: User) -> Setup:
    """Makes a new secret for the account's app; nothing changes until a code of it is typed in.

    Raises:
        Conflict: codes are asked for already.
    """
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    # the lock makes two requests wait for each other: there is one secret
    await load(tx, User, user.id, lock=True)
    app = await app_of(tx, user.id, lock=True)
    if app is not None and app.confirmed_at is not None:
        raise Conflict("Your account has an authenticator app already.", name="second-factor-on")
    if app is None:
        app = AuthenticatorApp(id=new_id(), user_id=user.id)
        tx.add(app)
    secret = pyotp.random_base32()
    app.secret = sealed(settings().secret, user.id, secret)
    await tx.flush()
    link = setup_link(secret, user.email or user.phone or user.name)
    return Setup(secret=secret, uri=link, qr=setup_drawing(link))


async def turn_on(tx: Tx, token: Token, user: User, code: str) -> list[str]:
    """Has log-ins ask for codes of the app from now on; returns the recovery codes.

    Raises:
        Conflict: codes are asked for already.
        Invalid: this isn't the code that the app shows.
    """
    account, app = await own_app(tx, user)
    if app is None or app.confirmed_at is not None:
        raise Conflict("Your account has an authenticator app already.", name="second-factor-on")
    use_code(app, code)
    codes = new_recovery_codes()
    app.confirmed_at = now()
    app.recovery_hashes = [recovery_hash(settings().secret, user.id, one) for one in codes]
    account.needs_second_factor = True
    await second_factor_shown(tx, token.session_id)
    await tx.flush()
    fact = SecondFactorTurnedOn(
        organization_id=user.organization_id, object_id=user.id, stream_id=user.id
    )
    await record(tx, token.actor, fact)
    return codes


async def turn_off(tx: Tx, token: Token, user: User, code: str) -> None:
    """Has log-ins no longer ask for codes.

    Raises:
        Conflict: none are asked for.
        Invalid: this isn't the code that the app shows.
    """
    _, app = await own_app(tx, user)
    use_code(confirmed(app), code)
    await remove(tx, token.actor, user)


async def renew_recovery_codes(tx: Tx, token: Token, user: User, code: str) -> list[str]:
    """Makes new recovery codes; earlier ones no longer work.

    Raises:
        Conflict: no codes are asked for.
        Invalid: this isn't the code that the app shows.
    """
    _, found = await own_app(tx, user)
    app = confirmed(found)
    use_code(app, code)
    codes = new_recovery_codes()
    app.recovery_hashes = [recovery_hash(settings().secret, user.id, one) for one in codes]
    await tx.flush()
    fact = RecoveryCodesMade(
        organization_id=user.organization_id, object_id=user.id, stream_id=user.id
    )
    await record(tx, token.actor, fact)
    return codes


async def remove(tx: Tx, actor: Actor, user: User) -> None:
    """Removes the app of an account, if it has one."""
    account, app = await own_app(tx, user)
    if app is None:
        return
    was_on, account.needs_second_factor = app.confirmed_at is not None, False
    await tx.delete(app)
    await tx.flush()
    if was_on:
        fact = SecondFactorTurnedOff(
            organization_id=user.organization_id, object_id=user.id, stream_id=user.id
        )
        await record(tx, actor, fact)


async def own_app(tx: Tx, user: User) -> tuple[User, AuthenticatorApp | None]:
    """The account and its app, both locked: of two uses of one code, the second sees the first's.

    Raises:
        NotKnown: the account is gone.
    """
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    account = await load(tx, User, user.id, lock=True)
    if account is None:
        raise NotKnown
    return account, await app_of(tx, user.id, lock=True)


def confirmed(app: AuthenticatorApp | None) -> AuthenticatorApp:
    """The app, if codes of it are asked for.

    Raises:
        Conflict: they aren't.
    """
    if app is None or app.confirmed_at is None:
        raise Conflict("Your account has no authenticator app.", name="second-factor-off")
    return app


def is_shown(app: AuthenticatorApp, code: str) -> bool:
    """Whether the app shows the code now, and it wasn't used; it is from now on."""
    secret = unsealed(settings().secret, app.user_id, app.secret)
    step = step_of(secret, typed_digits(code), now().timestamp())
    if step is None or step <= app.last_step:
        return False
    app.last_step = step
    return True


def use_code(app: AuthenticatorApp, code: str) -> None:
    """Uses up a code that the account's owner typed in.

    Raises:
        Invalid: the app doesn't show it, or it was used.
    """
    if not is_shown(app, code):
        english = (
            "This isn't the code that your app shows now. Wait for the next one and try again."
        )
        raise invalid("code", FieldText(name="second-factor.code", english=english))


async def try_second_factor(
    tx: Tx, pending: Pending, *, code: str | None, recovery_code: str | None
) -> User | None:
    """Counts a try of a log-in's second step; returns the account if it was right.

    The caller commits the try, and then opens the session with `log_in`. The lock of the account makes
    tries at once follow each other: no more than `MAX_TRIES` are ever compared, and one logs in once.
    """
    found = await user_by_id(tx, pending.user_id)
    if found is None:
        return None
    user, app = await own_app(tx, found)
    challenge = await challenge_by_hash(tx, "second_factor", hash_of(str(pending.id)))
    if challenge is None:
        challenge = Challenge(
            id=new_id(),
            kind="second_factor",
            user_id=user.id,
            otp_hash=hash_of(str(pending.id)),
            attempts=0,
            is_verified=False,
            expires_at=pending.expires_at,
        )
        tx.add(challenge)
    if app is None or app.confirmed_at is None or not user.is_active:
        return None
    if challenge.is_verified or challenge.attempts >= MAX_TRIES:
        return None
    challenge.attempts += 1
    if code is not None:
        challenge.is_verified = is_shown(app, code)
    elif recovery_code is not None:
        challenge.is_verified = await use_recovery_code(tx, user, app, recovery_code)
    await tx.flush()
    return user if challenge.is_verified else None


async def use_recovery_code(tx: Tx, user: User, app: AuthenticatorApp, code: str) -> bool:
    """Uses up a recovery code; whether it was one."""
    hashed = recovery_hash(settings().secret, user.id, code)
    left = [one for one in app.recovery_hashes if bytes(one) != hashed]
    if len(left) == len(app.recovery_hashes):
        return False
    app.recovery_hashes = left
    fact = RecoveryCodeUsed(
        organization_id=user.organization_id,
        object_id=user.id,
        stream_id=user.id,
        left=len(left),
    )
    await record(tx, Actor(kind="user", id=user.id, via="recovery code"), fact)
    return True


async def log_in(
    tx: Tx, pending: Pending, user: User | None, *, device: str, ip: str
) -> NewSession:
    """Opens the session of a log-in whose second step was right, once the try is committed.

    Raises:
        SecondFactorWrong: it wasn't, the first step was too long ago, or the account changed since.
    """
    if user is None or pending.proof != proof_of(user.password_hash):
        raise SecondFactorWrong(
            "This code doesn't work. Check it, wait for the next one, or log in again."
        )
    opened = await open_session(tx, user, device=device, ip=ip, has_second_factor=True)
    assert isinstance(opened, NewSession)  # nothing more is asked for
    return opened
