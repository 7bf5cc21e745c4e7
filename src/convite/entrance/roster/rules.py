"""The roster's bytes as they are sent: signed and compressed. Pure."""

import gzip
import hashlib
from uuid import UUID

from convite.entrance.tickets.rules import signer_of, text64

#: What the signature is over, before the body's SHA-256 in hex.
SIGNED_AS = "convite-roster:"


def packed(server_key: bytes, event_id: UUID, body: bytes) -> tuple[bytes, str]:
    """The body, gzipped, and its signature by the event's key: `key id.signature`."""
    signer = signer_of(server_key, event_id)
    said = SIGNED_AS + hashlib.sha256(body).hexdigest()
    return gzip.compress(body, 4), f"{signer.key_id}.{text64(signer.private.sign(said.encode()))}"
