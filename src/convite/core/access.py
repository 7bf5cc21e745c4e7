"""Authentication: tokens, revoked sessions, and the actor that access dependencies return.

An access token is a signed JWT, valid for ten minutes, that names its session. Every request, including
on sockets, checks that the session hasn't ended: `EndedLogins` follows the table `ended_sessions`.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from sqlalchemy import func
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.config import settings
from convite.core.database import Database
from convite.core.db import Base
from convite.core.log import Actor
from convite.core.problems import NotAllowed, NotKnown

#: How long an access token lives, in seconds.
ACCESS_SECONDS = 600
#: If the cache of ended sessions is older than this, the database is queried instead.
STALE_SECONDS = 2.0
#: Tokens whose signature has already been verified.
MAX_TOKENS = 20_000


class EndedSession(Base):
    """A session that ended before its tokens expired."""

    __tablename__ = "ended_sessions"

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    ended_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp(), index=True)


class SecondFactorNeeded(NotAllowed):
    """An admin's session that was opened without a second factor."""

    name, title = "second-factor-needed", "A second factor is needed."


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A checked access token."""

    user_id: UUID
    session_id: UUID
    #: `admin`, `organizer` or `guest`.
    role: str
    #: The user's personal organization.
    organization_id: UUID
    expires_at: int
    #: For an API key, which `session_id` then names: the rights that its scopes let through.
    key_rights: frozenset[str] | None = None
    #: Whether its session was opened with a second factor.
    has_second_factor: bool = False

    @property
    def bound_to(self) -> UUID | None:
        """The only organization that it opens, if it is an API key's."""
        return None if self.key_rights is None else self.organization_id

    def limit(self, rights: frozenset[str], organization_id: UUID) -> frozenset[str]:
        """What is left of its user's rights in an organization: all, unless it is an API key's."""
        if self.key_rights is None:
            return rights
        return rights & self.key_rights if organization_id == self.organization_id else frozenset()

    @property
    def actor(self) -> Actor:
        """The user as an actor of the log, or the key that acts for them."""
        if self.key_rights is not None:
            key = self.session_id
            return Actor(kind="api_key", id=key, via=f"key:{key}", on_behalf_of=self.user_id)
        return Actor(kind="user", id=self.user_id, via=f"session:{self.session_id}")

    @property
    def is_admin(self) -> bool:
        """Whether it has the rights of a platform admin."""
        return self.role == "admin" and not self.lacks_second_factor

    @property
    def lacks_second_factor(self) -> bool:
        """Whether it is a platform admin's, and all that it lacks for their rights is a second factor."""
        chosen = settings()
        is_needed = chosen.admin_second_factor == "required" and not chosen.demo
        return self.role == "admin" and is_needed and not self.has_second_factor

    def need_admin(self, otherwise: str) -> None:
        """Checks that it has the rights of a platform admin.

        Raises:
            SecondFactorNeeded: it would have them if the log-in had used a second factor.
            NotAllowed: it is somebody else's; the message is `otherwise`.
        """
        if self.lacks_second_factor:
            raise SecondFactorNeeded(
                "Admins need a second factor. Add a passkey or an authenticator app on your account"
                " page, or log in with the one that you have."
            )
        if not self.is_admin:
            raise NotAllowed(otherwise)


def signing_key() -> OctKey:
    """The signing key for access tokens, derived from the server key for this purpose."""
    import hmac

    return OctKey.import_key(hmac.digest(settings().secret, b"access-token", "sha256"))


def make_token(token: Token) -> str:
    """The token as signed text."""
    claims = {
        "sub": str(token.user_id),
        "sid": str(token.session_id),
        "role": token.role,
        "org": str(token.organization_id),
        "exp": token.expires_at,
        "two": token.has_second_factor,
    }
    return jwt.encode({"alg": "HS256"}, claims, signing_key())


class Tokens:
    """Verifies tokens; tokens seen before only cost a dictionary look-up."""

    def __init__(self) -> None:
        self.seen: OrderedDict[str, Token] = OrderedDict()

    def read(self, text: str) -> Token:
        """The token, its signature and expiry checked.

        Raises:
            NotKnown: the token is invalid or has expired.
        """
        token = self.seen.get(text)
        if token is None:
            token = read_signed(text)
            self.seen[text] = token
            if len(self.seen) > MAX_TOKENS:
                self.seen.popitem(last=False)
        if token.expires_at <= time.time():
            self.seen.pop(text, None)
            raise NotKnown("Your session has expired. Please log in again.", name="token-expired")
        return token


def read_signed(text: str) -> Token:
    """Verifies the signature and returns the claims."""
    try:
        claims = jwt.decode(text, signing_key(), algorithms=["HS256"]).claims
        return Token(
            user_id=UUID(claims["sub"]),
            session_id=UUID(claims["sid"]),
            role=claims["role"],
            organization_id=UUID(claims["org"]),
            expires_at=int(claims["exp"]),
            has_second_factor=claims.get("two") is True,
        )
    except (JoseError, KeyError, TypeError, ValueError) as error:
        raise NotKnown(
            "Your session isn't valid. Please log in again.", name="bad-token"
        ) from error


#: Called with a session that has ended, so that its sockets are closed.
OnEnded = Callable[[UUID], None]

ENDED_SINCE = """
SELECT session_id, extract(epoch FROM clock_timestamp()) AS now
FROM ended_sessions WHERE ended_at > clock_timestamp() - make_interval(secs => $1)
"""
IS_ENDED = "SELECT EXISTS (SELECT 1 FROM ended_sessions WHERE session_id = $1)"


class EndedLogins:
    """This process's cache of sessions that ended within a token's lifetime."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.ended: dict[UUID, float] = {}
        self.checked_at = 0.0
        self.listeners: list[OnEnded] = []

    def add(self, session_id: UUID) -> None:
        """Marks a session as ended: rejects its tokens and closes its sockets."""
        if session_id not in self.ended:
            self.ended[session_id] = time.monotonic()
            for notify in self.listeners:
                notify(session_id)

    async def poll(self) -> None:
        """Reads recently ended sessions, far enough back not to miss a late commit."""
        first = self.checked_at == 0.0
        started = time.monotonic()
        rows = await self.database.pool.fetch(ENDED_SINCE, float(ACCESS_SECONDS if first else 60))
        self.checked_at = started
        for row in rows:
            self.add(row["session_id"])
        oldest = started - ACCESS_SECONDS - 60
        self.ended = {key: at for key, at in self.ended.items() if at > oldest}

    def is_doubtful(self, token: Token) -> bool:
        """Whether its session has ended, or may have because this cache is too old."""
        is_old = time.monotonic() - self.checked_at > STALE_SECONDS
        return is_old or token.session_id in self.ended

    async def check(self, token: Token) -> None:
        """Rejects a token whose session has ended.

        Raises:
            NotKnown: the session has ended.
        """
        if self.is_doubtful(token) and (token.session_id in self.ended or await self.ask(token)):
            raise NotKnown("You have been logged out. Please log in again.", name="logged-out")

    async def ask(self, token: Token) -> bool:
        """Queries the database, because this process's cache is too old."""
        ended: bool = await self.database.pool.fetchval(IS_ENDED, token.session_id)
        if ended:
            self.add(token.session_id)
        return ended
