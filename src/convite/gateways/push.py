"""Web push: messages encrypted for one browser (RFC 8291), handed to its push service (RFC 8030, 8292)."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from joserfc import jwt
from joserfc.jwk import ECKey

from convite.core.base64url import from_base64url, to_base64url
from convite.gateways.egress import Answer, Egress

#: Push services needn't take more than 4096 bytes; the header, the tag and the delimiter take 103.
RECORD = 4096
MAX_PAYLOAD = RECORD - 103
#: How long a push service keeps a message for a device that is off.
KEPT_FOR = timedelta(hours=24)
#: How long a token for a push service works; more than 24 hours are refused.
TOKEN_LASTS = timedelta(hours=12)


def point_of(key: EllipticCurvePublicKey) -> bytes:
    """A public key as push writes it: 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public_key_in(text: str) -> EllipticCurvePublicKey:
    """The public key of a browser (`p256dh`).

    Raises:
        ValueError: it is no uncompressed point of P-256.
    """
    raw = from_base64url(text)
    if len(raw) != 65:
        raise ValueError("not 65 bytes")
    return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), raw)


def derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    """Bytes derived by HKDF with SHA-256."""
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def sealed_for(
    browser: EllipticCurvePublicKey,
    auth: bytes,
    payload: bytes,
    *,
    own: EllipticCurvePrivateKey,
    salt: bytes,
) -> bytes:
    """A payload that only one browser can read, as one record of `aes128gcm` (RFC 8188, 8291).

    Each message needs a key pair and a salt of its own: `own` is a fresh key, `salt` 16 random bytes.
    """
    sender = point_of(own.public_key())
    info = b"WebPush: info\0" + point_of(browser) + sender
    secret = derived(auth, own.exchange(ECDH(), browser), info, 32)
    key = derived(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
    nonce = derived(salt, secret, b"Content-Encoding: nonce\0", 12)
    # 2 marks the end of the last record
    text = AESGCM(key).encrypt(nonce, payload + b"\x02", None)
    return salt + RECORD.to_bytes(4) + bytes([len(sender)]) + sender + text


def authorization(key: EllipticCurvePrivateKey, endpoint: str, contact: str, at: datetime) -> str:
    """The header by which a push service knows this server: a token for its origin, and the public key."""
    place = urlsplit(endpoint)
    claims = {
        "aud": f"{place.scheme}://{place.netloc}",
        "exp": int((at + TOKEN_LASTS).timestamp()),
        "sub": f"mailto:{contact}",
    }
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    token = jwt.encode({"typ": "JWT", "alg": "ES256"}, claims, ECKey.import_key(pem))
    return f"vapid t={token}, k={to_base64url(point_of(key.public_key()))}"


@dataclass(frozen=True, kw_only=True)
class Browser:
    """Where a browser is reached, and what its messages are encrypted with."""

    endpoint: str
    p256dh: str
    auth: str


async def push(
    egress: Egress,
    browser: Browser,
    payload: bytes,
    *,
    key: EllipticCurvePrivateKey,
    contact: str,
    at: datetime,
) -> Answer:
    """Hands a payload of at most `MAX_PAYLOAD` bytes to a browser's push service.

    Raises:
        EgressError: it may not be called, or didn't answer in time.
    """
    body = sealed_for(
        public_key_in(browser.p256dh),
        from_base64url(browser.auth),
        payload,
        own=generate_private_key(SECP256R1()),
        salt=os.urandom(16),
    )
    headers = {
        "authorization": authorization(key, browser.endpoint, contact, at),
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        "ttl": str(int(KEPT_FOR.total_seconds())),
        "urgency": "normal",
    }
    return await egress.send("POST", browser.endpoint, headers=headers, content=body)
