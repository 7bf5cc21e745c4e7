"""A push service that misbehaves as real ones do, and browsers that read what they are sent.

The path says what it does: `/ok` (201), `/404`, `/410`, `/413`, `/500`, `/later` (429 with Retry-After),
`/slow`; with `/flaky` the first message gets 503.
"""

import asyncio
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.providers.receiver import SAYS, SLOW_SECONDS, Call, Receiver

ANSWERS = {
    "/404": (404, b""),
    "/410": (410, b""),
    "/413": (413, b""),
    "/500": (500, b""),
    "/later": (429, b"retry-after: 120\r\n"),
}


def written(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def read(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class PushService(Receiver):
    """Takes messages as RFC 8030 says, or doesn't."""

    async def behave(self, path: str, writer: asyncio.StreamWriter) -> bool:
        # what follows the kind tells browsers apart
        kind = "/" + path.split("/")[1]
        if kind == "/slow":
            await asyncio.sleep(SLOW_SECONDS)
        status, extra = ANSWERS.get(kind, (201, b"location: /message/1\r\n"))
        if kind == "/flaky" and sum(call.path == path for call in self.calls) == 1:
            status, extra = 503, b""
        writer.write(SAYS % (status, b"Said", 0, extra, b""))
        return True


class Browser:
    """A browser with keys of its own."""

    def __init__(self, service: PushService, path: str) -> None:
        self.endpoint = service.url(path)
        self.key = generate_private_key(SECP256R1())
        self.auth = os.urandom(16)

    @property
    def point(self) -> bytes:
        public = self.key.public_key()
        return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def subscription(self) -> dict[str, Any]:
        """What `PushSubscription.toJSON()` says."""
        keys = {"p256dh": written(self.point), "auth": written(self.auth)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    def opened(self, call: Call) -> dict[str, Any]:
        """The message that a push service was handed for this browser."""
        assert call.headers["content-encoding"] == "aes128gcm"
        assert len(call.body) <= 4096
        salt, size, text = call.body[:16], call.body[20], call.body[21:]
        sender, text = text[:size], text[size:]
        there = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), sender)
        info = b"WebPush: info\0" + self.point + sender
        secret = derived(self.auth, self.key.exchange(ECDH(), there), info, 32)
        key = derived(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
        nonce = derived(salt, secret, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(key).decrypt(nonce, text, None)
        assert plain.endswith(b"\x02")
        message: dict[str, Any] = json.loads(plain[:-1])
        return message


def derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def vouched(call: Call, public_key: str, endpoint: str) -> dict[str, Any]:
    """The claims of a message's token, which must be signed by this key for the endpoint's origin."""
    scheme, rest = call.headers["authorization"].split(" ", 1)
    fields = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert (scheme, fields["k"]) == ("vapid", public_key)
    point = read(public_key)
    key = {"kty": "EC", "crv": "P-256", "x": written(point[1:33]), "y": written(point[33:])}
    claims: dict[str, Any] = jwt.decode(
        fields["t"], ECKey.import_key(key), algorithms=["ES256"]
    ).claims
    place = urlsplit(endpoint)
    assert claims["aud"] == f"{place.scheme}://{place.netloc}"
    return claims


@asynccontextmanager
async def pushing() -> AsyncIterator[PushService]:
    """A push service on loopback."""
    service = PushService()
    server = await asyncio.start_server(service.serve, "127.0.0.1", 0)
    service.port = server.sockets[0].getsockname()[1]
    try:
        yield service
    finally:
        server.close()
