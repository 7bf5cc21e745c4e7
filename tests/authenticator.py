"""An authenticator in software: makes passkeys and signs with them, and misbehaves when asked to."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


def encoded(content: bytes) -> str:
    """As browsers write bytes in JSON."""
    return urlsafe_b64encode(content).decode().rstrip("=")


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Authenticator:
    """One passkey, once it has made one."""

    origin: str = "http://convite.test"
    #: Whether it checks a finger, a face or a PIN.
    is_verifying: bool = True
    #: Added to the count at each signature; 0 as of those that are synced.
    step: int = 1
    count: int = 0
    handle: bytes = b""
    key: Any = field(default_factory=lambda: generate_private_key(SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def make(self, options: dict[str, Any], **wrong: str) -> dict[str, Any]:
        """A new passkey; `wrong` has an `origin`, `challenge`, `domain` or `type` that it says instead."""
        self.handle = decoded(options["user"]["id"])
        domain = wrong.get("domain", options["rp"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = {
            1: 2,
            3: -7,
            -1: 1,
            -2: numbers.x.to_bytes(32),
            -3: numbers.y.to_bytes(32),
        }
        about = bytes(16) + len(self.id).to_bytes(2) + self.id + cbor2.dumps(public)
        statement = {
            "fmt": "none",
            "attStmt": {},
            "authData": self.data(domain, WITH_KEY) + about,
        }
        said = self.said("webauthn.create", options, wrong)
        return self.credential(
            clientDataJSON=encoded(said), attestationObject=encoded(cbor2.dumps(statement))
        )

    def sign(self, options: dict[str, Any], **wrong: str) -> dict[str, Any]:
        """A signature to log in; see `make`."""
        self.count += self.step
        said = self.said("webauthn.get", options, wrong)
        data = self.data(wrong.get("domain", options["rpId"]))
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ECDSA(SHA256()))
        return self.credential(
            clientDataJSON=encoded(said),
            authenticatorData=encoded(data),
            signature=encoded(signature),
            userHandle=encoded(self.handle),
        )

    def said(self, kind: str, options: dict[str, Any], wrong: dict[str, str]) -> bytes:
        told = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        replaced = {name: value for name, value in wrong.items() if name != "domain"}
        return json.dumps(told | replaced | {"crossOrigin": False}).encode()

    def data(self, domain: str, more: int = 0) -> bytes:
        flags = PRESENT | (VERIFIED if self.is_verifying else 0) | more
        return hashlib.sha256(domain.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def credential(self, **response: str) -> dict[str, Any]:
        name = encoded(self.id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }
