"""What a receiver does by the Standard Webhooks specification, written from it and not from our code."""

import base64
import hashlib
import hmac
from collections.abc import Mapping

TOLERANCE = 5 * 60


def is_genuine(secret: str, headers: Mapping[str, str], body: bytes, *, at: float) -> bool:
    """Whether a delivery was signed with the secret, within five minutes of now."""
    timestamp = headers["webhook-timestamp"]
    if abs(at - int(timestamp)) > TOLERANCE:
        return False
    key = base64.b64decode(secret[len("whsec_") :])
    signed = b".".join([headers["webhook-id"].encode(), timestamp.encode(), body])
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = [one.split(",", 1) for one in headers["webhook-signature"].split(" ")]
    return any(version == "v1" and hmac.compare_digest(found, expected) for version, found in given)
