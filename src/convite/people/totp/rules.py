"""Codes of authenticator apps, and recovery codes. Pure functions."""

import hmac
import secrets
from uuid import UUID

import pyotp
import segno
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from convite.core.ids import TYPED_LETTERS, fold_typed

#: Seconds that a code is shown for.
STEP_SECONDS = 30
#: A device's clock may be wrong by one code.
SLACK = 1
RECOVERY_CODES = 10
#: Letters of a recovery code: about 49 bits.
RECOVERY_LETTERS = 10
#: Codes that may be tried for one log-in.
MAX_TRIES = 5


def seal(key: bytes) -> AESGCM:
    """What secrets are encrypted with, derived from the server key for this purpose."""
    return AESGCM(hmac.digest(key, b"authenticator-apps", "sha256"))


def sealed(key: bytes, user_id: UUID, secret: str) -> bytes:
    """Encrypts an account's secret for storage."""
    nonce = secrets.token_bytes(12)
    return nonce + seal(key).encrypt(nonce, secret.encode(), user_id.bytes)


def unsealed(key: bytes, user_id: UUID, kept: bytes) -> str:
    """Decrypts an account's secret.

    Raises:
        cryptography.exceptions.InvalidTag: the server key has changed since.
    """
    return seal(key).decrypt(kept[:12], kept[12:], user_id.bytes).decode()


def setup_link(secret: str, account: str) -> str:
    """The address that an app reads the secret from."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name="Convite")


def setup_drawing(link: str) -> str:
    """The QR code of the address, as SVG."""
    drawing: str = segno.make(link, error="m").svg_inline(
        scale=4, border=4, dark="#000", light="#fff"
    )
    return drawing


def step_of(secret: str, code: str, at: float) -> int | None:
    """The half minute that a code is shown in, if it is one of now or next to it.

    `at` is in seconds since 1970.
    """
    step = int(at) // STEP_SECONDS
    for near in range(step - SLACK, step + SLACK + 1):
        shown = pyotp.TOTP(secret).at(near * STEP_SECONDS)
        if hmac.compare_digest(shown.encode(), code.encode()):
            return near
    return None


def new_recovery_codes() -> list[str]:
    """Codes that each work once, for somebody without their app."""
    return [
        "-".join(
            "".join(secrets.choice(TYPED_LETTERS) for _ in range(RECOVERY_LETTERS // 2))
            for _ in range(2)
        )
        for _ in range(RECOVERY_CODES)
    ]


def recovery_hash(key: bytes, user_id: UUID, code: str) -> bytes:
    """What is stored of a recovery code, however it was typed."""
    return hmac.digest(key, b"recovery:" + user_id.bytes + fold_typed(code).encode(), "sha256")
