"""Identifiers and secrets. Generated in Python, since older PostgreSQL lacks `uuidv7()`."""

import hashlib
import hmac
import secrets
from functools import lru_cache
from uuid import UUID

import uuid_utils
from uuid_utils.compat import uuid7

from convite.core.base64url import from_base64url, to_base64url

#: Letters of typed codes, without 0/O and 1/I/L so that they can be read aloud.
TYPED_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


#: Codes that are kept, since lists and pages show the same ones again and again.
MAX_CODES = 20_000
LINK_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
#: Two digits at a time, the lower one first: lists show hundreds of codes.
TYPED_PAIRS = [low + high for high in TYPED_LETTERS for low in TYPED_LETTERS]
LINK_PAIRS = [low + high for high in LINK_LETTERS for low in LINK_LETTERS]


def new_id() -> UUID:
    """A UUIDv7: random, and later ones sort after earlier ones."""
    return uuid7()


def new_row_id() -> uuid_utils.UUID:
    """The same for a row that is only copied to the database; seven times as fast."""
    return uuid_utils.uuid7()


def new_secret() -> str:
    """256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def next_secret(key: bytes, secret: str) -> str:
    """The secret that follows `secret`: only who has `key` can compute it, as often as needed."""
    return to_base64url(hmac.digest(key, b"next:" + secret.encode(), "sha256"))


def digits_of(number: int, pairs: list[str], length: int) -> str:
    """The lowest digits of a number in the base of these pairs of letters, lowest first."""
    base, found = len(pairs), []
    number %= base ** ((length + 1) // 2)
    for _ in range((length + 1) // 2):
        number, index = divmod(number, base)
        found.append(pairs[index])
    return "".join(found)[:length]


@lru_cache(maxsize=MAX_CODES)
def typed_code(key: bytes, label: str, length: int = 10) -> str:
    """A code for typing, derived from `key` and `label`; five bits a letter (10 letters ≈ 49 bits)."""
    digest = int.from_bytes(hmac.digest(key, b"typed:" + label.encode(), "sha256"), "big")
    return digits_of(digest, TYPED_PAIRS, length)


@lru_cache(maxsize=MAX_CODES)
def link_code(key: bytes, label: str) -> str:
    """A code for links: 128 bits of a keyed MAC over `label`, so it can be recomputed."""
    digest = hmac.digest(key, b"link:" + label.encode(), "sha256")[:16]
    return digits_of(int.from_bytes(digest, "big"), LINK_PAIRS, 25)


def fold_typed(code: str) -> str:
    """Normalizes a typed code for comparison: upper case, no spaces, dashes or other marks."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def typed_digits(code: str) -> str:
    """A code as it was typed or pasted, without spaces and dashes, in digits of any script.

    Example:
        >>> typed_digits("123 456")
        '123456'
        >>> typed_digits("١٢٣٤٥٦")
        '123456'
    """
    return "".join(str(int(letter)) for letter in code if letter.isdecimal())


def fold_link(code: str) -> str:
    """Normalizes the code of a link: mail programs take a full stop along, and people write capitals.

    Example:
        >>> fold_link("K7q2mxw4).")
        'k7q2mxw4'
    """
    return fold_typed(code).lower()


def hashes_of_code(code: str) -> tuple[bytes, bytes]:
    """What an invitation is found by: the hashes of the code as a link's, and as typed."""
    return hash_of(fold_link(code)), hash_of(fold_typed(code))


def hash_of(text: str) -> bytes:
    """SHA-256 of a code or token, stored in the database in its place."""
    return hashlib.sha256(text.encode()).digest()


#: Bytes of a token's signature: 128 bits.
SIGNED = 16


def token_naming(key: bytes, purpose: str, organization_id: UUID, row_id: UUID) -> str:
    """Names a row of an organization, signed: only the server can make one; nothing is stored."""
    named = organization_id.bytes + row_id.bytes
    signed = hmac.digest(key, purpose.encode() + b":" + named, "sha256")[:SIGNED]
    return to_base64url(named + signed)


def named_by(key: bytes, purpose: str, token: str) -> tuple[UUID, UUID] | None:
    """The organization and row that a token names; None if it was made for something else."""
    try:
        content = from_base64url(token)
    except ValueError:
        return None
    if len(content) != 32 + SIGNED:
        return None
    organization_id, row_id = UUID(bytes=content[:16]), UUID(bytes=content[16:32])
    known = token_naming(key, purpose, organization_id, row_id)
    if not hmac.compare_digest(token.rstrip("=").encode(), known.encode()):
        return None
    return organization_id, row_id
