"""Links by which guests end messages. Pure functions."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

#: Bytes of the signature: 128 bits.
SIGNED = 16


def optout_token(key: bytes, organization_id: UUID, guest_id: UUID) -> str:
    """Names a guest, signed: only the server can make one, and nothing has to be stored."""
    named = organization_id.bytes + guest_id.bytes
    return urlsafe_b64encode(named + signature(key, named)).decode().rstrip("=")


def signature(key: bytes, named: bytes) -> bytes:
    """The signature of a guest's ids."""
    return hmac.digest(key, b"optout:" + named, "sha256")[:SIGNED]


def read_token(key: bytes, token: str) -> tuple[UUID, UUID] | None:
    """The organization and guest that a token names; None if it isn't ours."""
    try:
        content = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return None
    named, signed = content[:32], content[32:]
    if len(content) != 32 + SIGNED or not hmac.compare_digest(signed, signature(key, named)):
        return None
    return UUID(bytes=named[:16]), UUID(bytes=named[16:])


def optout_link(address: str, token: str) -> str:
    """The page that asks, and takes the one click of mail programs."""
    return f"{address}/u/{token}"
