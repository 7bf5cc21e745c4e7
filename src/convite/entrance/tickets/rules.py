"""The text of a ticket's QR: made from the server key, read strictly, verified.

`key id . ticket id . reissue . secret . signature`, base64url without padding. The secret is a keyed
MAC of ticket and reissue; the signature (Ed25519, RFC 8032) is the event's own over all before it, so
that a device with the public key verifies it without the network.
"""

import hashlib
import hmac
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from convite.core.base64url import from_base64url, to_base64url
from convite.core.ids import link_code

#: Sizes in bytes: a 128-bit MAC, and an Ed25519 signature.
SECRET_BYTES, SIGNATURE_BYTES = 16, 64
MAX_REISSUES = 99_999
TicketStatus = Literal["valid", "used", "revoked"]


@dataclass(frozen=True, kw_only=True, slots=True)
class TicketCode:
    """The parts of a ticket's text. Only its form is checked."""

    key_id: str
    ticket_id: UUID
    reissue: int
    secret: bytes
    signature: bytes
    #: What the signature is over.
    signed: bytes


@dataclass(frozen=True, slots=True)
class Signer:
    """An event's signing key and its public half."""

    private: Ed25519PrivateKey
    public: Ed25519PublicKey
    public_bytes: bytes
    key_id: str


def status_of(attendance: str, *, is_revoked: bool) -> TicketStatus:
    """A ticket's status; `used` after check-in."""
    if is_revoked:
        return "revoked"
    return "used" if attendance in ("checked_in", "left") else "valid"


def bytes64(text: str, size: int) -> bytes:
    """Decodes base64url without padding; accepts one text only for each value.

    Raises:
        ValueError: it isn't such a text, or not of this size.
    """
    value = from_base64url(text)
    if len(value) != size or to_base64url(value) != text:
        raise ValueError(text)
    return value


@lru_cache(maxsize=2000)
def signer_of(server_key: bytes, event_id: UUID) -> Signer:
    """The event's signing key, derived from the server key."""
    seed = hmac.digest(server_key, b"ticket-key:" + event_id.bytes, "sha256")
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = private.public_key()
    raw = public.public_bytes_raw()
    return Signer(private, public, raw, to_base64url(hashlib.sha256(raw).digest()[:6]))


def secret_of(server_key: bytes, ticket_id: UUID, reissue: int) -> bytes:
    """A MAC of the ticket and its reissue counter, which only the server can compute."""
    signed = b"ticket-secret:" + ticket_id.bytes + reissue.to_bytes(4, "big")
    return hmac.digest(server_key, signed, "sha256")[:SECRET_BYTES]


def text_of(server_key: bytes, event_id: UUID, ticket_id: UUID, reissue: int) -> str:
    """The text of a ticket's QR code."""
    signer = signer_of(server_key, event_id)
    secret = to_base64url(secret_of(server_key, ticket_id, reissue))
    signed = f"{signer.key_id}.{to_base64url(ticket_id.bytes)}.{reissue}.{secret}"
    return f"{signed}.{to_base64url(signer.private.sign(signed.encode()))}"


def read_text(text: str) -> TicketCode | None:
    """Parses a ticket's text strictly; None if it isn't one."""
    parts = text.split(".")
    if len(parts) != 5 or not text.isascii() or len(parts[0]) != 8:
        return None
    number = parts[2]
    if not number.isdecimal() or len(number) > 5 or str(int(number)) != number:
        return None
    try:
        return TicketCode(
            key_id=to_base64url(bytes64(parts[0], 6)),
            ticket_id=UUID(bytes=bytes64(parts[1], 16)),
            reissue=int(number),
            secret=bytes64(parts[3], SECRET_BYTES),
            signature=bytes64(parts[4], SIGNATURE_BYTES),
            signed=".".join(parts[:4]).encode(),
        )
    except ValueError:
        return None


def is_ours(server_key: bytes, code: TicketCode) -> bool:
    """Whether the server issued the secret, for whichever event."""
    right = secret_of(server_key, code.ticket_id, code.reissue)
    return hmac.compare_digest(right, code.secret)


def is_of_event(server_key: bytes, event_id: UUID, code: TicketCode) -> bool:
    """Whether it is signed with the event's key."""
    signer = signer_of(server_key, event_id)
    if code.key_id != signer.key_id:
        return False
    try:
        signer.public.verify(code.signature, code.signed)
    except InvalidSignature:
        return False
    return True


def folded_tag(uid: str) -> str:
    """A tag's number in a normal form: readers write one tag as `04:a2:…`, `04A2…` or `04-A2-…`."""
    return "".join(letter for letter in uid.upper() if letter.isalnum())


def link_key(server_key: bytes, ticket_id: UUID, reissue: int) -> str:
    """The key in the link of a ticket's page: 128 bits of a MAC that the next reissue replaces."""
    return link_code(server_key, f"ticket:{ticket_id}:{reissue}")


def is_link_key(server_key: bytes, ticket_id: UUID, reissue: int, sent: str) -> bool:
    """Whether a link has the ticket's present key."""
    right = link_key(server_key, ticket_id, reissue)
    return hmac.compare_digest(sent.encode(), right.encode())


def page_path(server_key: bytes, serial: str, ticket_id: UUID, reissue: int) -> str:
    """The path of a ticket's page, with its key."""
    return f"/t/{serial}?k={link_key(server_key, ticket_id, reissue)}"
