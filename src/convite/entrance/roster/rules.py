"""The roster as bytes: signed and compressed. Pure functions."""

import gzip
import hashlib
from uuid import UUID

from convite.core.base64url import to_base64url
from convite.entrance.tickets.rules import signer_of

#: Prefix of the signed text; the body's SHA-256 in hex follows.
SIGNED_AS = "convite-roster:"


def signed_body(server_key: bytes, event_id: UUID, body: bytes) -> tuple[bytes, str]:
    """The gzipped body, and its signature with the event's key as `key id.signature`."""
    signer = signer_of(server_key, event_id)
    signed = SIGNED_AS + hashlib.sha256(body).hexdigest()
    return gzip.compress(
        body, 4
    ), f"{signer.key_id}.{to_base64url(signer.private.sign(signed.encode()))}"
