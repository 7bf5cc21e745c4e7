"""Marks of messages in addresses, `bounces+mark@example.org`. Pure functions."""

import hmac
from base64 import b32decode, b32encode
from uuid import UUID

#: Bytes of the signature: 80 bits.
SIGNED = 10
#: Bytes before it: the message's id, and which attempt it was.
NAMED = 17


def mark_of(key: bytes, message_id: UUID, attempt: int) -> str:
    """Names a message, signed: only the server can make one.

    In base 32, because some servers write addresses in lower case.
    """
    named = message_id.bytes + bytes([attempt % 256])
    return b32encode(named + signature(key, named)).decode().rstrip("=").lower()


def signature(key: bytes, named: bytes) -> bytes:
    """The signature of a message's id and attempt."""
    return hmac.digest(key, b"mail:" + named, "sha256")[:SIGNED]


def read_mark(key: bytes, mark: str) -> tuple[UUID, int] | None:
    """The message that a mark names, and which attempt modulo 256; None if it isn't ours."""
    try:
        content = b32decode(mark.upper() + "=" * (-len(mark) % 8))
    except ValueError:
        return None
    named, signed = content[:NAMED], content[NAMED:]
    if len(content) != NAMED + SIGNED or not hmac.compare_digest(signed, signature(key, named)):
        return None
    return UUID(bytes=named[:16]), named[16]


def marked(address: str, mark: str) -> str:
    """An address with a mark; empty without an address."""
    name, _, place = address.rpartition("@")
    return f"{name}+{mark}@{place}" if name else ""
