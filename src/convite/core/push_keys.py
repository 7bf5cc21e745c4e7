"""The key by which push services know this server (VAPID, RFC 8292)."""

import hmac
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import AfterValidator

from convite.core.base64url import from_base64url

#: The order of the curve P-256: private keys are the numbers below it.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def read_push_key(text: str) -> EllipticCurvePrivateKey:
    r"""Reads a private key of P-256: PEM, also with `\n` for its line breaks, or 32 bytes in base64url.

    Raises:
        ValueError: it is neither.
    """
    if "-----BEGIN" in text:
        key = load_pem_private_key(text.replace("\\n", "\n").encode(), None)
        if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
            raise ValueError("not a key of P-256")
        return key
    raw = from_base64url(text)
    if len(raw) != 32:
        raise ValueError("not 32 bytes")
    return derive_private_key(int.from_bytes(raw), SECP256R1())


def derived_push_key(secret: bytes) -> EllipticCurvePrivateKey:
    """The key that belongs to a server key: the same in all processes, and after a restart."""
    number = int.from_bytes(hmac.digest(secret, b"push-key", "sha512"))
    return derive_private_key(number % (ORDER - 1) + 1, SECP256R1())


def checked_push_key(text: str) -> str:
    """Rejects a setting that isn't a private key; an empty one is allowed."""
    try:
        if text:
            read_push_key(text)
    except (ValueError, TypeError):
        raise ValueError(
            "write a private key of the curve P-256, as PEM or its 32 bytes in base64url"
        ) from None
    return text


PushKey = Annotated[str, AfterValidator(checked_push_key)]


def push_key_of(text: str, secret: bytes) -> EllipticCurvePrivateKey:
    """The key of the setting, or else that of the server key."""
    return read_push_key(text) if text else derived_push_key(secret)
