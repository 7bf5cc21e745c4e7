"""Log-ins on their way to a provider and back. Pure functions."""

import hmac
import time
from typing import ClassVar, Literal, TypeVar
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

#: How long somebody may take at the provider, in seconds.
FLOW_SECONDS = 600
START = "/events"

#: Why nobody was logged in or linked. The web app has a sentence for each.
Reason = Literal[
    "failed",  # the provider can't be reached, or what it says doesn't hold
    "canceled",  # at the provider
    "expired",  # begun elsewhere, too long ago, or used already
    "unproven",  # the provider doesn't vouch for an address, without which there is no account
    "link-first",  # there is an account with the address, which has proven nothing here
    "taken",  # linked to another account
    "disabled",  # the account is
]


class Started(msgspec.Struct, frozen=True, kw_only=True):
    """A log-in that was begun in a browser, which keeps it sealed in a cookie."""

    #: What the key is derived for, so that what was begun for one purpose is worth nothing for another.
    purpose: ClassVar[bytes] = b"oidc-flow"

    provider: str
    state: str
    nonce: str
    verifier: str
    #: The page to end on.
    next: str
    #: The account that the log-in is to be linked to; None to log in.
    user_id: UUID | None
    #: The session that asked for the link.
    session_id: UUID | None
    expires_at: int


StartedT = TypeVar("StartedT", bound=Started)


def sealing_key(key: bytes, purpose: bytes) -> OctKey:
    """The key that seals what was started, derived from the server key for this purpose."""
    return OctKey.import_key(hmac.digest(key, purpose, "sha256"))


def seal(key: bytes, started: Started) -> str:
    """A started log-in as encrypted text."""
    header, text = {"alg": "dir", "enc": "A256GCM"}, msgspec.json.encode(started)
    return jwe.encrypt_compact(header, text, sealing_key(key, started.purpose))


def unseal(key: bytes, text: str, kind: type[StartedT]) -> StartedT | None:
    """The started log-in; None if it wasn't sealed here, or is too old."""
    try:
        key_of_kind = sealing_key(key, kind.purpose)
        opened = jwe.decrypt_compact(text, key_of_kind, algorithms=["dir", "A256GCM"])
        started = msgspec.json.decode(opened.plaintext or b"", type=kind)
    except (JoseError, ValueError):
        return None
    return started if started.expires_at > time.time() else None


def own_page(path: str | None) -> str:
    """A page of ours to end on; the first one for anything that might lead elsewhere.

    Example:
        >>> own_page("//evil.example")
        '/events'
    """
    if path is None or not path.startswith("/") or path[1:2] in ("/", "\\"):
        return START
    return path if path.isprintable() and "\\" not in path and len(path) <= 500 else START


def second_step(token: str, next_page: str) -> str:
    """The page of the web app that asks for a second factor. The token is in the fragment, which no server
    logs.
    """
    return f"/login/second?{urlencode({'next': next_page})}#{token}"
