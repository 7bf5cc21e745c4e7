"""Encrypts what is stored but must not be readable in the database: kept answers, providers' keys."""

import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from convite.core.config import settings

#: Prefix of an encrypted value; no JSON text starts with it.
SEALED = b"\x00"
NONCE_BYTES = 12


class CannotUnseal(Exception):
    """The server key has changed since, or the value was altered."""


def cipher(purpose: str) -> AESGCM:
    """The encryption key, derived from the server key for one purpose."""
    return AESGCM(hmac.digest(settings().secret, purpose.encode(), "sha256"))


def sealed(purpose: str, content: bytes) -> bytes:
    """Encrypts a value for storage."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return SEALED + nonce + cipher(purpose).encrypt(nonce, content, None)


def unsealed(purpose: str, kept: bytes) -> bytes:
    """Decrypts a stored value.

    Raises:
        CannotUnseal: it wasn't encrypted with this key, for this purpose.
    """
    start = len(SEALED) + NONCE_BYTES
    try:
        return cipher(purpose).decrypt(kept[len(SEALED) : start], kept[start:], None)
    except InvalidTag as error:
        raise CannotUnseal from error
