"""Identifiers and secrets. Generated in Python, since older PostgreSQL lacks `uuidv7()`."""

import hashlib
import hmac
import secrets
from uuid import UUID

import uuid_utils
from uuid_utils.compat import uuid7

#: Letters of typed codes, without 0/O and 1/I/L so that they can be read aloud.
TYPED_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_id() -> UUID:
    """A UUIDv7: random, and later ones sort after earlier ones."""
    return uuid7()


def new_row_id() -> uuid_utils.UUID:
    """The same for a row that is only copied to the database; seven times as fast."""
    return uuid_utils.uuid7()


def new_secret() -> str:
    """256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def typed_code(key: bytes, label: str, length: int = 10) -> str:
    """A code for typing, derived from `key` and `label`; five bits a letter (10 letters ≈ 49 bits)."""
    digest = int.from_bytes(hmac.digest(key, b"typed:" + label.encode(), "sha256"), "big")
    letters = []
    for _ in range(length):
        digest, index = divmod(digest, len(TYPED_LETTERS))
        letters.append(TYPED_LETTERS[index])
    return "".join(letters)


def link_code(key: bytes, label: str) -> str:
    """A code for links: 128 bits of a keyed MAC over `label`, so it can be recomputed."""
    digest = hmac.digest(key, b"link:" + label.encode(), "sha256")[:16]
    number = int.from_bytes(digest, "big")
    letters = []
    alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"
    for _ in range(25):
        number, index = divmod(number, 36)
        letters.append(alphabet[index])
    return "".join(letters)


def fold_typed(code: str) -> str:
    """Normalizes a typed code for comparison: upper case, no spaces or dashes."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def hash_of(text: str) -> bytes:
    """SHA-256 of a code or token, stored in the database in its place."""
    return hashlib.sha256(text.encode()).digest()
